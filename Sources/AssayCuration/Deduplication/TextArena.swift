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
