// SPDX-License-Identifier: Apache-2.0

/// A binary heap with the largest score on top; of equal scores, the earliest position.
struct ScoreHeap {
  struct Entry: Equatable {
    var score: Double
    var position: Int32

    func precedes(_ other: Entry) -> Bool {
      score == other.score ? position < other.position : score > other.score
    }
  }

  private var entries: [Entry]

  init(_ entries: [Entry] = []) {
    self.entries = entries
    for index in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  /// The entry that precedes all others.
  var top: Entry? { entries.first }

  /// The entry that would be on top without the top.
  var second: Entry? {
    guard entries.count > 2 else { return entries.count == 2 ? entries[1] : nil }
    return entries[1].precedes(entries[2]) ? entries[1] : entries[2]
  }

  mutating func removeTop() {
    guard let last = entries.popLast(), !entries.isEmpty else { return }
    replaceTop(with: last)
  }

  /// - Precondition: There is a top.
  mutating func replaceTop(with entry: Entry) {
    entries[0] = entry
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    let moving = entries[start]
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
      guard entries[child].precedes(moving) else { break }
      entries[index] = entries[child]
      index = child
    }
    entries[index] = moving
  }
}
