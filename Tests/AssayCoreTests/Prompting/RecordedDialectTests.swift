// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

/// What the benchmarks' own code makes of a text, and what Assay makes of it.
@Suite struct RecordedDialectTests {
  struct Row: CustomTestStringConvertible {
    var dialect: RecordedDialect
    var text: String
    var official: Judgment?
    var ours: Verdict.Outcome

    init(_ dialect: RecordedDialect, _ text: String, _ official: Judgment?, _ ours: Judgment) {
      (self.dialect, self.text, self.official) = (dialect, text, official)
      self.ours = .judged(ours)
    }

    init(
      _ dialect: RecordedDialect, _ text: String, _ official: Judgment?, _ ours: UnscoredReason
    ) {
      (self.dialect, self.text, self.official) = (dialect, text, official)
      self.ours = .unscored(ours)
    }

    var testDescription: String { "\(dialect.rawValue): \(text)" }
  }

  static let first = Judgment.preference(.first)
  static let second = Judgment.preference(.second)
  static let tie = Judgment.preference(.tie)

  static let rows: [Row] = [
    Row(.rewardBench, "[[B]] is better than what [[A]] says", first, .contradiction),
    Row(.rewardBench, "I choose [[B]]", second, second),
    Row(.rewardBench, "[A]", nil, .unparsed),
    Row(.rewardBench, "[[C]]", nil, .badLabel("[[C]]")),
    Row(.rewardBench, "<think>[[B]]</think>[[A]]", first, first),
    Row(.rewardBench, "<think>[[A]]</think>[[B]]", first, second),
    Row(.rewardBenchRating, "It is good.\n9", .score(9), .score(9)),
    Row(.rewardBenchRating, "10/10", .score(10), .score(10)),
    Row(.rewardBenchRating, "7.5", .score(5), .badLabel("7.5")),
    Row(.rewardBenchRating, "8.", nil, .score(8)),
    Row(.rewardBenchRating, "**8**", nil, .score(8)),
    Row(.rewardBenchRating, "0", nil, .outOfRange("0")),
    Row(.rewardBenchRating, "11", nil, .outOfRange("11")),
    Row(.rewardBench2, "[[C]]", .label("C"), .label("C")),
    Row(.rewardBench2, "[[C]], and not [[B]]", .label("B"), .contradiction),
    Row(.rewardBench2, "C", nil, .unparsed),
    Row(.arenaHard, "My final verdict is: [[A>>B]]", first, first),
    Row(.arenaHard, "[[A>B]]", first, first),
    Row(.arenaHard, "[[A=B]]", tie, tie),
    Row(.arenaHard, "[[B>A]]", second, second),
    Row(.arenaHard, "[[B>>A]]", second, second),
    Row(.arenaHard, "[[A>B]] or rather [[A>>B]]", nil, first),
    Row(.arenaHard, "[[A>B]] or rather [[B>A]]", nil, .contradiction),
    Row(.arenaHard, "[[A>B]] and again [[A>B]]", first, first),
    Row(.arenaHard, "[A>B]", nil, .unparsed),
    Row(.arenaHard, "[[A>=B]]", nil, .badLabel("[[A>=B]]")),
    Row(.reasoningJudgeBench, "[[B>A]]? Verdict: [[A>B]]", first, first),
    Row(.reasoningJudgeBench, "Verdict: [[A>B]] [[B>A]]", nil, .contradiction),
    Row(.reasoningJudgeBench, "[[A>B]]", nil, .unparsed),
    Row(.reasoningJudgeBench, "Verdict: none", nil, .unparsed),
    Row(.llmBar, "Therefore, Output (a) is better.", first, first),
    Row(.llmBar, "Output (b) is better.", second, second),
    Row(
      .llmBar, "Output (b) is better. Not: Output (a) is better.", first, .contradiction),
    Row(.llmBar, "Output (a) is better than Output (b).", first, first),
    Row(.llmBar, "Output (b) is better", nil, second),
    Row(.llmBar, "Both are good.", nil, .unparsed),
    Row(.processBench, "so \\boxed{3}", .firstError(3), .firstError(3)),
    Row(.processBench, "\\boxed{1} no, \\boxed{-1}", .firstError(nil), .firstError(nil)),
    Row(.processBench, "\\boxed{\\text{2}}", nil, .unparsed),
    Row(.processBench, "\\boxed{9}", .firstError(9), .outOfRange("9")),
    Row(.processBench, "\\boxed{paragraph_2}", nil, .firstError(2)),
    Row(.processBench, "the index is 2", nil, .unparsed),
    Row(.verifyBench, "Yes", .boolean(true), .boolean(true)),
    Row(.verifyBench, "Yes\nNote: it is short.", .boolean(false), .boolean(true)),
    Row(.verifyBench, "yes", nil, .boolean(true)),
    Row(.verifyBench, "None of it holds. Not at all.", .boolean(false), .unparsed),
    Row(.verifyBench, "No, wait. Yes", .boolean(true), .boolean(true)),
    Row(.verifyBench, "", nil, .unparsed),
  ]

  @Test(arguments: rows) func readsBothWays(_ row: Row) {
    #expect(row.dialect.officialReading(of: row.text) == row.official)
    let verdict = row.dialect.verdict(from: Completion(text: row.text), steps: 5)
    #expect(verdict.outcome == row.ours)
  }

  @Test func aCutRatingIsNoRating() {
    let cut = Completion(text: "Rating: 1", finishReason: .length)
    #expect(RecordedDialect.rewardBenchRating.verdict(from: cut).unscoredReason == .truncated)
  }

  /// Every recorded decision of o1-mini on JudgeBench follows from its text.
  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func agreesWithJudgeBenchsDecisions() throws {
    let name =
      "dataset=judgebench,response_model=gpt-4o-2024-05-13,judge_name=arena_hard,"
      + "judge_model=o1-mini-2024-09-12.jsonl"
    let file = try SharedData.path("judgebench/outputs").appending(path: name)
    var seen = 0
    for line in try Data(contentsOf: file).split(separator: 0x0A) {
      let row = try JSONParser.parse(Array(line))
      for judgment in row["judgments"]?.arrayValue ?? [] {
        let text = try #require(judgment["judgment"]?["response"]?.stringValue)
        let decision = try #require(judgment["decision"]?.stringValue)
        let expected = ["A>B": Self.first, "B>A": Self.second, "A=B": Self.tie][decision]
        #expect(RecordedDialect.arenaHard.officialReading(of: text) == expected)
        let ours = RecordedDialect.arenaHard.verdict(from: Completion(text: text))
        #expect(ours.judgment == expected)
        seen += 1
      }
    }
    #expect(seen == 700)
  }

  /// LLMBar's stored winners follow from the recorded texts by the official rule.
  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
    arguments: [
      "Natural", "Adversarial-Neighbor", "Adversarial-GPTInst", "Adversarial-GPTOut",
      "Adversarial-Manual",
    ], ["GPT-4", "LLaMA2"])
  func agreesWithLLMBarsWinners(_ subset: String, _ judge: String) throws {
    let file = try SharedData.path("llmbar/evaluators/\(subset)/\(judge)/CoT/result.json")
    let rows = try JSONParser.parse(Array(Data(contentsOf: file)))
    var seen = 0
    for row in rows.arrayValue ?? [] {
      for (key, isSwapped) in [("swap = False", false), ("swap = True", true)] {
        guard let result = row["results"]?[0]?[key],
          let text = result["completion"]?[0]?.stringValue
        else { continue }
        var reading = RecordedDialect.llmBar.officialReading(of: text)
        if isSwapped { reading = reading?.swapped() }
        let winner = result["winner"]?.stringValue
        #expect(reading == ["1": Self.first, "2": Self.second][winner ?? ""])
        seen += 1
      }
    }
    #expect(seen >= 92)
  }
}
