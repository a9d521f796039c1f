// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

/// What is written by hand must be, byte for byte, what the encoder of Foundation writes.
@Suite struct JSONTextTests {
  static let texts =
    [
      "", "plain", "\"\\/\u{8}\u{C}\n\r\t", "12345678\"", "1234567\\", "Größe ³ — 漢字 \u{1F600}",
      "\u{7F}\u{80}\u{2028}\u{2029}\u{FFFD}", "e\u{301}", "</think>", "a\u{0}b",
    ]
    + (0..<0x20).compactMap { Unicode.Scalar($0).map { "control \(Character($0)) here" } }
    + (0..<20).map { String(repeating: "é", count: $0) + "\"" + String(repeating: "x", count: $0) }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func written(_ body: (inout JSONText) throws -> Void) rethrows -> String {
    var text = JSONText()
    try body(&text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  private static func read<Value>(_ text: String, _ make: (JSONValue) -> Value?) throws -> Value {
    try #require(make(try JSONParser.parse(text)))
  }

  @Test(arguments: texts) func stringsAreWrittenAsTheEncoderWritesThem(text: String) throws {
    #expect(try Self.encoded([text]) == "[\(Self.written { $0.add(text) })]")
    #expect(try JSONParser.parse(Self.written { $0.add(text) }) == .string(text))
    #expect(try JSONParser.parse(JSONValue.string(text).jsonText) == .string(text))
  }

  /// The text of a value goes into content keys, so it must never change.
  @Test func valuesKeepTheirLongEscapes() {
    #expect(
      JSONValue.string("\u{8}\u{C}\u{1F}\n\"\\/é").jsonText == #""\u0008\u000c\u001f\n\"\\/é""#)
  }

  @Test(arguments: [0, -1, 7, Int.max, Int.min]) func wholeNumbers(value: Int) throws {
    #expect(try Self.encoded([value]) == "[\(Self.written { $0.add(value) })]")
  }

  @Test(arguments: [
    0.0, -0.0, 1, -2.5, 0.1, 1e-7, -1.2345678901234567e-300, 1e21, 123_456_789.125, 1e16,
    .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  ])
  func numbers(value: Double) throws {
    #expect(try Self.encoded([value]) == "[\(Self.written { $0.add(value) })]")
  }

  @Test(arguments: [
    Completion(text: ""),
    Completion(
      text: "a \"quoted\"\n text", reasoning: "why/not", finishReason: .length,
      usage: TokenUsage(promptTokens: 3, completionTokens: 9)),
    Completion(
      text: "t", finishReason: .contentFilter,
      tokens: [
        TokenLogProbability(token: " \"a", logProbability: -0.25),
        TokenLogProbability(
          token: "b", logProbability: -3,
          alternatives: [.init(token: "c", logProbability: -12.125e-9)]),
      ]), Completion(text: "", finishReason: .unknown, tokens: []),
  ])
  func completions(completion: Completion) throws {
    let text = try Self.written { try $0.add(completion) }
    #expect(text == (try Self.encoded(completion)))
    #expect(try Self.read(text, Completion.init(json:)) == completion)
  }

  @Test func whatIsNotFiniteIsRefused() {
    let tokens = [TokenLogProbability(token: "a", logProbability: -.infinity)]
    let error = #expect(throws: AssayError.self) {
      try Self.written { try $0.add(Completion(text: "", tokens: tokens)) }
    }
    #expect(error?.code == .invalidArgument)
    #expect(throws: AssayError.self) {
      try Self.written {
        try $0.add(Verdict(.judged(.score(1)), labelProbabilities: ["1": .nan]))
      }
    }
  }

  @Test(
    arguments: [
      .pointwise(.oneToFive), .pairwise(ties: true), .pairwise(ties: false), .binary,
      .verification(reference: true), .verification(reference: false), .stepwise,
      .classification(labels: ["a", "\"b\""]), .ranking(count: 4),
    ] as [JudgmentFormat])
  func formats(format: JudgmentFormat) throws {
    let text = Self.written { $0.add(format) }
    #expect(text == (try Self.encoded(format)))
    #expect(try Self.read(text, JudgmentFormat.init(json:)) == format)
  }

  @Test(
    arguments: [
      .score(-3), .preference(.tie), .boolean(true), .boolean(false), .firstError(nil),
      .firstError(2), .label("not \"sure\""), .ranking([2, 0, 1]), .ranking([]),
    ] as [Judgment])
  func judgments(judgment: Judgment) throws {
    let text = Self.written { $0.add(judgment) }
    #expect(text == (try Self.encoded(judgment)))
    #expect(try Self.read(text, Judgment.init(json:)) == judgment)
  }

  @Test(arguments: [
    Verdict.judged(.score(4)),
    Verdict(
      .judged(.preference(.first)), critique: "because\n", reasoning: "hm",
      labelProbabilities: ["10": 0.5, "9": 0.25, "a": 1, "B": 0, "é": 1e-9, "": 0.1],
      notes: [.repaired, .labelledLine]),
    Verdict.unscored(.truncated), Verdict.unscored(.badLabel("\"6\"")),
    Verdict.unscored(.outOfRange("9")), Verdict.unscored(.failed("a/b")),
    Verdict.unscored(.overlong), Verdict.unscored(.refused), Verdict.unscored(.unparsed),
    Verdict.unscored(.contradiction),
  ])
  func verdicts(verdict: Verdict) throws {
    let text = try Self.written { try $0.add(verdict) }
    #expect(text == (try Self.encoded(verdict)))
    #expect(try Self.read(text, Verdict.init(json:)) == verdict)
  }

  /// What is not of the form is refused, and not read as something else.
  @Test(arguments: [
    "null", "[]", "{}", #"{"text":"a"}"#, #"{"text":"a","finish_reason":"later"}"#,
    #"{"text":1,"finish_reason":"stop"}"#, #"{"text":"a","finish_reason":"stop","usage":3}"#,
    #"{"text":"a","finish_reason":"stop","tokens":[{"token":"b"}]}"#,
    #"{"text":"a","finish_reason":"stop","reasoning":5}"#,
  ])
  func brokenCompletionsAreRefused(text: String) throws {
    #expect(Completion(json: try JSONParser.parse(text)) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Completion.self, from: Data(text.utf8))
    }
  }

  @Test(arguments: [
    #"{"score":1,"label":"a"}"#, #"{"score":1.5}"#, #"{"first_error":-2}"#, #"{"other":1}"#,
    #"{"preference":"third"}"#, #"{"ranking":[0,"1"]}"#, "3",
  ])
  func brokenJudgmentsAreRefused(text: String) throws {
    #expect(Judgment(json: try JSONParser.parse(text)) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Judgment.self, from: Data(text.utf8))
    }
  }
}
