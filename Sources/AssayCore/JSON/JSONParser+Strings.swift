// SPDX-License-Identifier: Apache-2.0

/// The reading of strings, which is most of what a row of judging data consists of.
extension JSONParser {
  /// Reads the string whose opening quote is the next byte.
  mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    var isPlain = passPlainText()
    guard index < bytes.count else { throw failure("the text ends inside a string") }
    if bytes[index] == UInt8(ascii: "\"") {
      let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
      let string = isPlain ? String(decoding: text, as: UTF8.self) : validated(text)
      guard let string else { throw failure("the string is not valid UTF-8") }
      index += 1
      return string
    }
    var collected: [UInt8] = []
    collected.reserveCapacity(2 * (index - start) + 64)
    collected.append(contentsOf: bytes[start..<index])
    try collectEscapedText(in: &collected, &isPlain)
    let string = collected.withUnsafeBufferPointer { text in
      isPlain ? String(decoding: text, as: UTF8.self) : validated(text)
    }
    guard let string else { throw failure("the string is not valid UTF-8") }
    return string
  }

  private func validated(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    String(validating: text, as: UTF8.self)
  }

  /// Collects text and escapes up to and with the closing quote.
  private mutating func collectEscapedText(
    in collected: inout [UInt8], _ isPlain: inout Bool
  ) throws(JSONSyntaxError) {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "\\"):
        index += 1
        try appendEscape(to: &collected, &isPlain)
      case 0..<0x20: throw failure("a control character stands in a string")
      default:
        let start = index
        if !passPlainText() { isPlain = false }
        collected.append(contentsOf: bytes[start..<index])
      }
    }
    throw failure("the text ends inside a string")
  }

  /// Marks the quotes, backslashes and control characters among eight bytes.
  ///
  /// It is the well-known test for a zero byte in a word (Warren, Hacker's Delight, 6-1):
  /// subtracting borrows into the top bit of a byte that is too small, and the lowest such byte is
  /// always a true one.
  ///
  /// - Returns: 0 where there is none; else the lowest bit that is set is the top bit of the first.
  @inline(__always)
  static func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let escape = word ^ (ones &* 0x5C)
    return
      ((quote &- ones) & ~quote | (escape &- ones) & ~escape | (word &- ones &* 0x20) & ~word)
      & 0x8080_8080_8080_8080
  }

  /// Moves on to the next quote, backslash or control character, or to the end of the text.
  ///
  /// - Returns: Whether all bytes on the way were ASCII.
  private mutating func passPlainText() -> Bool {
    let tops: UInt64 = 0x8080_8080_8080_8080
    var seen: UInt64 = 0
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      while index + 8 <= bytes.count {
        let word = UInt64(littleEndian: (base + index).loadUnaligned(as: UInt64.self))
        let found = Self.specialBytes(word)
        if found != 0 {
          let bits = found.trailingZeroBitCount & ~7
          seen |= word & ((1 << UInt64(bits)) &- 1)
          index += bits >> 3
          return seen & tops == 0
        }
        seen |= word
        index += 8
      }
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      seen |= UInt64(byte)
      index += 1
    }
    return seen & tops == 0
  }

  private mutating func appendEscape(
    to collected: inout [UInt8], _ isPlain: inout Bool
  ) throws(JSONSyntaxError) {
    guard index < bytes.count else { throw failure("the text ends inside an escape") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(byte)
    case UInt8(ascii: "b"): collected.append(0x08)
    case UInt8(ascii: "f"): collected.append(0x0C)
    case UInt8(ascii: "n"): collected.append(0x0A)
    case UInt8(ascii: "r"): collected.append(0x0D)
    case UInt8(ascii: "t"): collected.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape()
      if !scalar.isASCII { isPlain = false }
      collected.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      index -= 1
      throw failure("this escape is not known")
    }
  }

  /// Reads four digits, and four more where they are the second half of a pair.
  ///
  /// A lone surrogate is not a character; it becomes U+FFFD as in other tolerant readers.
  private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let unit = try hexUnit()
    if (0xD800..<0xDC00).contains(unit), index + 1 < bytes.count,
      bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    {
      let afterFirst = index
      index += 2
      let low = try hexUnit()
      if (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
      index = afterFirst
    }
    return Unicode.Scalar(unit) ?? "\u{FFFD}"
  }

  private mutating func hexUnit() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count else { throw failure("the text ends inside an escape") }
      let byte = bytes[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw failure("a \\u escape needs four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
