// SPDX-License-Identifier: Apache-2.0

/// A strict JSON parser (RFC 8259) over UTF-8 bytes, with limits and positions in its errors.
///
/// It exists beside Foundation's because a data tool must say where a row is broken, must not
/// overflow its stack on hostile nesting, and reads gigabytes.
public struct JSONParser {
  /// The deepest nesting that is read.
  public static let maximumDepth = 256

  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0
  /// The members of the objects that are being read, the innermost one's at the end.
  private var members: [(key: String, value: JSONValue)] = []

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
    guard offset >= 0, offset < bytes.count else {
      parser.index = bytes.count
      throw parser.failure("the offset lies outside the text")
    }
    parser.index = offset
    let value = try parser.value(depth: 0)
    return (value, parser.index)
  }

  func failure(_ message: String) -> JSONSyntaxError {
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
    skipSpace()
    if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
      index += 1
      return .object([:])
    }
    // The table is made once the number of members is known: growing it hashes every key again.
    let first = members.count
    defer { members.removeSubrange(first...) }
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
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
      guard index < bytes.count else { throw failure("the text ends inside an object") }
      let separator = bytes[index]
      guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: "}") else {
        throw failure("a ',' or '}' is missing in an object")
      }
      index += 1
      if separator == UInt8(ascii: "}") { return .object(table(from: first)) }
    }
  }

  /// The members that were read since; of two with one key the last counts.
  private func table(from first: Int) -> [String: JSONValue] {
    var table = [String: JSONValue](minimumCapacity: members.count - first)
    for member in members[first...] { table[member.key] = member.value }
    return table
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
    if let value = shortNumber() { return .integer(value) }
    var isWhole = true
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let firstDigit = index
    skipDigits()
    guard index > firstDigit else { throw failure("a digit is missing") }
    if bytes[firstDigit] == UInt8(ascii: "0"), index - firstDigit > 1 {
      index = firstDigit
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
      index = start
      throw failure("the number is too large")
    }
    return .number(value)
  }

  /// Reads a whole number of at most 18 digits without making a text of it; `nil`, with nothing
  /// read, for everything else.
  private mutating func shortNumber() -> Int? {
    var place = index
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let firstDigit = place
    var value = 0
    while place < bytes.count, place - firstDigit < 19, bytes[place] &- UInt8(ascii: "0") <= 9 {
      value = value &* 10 &+ Int(bytes[place] &- UInt8(ascii: "0"))
      place += 1
    }
    let digits = place - firstDigit
    guard digits > 0, digits < 19, digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      return nil
    }
    if place < bytes.count {
      let next = bytes[place]
      if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") { return nil }
    }
    index = place
    return isNegative ? -value : value
  }

  private mutating func skipDigits() {
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
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
