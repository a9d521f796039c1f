// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

@Suite struct JSONParserTests {
  static let valid: [(String, JSONValue)] = [
    ("null", .null), (" true ", true), ("false", false), ("\t[\r\n]\n", []), ("{}", [:]),
    ("0", 0), ("-0", .integer(0)), ("-12", -12), ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)), ("9223372036854775808", 9.223372036854775808e18),
    ("1.5", 1.5), ("-0.0", .number(-0.0)), ("1e2", 100.0), ("1E+2", 100.0), ("25e-1", 2.5),
    ("0.1e1", 1.0), ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-400", .number(0)),
    ("\"\"", ""), (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u4E2D""#, "Aé中"), (#""\uD83D\uDE00""#, "\u{1F600}"),
    (#""\u0000""#, "\u{0}"), ("\"\u{7F}\"", "\u{7F}"), ("\"é\u{301}😀\"", "é\u{301}😀"),
    (#""\uD800""#, "\u{FFFD}"), (#""\uDC00x""#, "\u{FFFD}x"),
    (#""\uD800\uD83D\uDE00""#, "\u{FFFD}\u{1F600}"), (#""\uD800\n""#, "\u{FFFD}\n"),
    ("[1,[2,{\"a\":[null]}]]", [1, [2, ["a": [nil]]]]),
    (#"{"a":1,"b":{"":2},"a":3}"#, ["a": 3, "b": ["": 2]]),
    (#"{"é":1,"e\u0301":2}"#, .object(["é": 2])),
  ]

  @Test(arguments: valid.indices) func parses(_ index: Int) throws {
    let (text, value) = Self.valid[index]
    #expect(try JSONParser.parse(text) == value, "\(text)")
  }

  static let invalid: [(String, Int, Bool)] = [
    ("", 0, true), (" ", 1, true), ("nul", 3, true), ("nuln", 3, false), ("True", 0, false),
    ("[1,]", 3, false), ("[1 2]", 3, false), ("[", 1, true), ("[1", 2, true), ("{", 1, true),
    ("{\"a\"}", 4, false), ("{\"a\":}", 5, false), ("{\"a\":1,}", 7, false),
    ("{a:1}", 1, false), ("{'a':1}", 1, false), ("{\"a\":1", 6, true), ("01", 0, false),
    ("-01", 1, false), ("-", 1, true), ("+1", 0, false), (".5", 0, false), ("1.", 2, true),
    ("1.e3", 2, false), ("1e", 2, true), ("1e+", 3, true), ("0x10", 1, false),
    ("NaN", 0, false), ("Infinity", 0, false), ("1e999", 0, false), ("\"", 1, true),
    ("\"a", 2, true), ("\"\\", 2, true), ("\"\\x\"", 2, false), ("\"\\u12\"", 5, false),
    ("\"\\u12G4\"", 5, false), ("\"\\uD800\\u12\"", 11, false), ("\"\\u12", 5, true),
    ("\"a\nb\"", 2, false),
    ("\"\u{1F}\"", 1, false), ("1 2", 2, false), ("{} x", 3, false), ("\u{FEFF}1", 0, false),
    ("'a'", 0, false), ("[1]]", 3, false), ("/**/1", 0, false), ("\u{A0}1", 0, false),
    ("٣", 0, false),
  ]

  @Test(arguments: invalid.indices) func refusesAtTheRightByte(_ index: Int) throws {
    let (text, offset, reachedEnd) = Self.invalid[index]
    let error = #expect(throws: JSONSyntaxError.self, "\(text)") { try JSONParser.parse(text) }
    #expect(error?.offset == offset, "\(text): \(error?.message ?? "")")
    #expect(error?.reachedEnd == reachedEnd, "\(text): \(error?.message ?? "")")
    #expect(error?.message.isEmpty == false)
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xE2, 0x82, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0x5C, 0x6E, 0xFF, 0x22],
    ] as [[UInt8]])
  func refusesInvalidUnicode(_ bytes: [UInt8]) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
    #expect(error?.message == "the string is not valid UTF-8")
  }

  @Test func limitsNestingAndNotLength() throws {
    let deepest = JSONParser.maximumDepth
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSONParser.parse(nested(deepest)) }
    #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(nested(deepest + 1)) }
    let hostile = String(repeating: "[{\"a\":", count: 500_000)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(hostile) }
    #expect(error?.message.contains("nested") == true)
    let long = "[" + String(repeating: "0,", count: 100_000) + "0]"
    #expect(try JSONParser.parse(long).arrayValue?.count == 100_001)
  }

  @Test func readsAPrefix() throws {
    let bytes = Array("xx {\"a\": [1]} tail".utf8)
    try bytes.withUnsafeBufferPointer { buffer in
      let (value, end) = try JSONParser.parsePrefix(buffer, from: 2)
      #expect(value == ["a": [1]])
      #expect(end == 13)
    }
  }

  @Test(arguments: [-1, 3, 4, Int.max]) func refusesAPrefixOutsideTheText(_ offset: Int) {
    Array("[1]".utf8).withUnsafeBufferPointer { buffer in
      let error = #expect(throws: JSONSyntaxError.self) {
        try JSONParser.parsePrefix(buffer, from: offset)
      }
      #expect(error?.message.isEmpty == false)
    }
  }

  // MARK: Writing

  @Test(arguments: valid.indices) func writesWhatItReadsBack(_ index: Int) throws {
    let value = Self.valid[index].1
    #expect(try JSONParser.parse(value.jsonText) == value)
  }

  @Test func writesSortedKeysAndEscapes() {
    let value: JSONValue = [
      "b": "\u{1}\n\"\\/é\u{2028}\u{7F}", "a": [1, 2.5, true, nil], "": .number(.infinity),
    ]
    #expect(
      value.jsonText
        == "{\"\":null,\"a\":[1,2.5,true,null],\"b\":\"\\u0001\\n\\\"\\\\/é\u{2028}\u{7F}\"}")
  }

  @Test func keepsWholeDoublesApartFromIntegers() throws {
    #expect(JSONValue.number(3).jsonText == "3.0")
    #expect(try JSONParser.parse("3.0").integerValue == 3)
    #expect(try JSONParser.parse("3.5").integerValue == nil)
    #expect(try JSONParser.parse("1e30").integerValue == nil)
  }

  /// Random values, written by us and read by Foundation, and the other way round.
  @Test func agreesWithFoundation() throws {
    var generator = SeededGenerator(seed: 7, stream: "json")
    for _ in 0..<300 {
      let value = Self.random(&generator, depth: 0)
      let ours = value.jsonText
      let theirs = try JSONSerialization.jsonObject(
        with: Data(ours.utf8), options: .fragmentsAllowed)
      let written = try JSONSerialization.data(
        withJSONObject: theirs, options: .fragmentsAllowed)
      let back = try JSONParser.parse(Array(written))
      #expect(Self.close(back, value), "\(ours)")
      #expect(try JSONDecoder().decode(JSONValue.self, from: Data(ours.utf8)) == value)
    }
  }

  private static func close(_ one: JSONValue, _ two: JSONValue) -> Bool {
    switch (one, two) {
    case (.array(let one), .array(let two)):
      one.count == two.count && zip(one, two).allSatisfy { close($0, $1) }
    case (.object(let one), .object(let two)):
      one.count == two.count
        && one.allSatisfy { key, value in two[key].map { close(value, $0) } ?? false }
    default:
      if let first = one.doubleValue, let second = two.doubleValue {
        abs(first - second) <= 1e-12 * max(1, abs(second))
      } else {
        one == two
      }
    }
  }

  private static func random(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
    switch generator.below(depth < 4 ? 8 : 6) {
    case 0: return .null
    case 1: return .bool(generator.below(2) == 0)
    case 2:
      return .integer(Int(truncatingIfNeeded: generator.next() >> UInt64(generator.below(64))))
    case 3: return .number((generator.unit() - 0.5) * 1e3 + 0.123)
    case 4, 5:
      let letters = Array("aZ0\"\\/\n\t\u{1}é漢😀\u{301}\u{2028} ")
      return .string(
        String((0..<generator.below(12)).map { _ in letters[generator.below(letters.count)] }))
    case 6:
      return .array((0..<generator.below(5)).map { _ in random(&generator, depth: depth + 1) })
    default:
      var members: [String: JSONValue] = [:]
      for index in 0..<generator.below(5) {
        members["k\(index)\"é"] = random(&generator, depth: depth + 1)
      }
      return .object(members)
    }
  }
}
