// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

/// What is written to disk is read back as it was, and its spelling does not change unnoticed.
@Suite struct VocabularyCodableTests {
  static let judgments: [(Judgment, String)] = [
    (.score(4), #"{"score":4}"#),
    (.score(-3), #"{"score":-3}"#),
    (.preference(.first), #"{"preference":"first"}"#),
    (.preference(.second), #"{"preference":"second"}"#),
    (.preference(.tie), #"{"preference":"tie"}"#),
    (.boolean(true), #"{"boolean":true}"#),
    (.firstError(nil), #"{"first_error":-1}"#),
    (.firstError(0), #"{"first_error":0}"#),
    (.label("a \"b\""), #"{"label":"a \"b\""}"#),
    (.ranking([2, 0, 1]), #"{"ranking":[2,0,1]}"#),
  ]

  @Test(arguments: judgments.indices) func judgmentsKeepTheirSpelling(_ index: Int) throws {
    let (judgment, json) = Self.judgments[index]
    #expect(try Self.encoded(judgment) == json)
    #expect(try Self.decoded(Judgment.self, json) == judgment)
  }

  @Test(arguments: [
    "{}", #"{"score":4,"boolean":true}"#, #"{"first_error":-2}"#, #"{"preference":"both"}"#,
    #"{"score":"4"}"#, "4", #"{"grade":4}"#,
  ])
  func refusesWhatIsNoJudgment(_ json: String) {
    #expect(throws: DecodingError.self) { try Self.decoded(Judgment.self, json) }
  }

  static let formats: [(JudgmentFormat, String)] = [
    (.pointwise(.oneToFive), #"{"highest":5,"kind":"pointwise","lowest":1}"#),
    (.pairwise(ties: false), #"{"kind":"pairwise","ties":false}"#),
    (.pairwise(ties: true), #"{"kind":"pairwise","ties":true}"#),
    (.binary, #"{"kind":"binary"}"#),
    (.verification(reference: true), #"{"kind":"verification-reference"}"#),
    (.verification(reference: false), #"{"kind":"verification"}"#),
    (.stepwise, #"{"kind":"stepwise"}"#),
    (
      .classification(labels: ["yes", "no"]),
      #"{"kind":"classification","labels":["yes","no"]}"#
    ),
    (.ranking(count: 4), #"{"count":4,"kind":"ranking"}"#),
  ]

  @Test(arguments: formats.indices) func formatsKeepTheirSpelling(_ index: Int) throws {
    let (format, json) = Self.formats[index]
    #expect(try Self.encoded(format) == json)
    #expect(try Self.decoded(JudgmentFormat.self, json) == format)
  }

  @Test func formatsHaveDefaults() throws {
    #expect(
      try Self.decoded(JudgmentFormat.self, #"{"kind":"pointwise"}"#) == .pointwise(.oneToFive))
    #expect(
      try Self.decoded(JudgmentFormat.self, #"{"kind":"pairwise"}"#) == .pairwise(ties: false))
    #expect(throws: DecodingError.self) {
      try Self.decoded(JudgmentFormat.self, #"{"kind":"listwise"}"#)
    }
  }

  static let outcomes: [Verdict.Outcome] = [
    .judged(.score(1)), .unscored(.truncated), .unscored(.overlong), .unscored(.refused),
    .unscored(.unparsed), .unscored(.badLabel("³")), .unscored(.outOfRange("7")),
    .unscored(.contradiction), .unscored(.failed("no route to host")),
    .unscored(.unsupported("no prompt")),
  ]

  @Test(arguments: outcomes.indices) func verdictsRoundTrip(_ index: Int) throws {
    let verdict = Verdict(
      Self.outcomes[index], critique: "c\n\u{2028}", reasoning: nil,
      labelProbabilities: ["A": 0.25], notes: [.repaired, .fraction])
    let json = try Self.encoded(verdict)
    #expect(try Self.decoded(Verdict.self, json) == verdict)
    #expect(try Self.encoded(Self.decoded(Verdict.self, json)) == json)
  }

  @Test func reasonsKeepTheirSpelling() throws {
    #expect(try Self.encoded(UnscoredReason.refused) == #"{"kind":"refused"}"#)
    #expect(
      try Self.encoded(UnscoredReason.badLabel("x")) == #"{"detail":"x","kind":"bad-label"}"#)
    #expect(throws: DecodingError.self) {
      try Self.decoded(UnscoredReason.self, #"{"kind":"tired"}"#)
    }
    #expect(throws: DecodingError.self) { try Self.decoded(Verdict.Outcome.self, "{}") }
  }

  @Test(arguments: PromptStyleLaws.examples.indices) func examplesRoundTrip(_ index: Int) throws {
    var example = PromptStyleLaws.examples[index]
    example.gold = PromptStyleLaws.judgments(of: example).last
    example.metadata = ["year": 2024, "tags": ["a", nil, true, 0.5], "deep": ["x": [:]]]
    let back = try Self.decoded(Example.self, Self.encoded(example))
    #expect(back == example)
    #expect(back.flaw == nil)
  }

  @Test func completionsRoundTrip() throws {
    let completion = Completion(
      text: "</think>\u{0}", reasoning: "r", finishReason: .contentFilter,
      usage: TokenUsage(promptTokens: 3, completionTokens: 4),
      tokens: [
        TokenLogProbability(
          token: "A", logProbability: -0.5,
          alternatives: [.init(token: "B", logProbability: -1.5)])
      ])
    #expect(try Self.decoded(Completion.self, Self.encoded(completion)) == completion)
    let sampling = SamplingParameters(temperature: 0.9, topP: 0.95, topK: 20, stop: ["\n"])
    #expect(try Self.decoded(SamplingParameters.self, Self.encoded(sampling)) == sampling)
  }

  @Test func swappingTwiceChangesNothing() {
    for (judgment, _) in Self.judgments { #expect(judgment.swapped().swapped() == judgment) }
    for example in PromptStyleLaws.examples { #expect(example.swapped().swapped() == example) }
    #expect(Judgment.preference(.tie).swapped() == .preference(.tie))
    #expect(Judgment.ranking([1, 0]).swapped() == .ranking([0, 1]))
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decoded<Value: Decodable>(
    _ type: Value.Type, _ json: String
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }
}
