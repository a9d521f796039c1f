// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Foundation
import Testing

@Suite struct LabelProbabilityTests {
  static func token(_ text: String, _ others: [String: Double]) -> TokenLogProbability {
    TokenLogProbability(
      token: text, logProbability: log(others[text] ?? 1),
      alternatives: others.sorted { $0.key < $1.key }
        .map { .init(token: $0.key, logProbability: log($0.value)) })
  }

  static func example(_ format: JudgmentFormat, responses: [String] = ["r"]) -> Example {
    Example(
      id: "e", format: format, input: "q", responses: responses,
      rubric: Rubric(levels: (0...10).map { .init(label: "\($0)", meaning: "m") }), source: "t",
      group: "g")
  }

  static func read(
    _ style: any PromptStyle, _ example: Example, _ tokens: [TokenLogProbability],
    form: PromptForm = .critique
  ) -> [String: Double]? {
    let completion = Completion(text: tokens.map(\.token).joined(), tokens: tokens)
    let verdict = style.verdict(from: completion, for: example, form: form)
    return LabelProbabilities.read(
      completion, verdict: verdict, style: style, example: example, form: form)
  }

  static func plain(_ texts: String...) -> [TokenLogProbability] { texts.map { token($0, [:]) } }

  @Test func scoresAreNormalisedOverTheScale() throws {
    let found = try #require(
      Self.read(
        GEvalStyle(), Self.example(.pointwise(.oneToFive)),
        Self.plain("Reason", ": 4 of 5", "\n", "Score", ":") + [
          Self.token(" 4", [" 4": 0.6, " 5": 0.2, "3": 0.1, " four": 0.1])
        ]))
    #expect(found.keys.sorted() == ["1", "2", "3", "4", "5"])
    #expect(abs((found["4"] ?? 0) - 0.6 / 0.9) < 1e-12)
    var verdict = Verdict.judged(.score(4))
    verdict.labelProbabilities = found
    #expect(abs((verdict.expectedScore ?? 0) - (0.6 * 4 + 0.2 * 5 + 0.1 * 3) / 0.9) < 1e-12)
  }

  @Test func aNumberOfTwoTokensIsFollowed() throws {
    let found = try #require(
      Self.read(
        RewardBenchRatingStyle(), Self.example(.pointwise(ScoreScale(lowest: 1, highest: 10))),
        Self.plain("Rating: ") + [
          Self.token("1", ["1": 0.5, "9": 0.5]), Self.token("0", ["0": 0.8, "\n": 0.2]),
        ]))
    #expect(abs((found["10"] ?? 0) - 0.4) < 1e-12)
    #expect(abs((found["1"] ?? 0) - 0.1) < 1e-12)
    #expect(abs((found["9"] ?? 0) - 0.5) < 1e-12)
  }

  static let answers: [(any PromptStyle, [TokenLogProbability])] = [
    (RewardBenchStyle(), plain("So", " [[") + [token("B", ["B": 0.75, "A": 0.25])] + plain("]]")),
    (RewardBenchStyle(), plain("So ") + [token("[[B", ["[[B": 0.75, "[[A": 0.25])] + plain("]]")),
    (
      R3Style(),
      plain("{\"explanation\": \"Response 1 is bad\", ", "\"score\": \"", "Response") + [
        token(" 2", [" 2": 0.75, " 1": 0.25])
      ] + plain("\"}")
    ),
    (FareStyle(), plain("Explanation: x\nVerdict: [") + [token("B]", ["B]": 0.75, "A]": 0.25])]),
    (
      FlameStyle(),
      plain("answer", ":") + [token(" B", [" B": 0.75, " A": 0.25])]
        + plain("\nexplanation: ", "the answer: ", "B", " it is")
    ),
    (CompactStyle(), plain("x\n", ">") + [token("B", ["B": 0.75, "A": 0.25])]),
  ]

  @Test(arguments: answers.indices) func preferencesAreFoundInEveryStyle(_ index: Int) throws {
    let (style, tokens) = Self.answers[index]
    let pair = Self.example(.pairwise(ties: false), responses: ["a", "b"])
    let found = try #require(Self.read(style, pair, tokens))
    #expect(abs((found["second"] ?? 0) - 0.75) < 1e-12)
    #expect(abs((found["first"] ?? 0) - 0.25) < 1e-12)
  }

  @Test func withoutTokensOrAPlaceThereIsNothing() {
    let pair = Self.example(.pairwise(ties: false), responses: ["a", "b"])
    #expect(Self.read(RewardBenchStyle(), pair, []) == nil)
    #expect(Self.read(RewardBenchStyle(), pair, Self.plain("no verdict")) == nil)
    let completion = Completion(text: "[[A]]", tokens: Self.plain("something", " else"))
    #expect(
      LabelProbabilities.read(
        completion, verdict: .judged(.preference(.first)), style: RewardBenchStyle(),
        example: pair, form: .critique) == nil)
  }

  /// The judge asks for them, and a swapped pair's are mapped back with its verdict.
  @Test func aJudgeFillsThemInAsGivenPositions() async throws {
    let model = RuleModel { request in
      guard request.logProbabilities == 5 else { return .success(Completion(text: "[[A]]")) }
      let tokens = Self.plain("[[") + [Self.token("A", ["A": 0.9, "B": 0.1])] + Self.plain("]]")
      return .success(Completion(text: "[[A]]", tokens: tokens))
    }
    let judge = Judge(
      style: RewardBenchStyle(), model: model, policy: JudgingPolicy(logProbabilities: 5))
    let records = try await judge.records(of: pairs(1))
    #expect(
      records.map { $0.verdict.probability(of: .preference(.first)) ?? 0 }
        .elementsEqual([0.9, 0.1]) { abs($0 - $1) < 1e-12 })
    let pooled = try #require(PooledDecision.pool(records, by: .mean).first)
    #expect(pooled.outcome == .unscored(.contradiction))
    #expect(pooled.hasFlipped)
    let plain = Judge(style: RewardBenchStyle(), model: model)
    #expect(
      try await plain.records(of: pairs(1)).allSatisfy { $0.verdict.labelProbabilities == nil })
  }

  @Test func aPolicyFromBeforeIsReadAndWrittenAsItWas() throws {
    let text = #"{"orders":"both","retries_unreadable":true,"votes":1}"#
    let policy = try JSONDecoder().decode(JudgingPolicy.self, from: Data(text.utf8))
    #expect(policy == JudgingPolicy())
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(policy), as: UTF8.self) == text)
    let other = JudgingPolicy(logProbabilities: 20)
    let written = try encoder.encode(other)
    #expect(try JSONDecoder().decode(JudgingPolicy.self, from: written) == other)
    #expect(other.summary.contains("20 tokens"))
  }
}
