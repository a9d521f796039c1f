// SPDX-License-Identifier: Apache-2.0

/// Many short texts in one block of memory: their bytes and 8 bytes each.
struct TextArena: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  /// The text that was appended as number `index`; empty where there is none.
  subscript(index: Int) -> String {
    guard ends.indices.contains(index) else { return "" }
    let start = index > 0 ? ends[index - 1] : 0
    return String(decoding: bytes[start..<ends[index]], as: UTF8.self)
  }
}

/// Many short lists of numbers, in blocks that are never moved: their numbers and 8 bytes each.
struct NumberArena: Sendable {
  private static let blockSize = 1 << 18
  private var blocks: [[UInt32]] = []
  /// Where each list begins: the block in the upper half, the place in the lower.
  private var starts: [UInt64] = []

  var count: Int { starts.count }

  /// Adds a list; it must be no longer than a block.
  mutating func append(_ numbers: [UInt32]) {
    if blocks.last.map({ $0.count + numbers.count + 1 > Self.blockSize }) ?? true {
      var block: [UInt32] = []
      block.reserveCapacity(Self.blockSize)
      blocks.append(block)
    }
    let last = blocks.count - 1
    starts.append(UInt64(last) << 32 | UInt64(blocks[last].count))
    blocks[last].append(UInt32(numbers.count))
    blocks[last].append(contentsOf: numbers)
  }

  /// The list that was appended as number `index`.
  subscript(index: Int) -> ArraySlice<UInt32> {
    let block = blocks[Int(starts[index] >> 32)]
    let start = Int(UInt32(truncatingIfNeeded: starts[index]))
    return block[(start + 1)..<(start + 1 + Int(block[start]))]
  }
}
