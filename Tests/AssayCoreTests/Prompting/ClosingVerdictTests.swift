// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

/// Answers to the published contracts, as judges write them.
@Suite struct ClosingVerdictTests {
  static let first = Verdict.Outcome.judged(.preference(.first))
  static let second = Verdict.Outcome.judged(.preference(.second))

  static let cases: [(String, JudgmentFormat, String, Verdict.Outcome)] = [
    ("prometheus", .pointwise(.oneToFive), "Feedback: fair. [RESULT] 4", .judged(.score(4))),
    (
      "prometheus", .pointwise(.oneToFive), "Feedback: fair.\n\n[RESULT]\n**4**", .judged(.score(4))
    ),
    ("prometheus", .pointwise(.oneToFive), "fair [RESULT] 9", .unscored(.outOfRange("9"))),
    ("prometheus", .pointwise(.oneToFive), "fair [RESULT] 4\nThank you.", .unscored(.unparsed)),
    ("prometheus", .pointwise(.oneToFive), "[RESULT] 2, no: [RESULT] 4", .unscored(.contradiction)),
    ("prometheus", .pointwise(.oneToFive), "I give it a 4.", .unscored(.unparsed)),
    ("prometheus", .pairwise(ties: false), "Feedback: well. [RESULT] B", second),
    ("prometheus", .pairwise(ties: false), "Feedback: well. [RESULT] C", .unscored(.badLabel("C"))),
    ("reward-bench", .pairwise(ties: false), "A is right.\n[[A]]", first),
    ("reward-bench", .pairwise(ties: false), "B. **[[B]]**.", second),
    // The benchmark's own code reads A here.
    ("reward-bench", .pairwise(ties: false), "[[B]] beats [[A]]", .unscored(.contradiction)),
    (
      "reward-bench", .pairwise(ties: false), "[[A]] is what I would say, but", .unscored(.unparsed)
    ),
    ("reward-bench", .pairwise(ties: false), "[[C]]", .unscored(.badLabel("C"))),
    ("reward-bench", .pairwise(ties: false), "<think>[[B]]</think>[[A]]", first),
    ("reward-bench", .pairwise(ties: false), "<think>[[B]]", .unscored(.truncated)),
    ("reward-bench-2", .ranking(count: 3), "C it is: [[C]]", .judged(.ranking([2, 0, 1]))),
    ("reward-bench-2", .ranking(count: 3), "[[D]]", .unscored(.badLabel("D"))),
    ("reward-bench-rating", .pointwise(.oneToFive), "good\nRating: 5", .judged(.score(5))),
    ("reward-bench-rating", .pointwise(.oneToFive), "good\nRating: 4/5", .judged(.score(4))),
    ("reward-bench-rating", .pointwise(.oneToFive), "Rating: 4.5", .unscored(.badLabel("4.5"))),
    ("reward-bench-rating", .pointwise(.oneToFive), "a rating: 4", .unscored(.unparsed)),
    ("g-eval", .pointwise(.oneToFive), "Reason: so.\nScore: 3", .judged(.score(3))),
    ("g-eval", .pointwise(.oneToFive), "Score: 3\nReason: so.", .unscored(.unparsed)),
    ("rm-r1", .pairwise(ties: false), "<type>Chat</type> <answer>[[B]]</answer>", second),
    (
      "rm-r1", .pairwise(ties: false), "<answer>[[A]]</answer><answer>[[B]]</answer>",
      .unscored(.contradiction)
    ),
    ("rm-r1", .pairwise(ties: false), "[[A]]", .unscored(.unparsed)),
    ("vanilla", .pairwise(ties: false), "Output (a)", first),
    ("vanilla", .pairwise(ties: false), "Output (a) is fine, yet\nOutput (b).", second),
    ("vanilla", .pairwise(ties: false), "Output (a) is better", .unscored(.unparsed)),
    (
      "vanilla", .pairwise(ties: false), "I'm sorry, but I cannot compare these.",
      .unscored(.refused)
    ),
  ]

  @Test(arguments: cases)
  func reads(
    _ name: String, _ format: JudgmentFormat, _ text: String, _ expected: Verdict.Outcome
  ) throws {
    let example = PromptStyleLawsTests.example(format)
    let verdict = try PromptStyles.named(name)
      .verdict(from: Completion(text: text), for: example, form: .critique)
    #expect(verdict.outcome == expected)
  }

  @Test func aCutTextGivesAVerdictOnlyBehindItsThinking() throws {
    let style = try PromptStyles.named("reward-bench")
    let pair = PromptStyleLawsTests.example(.pairwise(ties: false))
    func outcome(_ text: String) -> Verdict {
      style.verdict(
        from: Completion(text: text, finishReason: .length), for: pair, form: .critique)
    }
    #expect(outcome("so [[A]]").outcome == .unscored(.truncated))
    #expect(outcome("x</think>so [[A]]").outcome == Self.first)
    #expect(outcome("x</think>so [[A]]").notes == [.truncated])
    let score = try PromptStyles.named("g-eval").verdict(
      from: Completion(text: "x</think>Score: 1", finishReason: .length),
      for: PromptStyleLawsTests.example(.pointwise(ScoreScale(lowest: 1, highest: 10))),
      form: .critique)
    #expect(score.outcome == .unscored(.truncated))
  }

  @Test func strictRefusesDecoration() {
    let pair = PromptStyleLawsTests.example(.pairwise(ties: false))
    let text = Completion(text: "well **[[B]]**")
    let lenient = RewardBenchStyle().verdict(from: text, for: pair, form: .critique)
    #expect(lenient.notes == [.decorated])
    let strict = RewardBenchStyle(policy: .strict).verdict(from: text, for: pair, form: .critique)
    #expect(strict.outcome == .unscored(.unparsed))
  }

  @Test func theVanillaDialectReadsNothingButTheContract() {
    let dialect = RecordedDialect.vanilla
    #expect(dialect.officialReading(of: " Output (b)\n") == .preference(.second))
    #expect(dialect.officialReading(of: "Output (b).") == nil)
    #expect(dialect.verdict(from: Completion(text: "Output (b).")).outcome == Self.second)
  }

  @Test func prometheusNeedsARubricForScores() {
    var example = PromptStyleLawsTests.example(.pointwise(.oneToFive))
    example.rubric = nil
    let error = #expect(throws: AssayError.self) {
      try PrometheusStyle().messages(for: example, form: .critique)
    }
    #expect(error?.code == .invalidExample)
  }
}
