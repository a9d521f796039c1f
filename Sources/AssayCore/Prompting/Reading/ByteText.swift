// SPDX-License-Identifier: Apache-2.0

/// A text as UTF-8 bytes, with the searches that the readers of verdicts share.
///
/// Completions can be megabytes of anything. Bytes make every search linear and free of Unicode
/// surprises: a combining mark cannot glue itself to a brace, a superscript digit is no digit.
struct ByteText: Sendable {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  init(bytes: [UInt8]) { self.bytes = bytes }

  var all: Range<Int> { 0..<bytes.count }

  /// The bytes of the range as a text; halves of characters become U+FFFD.
  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: all)], as: UTF8.self)
  }

  /// The range without white space (ASCII, NBSP, zero-width space, byte-order mark) at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper {
      let width = spaceWidth(at: lower, limit: upper)
      if width == 0 { break }
      lower += width
    }
    while upper > lower {
      if Self.isSpace(bytes[upper - 1]) {
        upper -= 1
      } else if upper - lower >= 2, spaceWidth(at: upper - 2, limit: upper) == 2 {
        upper -= 2
      } else if upper - lower >= 3, spaceWidth(at: upper - 3, limit: upper) == 3 {
        upper -= 3
      } else {
        break
      }
    }
    return lower..<upper
  }

  /// The number of bytes of the white space at the index; 0 where there is none.
  private func spaceWidth(at index: Int, limit: Int) -> Int {
    let byte = bytes[index]
    if Self.isSpace(byte) { return 1 }
    if byte < 0x80 { return 0 }
    if byte == 0xC2, index + 1 < limit, bytes[index + 1] == 0xA0 { return 2 }
    guard index + 2 < limit else { return 0 }
    let isZeroWidth = byte == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x8B
    let isMark = byte == 0xEF && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
    return isZeroWidth || isMark ? 3 : 0
  }

  /// Whether the pattern stands at the index.
  func has(_ pattern: [UInt8], at index: Int, ignoringCase: Bool = false) -> Bool {
    guard index >= 0, index + pattern.count <= bytes.count else { return false }
    for offset in pattern.indices {
      let byte = bytes[index + offset]
      guard byte == pattern[offset] || (ignoringCase && Self.lowered(byte) == pattern[offset])
      else { return false }
    }
    return true
  }

  /// Where the pattern first stands inside the range; lower case where case is ignored.
  func first(_ pattern: [UInt8], in range: Range<Int>, ignoringCase: Bool = false) -> Int? {
    guard !pattern.isEmpty, range.count >= pattern.count else { return nil }
    for index in range.lowerBound...(range.upperBound - pattern.count)
    where has(pattern, at: index, ignoringCase: ignoringCase) {
      return index
    }
    return nil
  }

  /// Where the pattern last stands inside the range; lower case where case is ignored.
  func last(_ pattern: [UInt8], in range: Range<Int>, ignoringCase: Bool = false) -> Int? {
    guard !pattern.isEmpty, range.count >= pattern.count else { return nil }
    var index = range.upperBound - pattern.count
    while index >= range.lowerBound {
      if has(pattern, at: index, ignoringCase: ignoringCase) { return index }
      index -= 1
    }
    return nil
  }

  /// Where the line that holds the index ends, without its line break.
  func lineEnd(from index: Int, limit: Int) -> Int {
    var end = index
    while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }

  /// Whether a word of ASCII letters, digits and underscores touches neither end of the range.
  func isWord(_ range: Range<Int>) -> Bool {
    let before = range.lowerBound == 0 || !Self.isWordByte(bytes[range.lowerBound - 1])
    let after = range.upperBound >= bytes.count || !Self.isWordByte(bytes[range.upperBound])
    return before && after
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0x0B
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

  static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == 0x5F || lowered(byte) &- 0x61 <= 25
  }

  static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 <= 25 ? byte | 0x20 : byte }
}
