// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension SafetensorsHeader {
  /// The members of the header's object in their order.
  ///
  /// An ordinary JSON reader keeps one of two members with the same name in silence; here a
  /// second tensor of the same name is an error.
  static func members(
    of text: UnsafeBufferPointer<UInt8>, file: String
  ) throws -> [(name: String, value: JSONValue)] {
    do {
      return try scan(text, file: file)
    } catch let error as JSONSyntaxError {
      throw notJSON(error.message, error.offset, file)
    }
  }

  private static func scan(
    _ text: UnsafeBufferPointer<UInt8>, file: String
  ) throws -> [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    var names: Set<String> = []
    var index = 0
    try expect("{", in: text, at: &index, file: file)
    if next(in: text, at: &index) == UInt8(ascii: "}") {
      index += 1
    } else {
      while true {
        let (key, keyEnd) = try JSONParser.parsePrefix(text, from: index)
        guard let name = key.stringValue else {
          throw notJSON("a name must be a string", index, file)
        }
        index = keyEnd
        try expect(":", in: text, at: &index, file: file)
        let (value, valueEnd) = try JSONParser.parsePrefix(text, from: index)
        index = valueEnd
        guard names.insert(name).inserted else {
          throw failure("The header has this name twice.", file, name)
        }
        members.append((name, value))
        if next(in: text, at: &index) == UInt8(ascii: ",") {
          index += 1
          continue
        }
        try expect("}", in: text, at: &index, file: file)
        break
      }
    }
    if next(in: text, at: &index) != nil {
      throw notJSON("there is text after the end of the object", index, file)
    }
    return members
  }

  /// The next byte that is not white space, without taking it; writers fill up with spaces.
  private static func next(in text: UnsafeBufferPointer<UInt8>, at index: inout Int) -> UInt8? {
    while index < text.count {
      switch text[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return text[index]
      }
    }
    return nil
  }

  private static func expect(
    _ character: Unicode.Scalar, in text: UnsafeBufferPointer<UInt8>, at index: inout Int,
    file: String
  ) throws {
    guard next(in: text, at: &index) == UInt8(ascii: character) else {
      throw notJSON("a '\(character)' is missing", index, file)
    }
    index += 1
  }

  private static func notJSON(_ reason: String, _ offset: Int, _ file: String) -> AssayError {
    failure("The header is not JSON at its byte \(offset): \(reason).", file)
  }
}
