// SPDX-License-Identifier: Apache-2.0

/// A strict JSON parser (RFC 8259) over UTF-8 bytes, with limits and positions in its errors.
///
/// It exists beside Foundation's because a data tool must say where a row is broken, must not
/// overflow its stack on hostile nesting, and reads gigabytes.
public struct JSONParser {
  /// The deepest nesting that is read.
  public static let maximumDepth = 256

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Parses one JSON value and nothing after it.
  public static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    try parse(Array(text.utf8))
  }

  /// Parses one JSON value and nothing after it.
  public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { (buffer) throws(JSONSyntaxError) in try parse(buffer) }
  }

  /// Parses one JSON value and nothing after it.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.index == bytes.count else {
      throw parser.failure("there is text after the end of the value")
    }
    return value
  }

  /// Parses the value that begins at the offset, and says where it ends.
  ///
  /// - Returns: The value and the offset of the first byte after it.
  public static func parsePrefix(
    _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int
  ) throws(JSONSyntaxError) -> (value: JSONValue, end: Int) {
    var parser = JSONParser(bytes)
    parser.index = offset
    let value = try parser.value(depth: 0)
    return (value, parser.index)
  }

  private func failure(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(message: message, offset: index, reachedEnd: index >= bytes.count)
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard depth < Self.maximumDepth else {
      throw failure("the value is nested deeper than \(Self.maximumDepth) levels")
    }
    skipSpace()
    guard index < bytes.count else { throw failure("the text ends where a value should begin") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("a value cannot begin with this character")
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    let count = word.utf8CodeUnitCount
    for position in 0..<count {
      guard index < bytes.count, bytes[index] == word.utf8Start[position] else {
        throw failure("this is none of true, false and null")
      }
      index += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
      index += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw failure("an object's key must be a string")
      }
      let key = try string()
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
        throw failure("a ':' is missing after the key")
      }
      index += 1
      members[key] = try value(depth: depth + 1)
      skipSpace()
      guard index < bytes.count else { throw failure("the text ends inside an object") }
      let separator = bytes[index]
      guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: "}") else {
        throw failure("a ',' or '}' is missing in an object")
      }
      index += 1
      if separator == UInt8(ascii: "}") { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    index += 1
    var elements: [JSONValue] = []
    skipSpace()
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
      index += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      guard index < bytes.count else { throw failure("the text ends inside an array") }
      let separator = bytes[index]
      guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: "]") else {
        throw failure("a ',' or ']' is missing in an array")
      }
      index += 1
      if separator == UInt8(ascii: "]") { return .array(elements) }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = index
    var isWhole = true
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let firstDigit = index
    skipDigits()
    guard index > firstDigit else { throw failure("a digit is missing") }
    if bytes[firstDigit] == UInt8(ascii: "0"), index - firstDigit > 1 {
      throw failure("a number may not begin with 0")
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      isWhole = false
      index += 1
      let fraction = index
      skipDigits()
      guard index > fraction else { throw failure("a digit is missing after the point") }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      let exponent = index
      skipDigits()
      guard index > exponent else { throw failure("a digit is missing in the exponent") }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw failure("the number is too large")
    }
    return .number(value)
  }

  private mutating func skipDigits() {
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        guard let text = validated(bytes[start..<index]) else {
          throw failure("the string is not valid UTF-8")
        }
        index += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
      guard byte >= 0x20 else { throw failure("a control character stands in a string") }
      index += 1
    }
    throw failure("the text ends inside a string")
  }

  private func validated(_ slice: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    String(validating: slice, as: UTF8.self)
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSONSyntaxError) -> String {
    var collected = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: collected, as: UTF8.self) else {
          throw failure("the string is not valid UTF-8")
        }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        index += 1
        try appendEscape(to: &collected)
      case 0..<0x20: throw failure("a control character stands in a string")
      default:
        collected.append(byte)
        index += 1
      }
    }
    throw failure("the text ends inside a string")
  }

  private mutating func appendEscape(to collected: inout [UInt8]) throws(JSONSyntaxError) {
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
      // A lone surrogate is not a character; it becomes U+FFFD as in other tolerant readers.
      collected.append(contentsOf: Array(String(try unicodeEscape()).utf8))
    default: throw failure("this escape is not known")
    }
  }

  private mutating func unicodeEscape() throws(JSONSyntaxError) -> Character {
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
        return Character(scalar)
      }
      index = afterFirst
    }
    return Character(Unicode.Scalar(unit) ?? "\u{FFFD}")
  }

  private mutating func hexUnit() throws(JSONSyntaxError) -> UInt32 {
    guard index + 4 <= bytes.count else { throw failure("the text ends inside an escape") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, bytes[index] < 0x80
      else { throw failure("a \\u escape needs four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}

/// Where and why a text is not JSON.
public struct JSONSyntaxError: Error, Sendable, Hashable {
  /// What is wrong, as the end of a sentence.
  public var message: String
  /// The 0-based offset of the byte at which reading failed.
  public var offset: Int
  /// Whether the text simply ended too early.
  public var reachedEnd: Bool
}
