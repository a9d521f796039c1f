// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayData
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

/// What the official rules make of ties, silence and single orders.
@Suite struct OfficialRuleTests {
  static func examples(_ name: String, parts: [String] = []) async throws -> [Example] {
    try await withTemporaryFolder { folder in
      try Benchmarks.named(name).examples(
        at: try UpstreamRows.write(name, under: folder), options: BenchmarkOptions(parts: parts))
    }
  }

  @Test func rewardBenchGivesHalfForSilenceAndTies() async throws {
    let examples = try await Self.examples("rewardbench")
    let benchmark = RewardBenchBenchmark()
    let silent = try Verdicts.result(benchmark, examples, outcome: Verdicts.silent)
    #expect(silent.official("rewardbench")?.value == 50)
    #expect(silent.robust("weighted_consistent_accuracy")?.value == 0)
    let tie = { (_: Example, _: PresentationOrder) in Verdict.Outcome.judged(.preference(.tie)) }
    #expect(
      try Verdicts.result(benchmark, examples, outcome: tie).official("rewardbench")?.value == 50)
    let scalar = try Verdicts.result(benchmark, examples, style: "scalar-reward", outcome: tie)
    #expect(scalar.official("rewardbench")?.value == 0)
    // math-prm is right and hep-go wrong: 984 and 164 are their weights.
    let math = try Verdicts.result(benchmark, examples, orders: .asGivenOnly) { example, _ in
      let gold = example.gold ?? .preference(.tie)
      return .judged(example.domain == "hep-go" ? gold.swapped() : gold)
    }
    let reasoning = try #require(math.official("reasoning")?.value)
    #expect(abs(reasoning - 100 * 984 / 1_148) < 1e-9)
    #expect(math.sections.map(\.name).prefix(4) == ["Chat", "Chat Hard", "Safety", "Reasoning"])
    #expect(math.official("accuracy", in: "hep-go")?.value == 0)
  }

  @Test func priorSetsComeByTheirNames() async throws {
    let examples = try await Self.examples("rewardbench", parts: ["filtered", "shp"])
    #expect(examples.count == 7)
    #expect(examples.last?.input == "User: A?\n\nAssistant: B.\n\nUser: C?")
    #expect(examples[5].input == "Why?" && examples[5].domain == "shp")
  }

  @Test func rewardBench2GivesAQuarterForSilence() async throws {
    let examples = try await Self.examples(
      "rewardbench-2", parts: ["ranking", "ratings", "ties"])
    let benchmark = RewardBench2Benchmark()
    let right = try Verdicts.result(benchmark, examples, outcome: Verdicts.right)
    let perfect = (5 + 1.01) / 6 * 100
    for name in ["ranking_average", "ratings_average"] {
      #expect(abs(try #require(right.official(name)?.value) - perfect) < 1e-9)
    }
    #expect(abs(try #require(right.official("ties")?.value) - 101) < 1e-9)
    let silent = try Verdicts.result(benchmark, examples, outcome: Verdicts.silent)
    #expect(silent.official("ranking", in: "Math")?.value == 25)
    #expect(silent.official("ratings", in: "Math")?.value == 25)
    // Nothing read is -1 for every completion of Ties: a constant.
    #expect(silent.official("ties")?.value == 0)
    #expect(silent.robust("rated_rows")?.value == 0)
    // The letter of a choice counts as the ranking with that response on top.
    let letters = try Verdicts.result(benchmark, examples) { example, order in
      guard case .ranking(let ranking) = example.gold, let top = ranking.first else {
        return Verdicts.right(example, order)
      }
      return .judged(.label(["A", "B", "C", "D"][top]))
    }
    #expect(letters.official("ranking", in: "Focus")?.value == 100)
    // Two responses at the top share the point.
    let shared = try Verdicts.result(benchmark, examples) { example, order in
      example.id.hasSuffix("/1") ? .judged(.score(10)) : Verdicts.right(example, order)
    }
    #expect(shared.official("ratings", in: "Safety")?.value == 50)
  }

  /// A live judge's letter is the choice that the data's right answer names, by both rules.
  @Test func rewardBench2ReadsLettersAsChoices() async throws {
    let examples = try await Self.examples("rewardbench-2", parts: ["ranking"])
    let style = RewardBench2Style()
    let reader = try #require(BenchmarkStyles.officialReader(of: style))
    for example in examples {
      guard case .ranking(let order) = example.gold, let top = order.first else { continue }
      for index in 0..<4 {
        let completion = Completion(text: "Short. [[\(["A", "B", "C", "D"][index])]]")
        let ours = style.verdict(from: completion, for: example, form: .critique)
        #expect(reader.officialOutcome(of: completion, for: example) == ours.outcome)
        #expect((ours.judgment == example.gold) == (index == top))
      }
      // Officially the first letter in the alphabet's order wins, also where two are named.
      #expect(
        reader.officialOutcome(of: Completion(text: "[[D]] or [[B]]"), for: example)
          == .judged(RewardBench2Style.ranking(choosing: 1, of: 4)))
    }
    #expect(!examples.isEmpty)
    var three = try #require(examples.first)
    three.format = .ranking(count: 3)
    #expect(
      reader.officialOutcome(of: Completion(text: "[[D]]"), for: three) == .judged(.label("D")))
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func rmBenchCellsCountStrictWins() throws {
    let benchmark = RMBenchBenchmark()
    let examples = try benchmark.examples(
      at: try SharedData.path("rm-bench"), options: BenchmarkOptions(parts: ["chat"]))
    #expect(examples.count == 9 * 129)
    // A judge that follows style alone: the fancier response wins, equal styles are a tie.
    let result = try Verdicts.result(benchmark, examples) { example, _ in
      let chosen = example.metadata["chosen_style"]?.integerValue ?? 0
      let rejected = example.metadata["rejected_style"]?.integerValue ?? 0
      if chosen == rejected { return .judged(.preference(.tie)) }
      let gold = example.gold ?? .preference(.tie)
      return .judged(chosen > rejected ? gold : gold.swapped())
    }
    #expect(result.official("easy")?.value == 100)
    #expect(result.official("normal")?.value == 0)
    #expect(result.official("hard")?.value == 0)
    #expect(abs(try #require(result.official("average")?.value) - 100.0 / 3) < 1e-9)
    #expect(result.official("rm_bench")?.value == nil)
    #expect(result.official("rm_bench")?.note?.contains("code, math, safety") == true)
    #expect(abs(try #require(result.robust("style_lean")?.value) - 100) < 1e-9)
    #expect(result.notes.contains { $0.contains("response that stands in two styles") })
    let repeated = examples.filter { $0.metadata["repeated"]?.boolValue == true }
    #expect(Set(repeated.compactMap { $0.metadata["row"]?.stringValue }).count == 12)
  }

  @Test func reasoningJudgeBenchKeepsItsQuirks() async throws {
    let example = try #require(try await Self.examples("reasoning-judge-bench").first)
    #expect(example.gold == .preference(.first) && example.responses.first == "Unknown.")
    let first = Verdict.Outcome.judged(.preference(.first))
    let second = Verdict.Outcome.judged(.preference(.second))
    let tie = Verdict.Outcome.judged(.preference(.tie))
    let none = Verdict.Outcome.unscored(.unparsed)
    let cases: [(Verdict.Outcome, Verdict.Outcome, accuracy: Double, consistency: Double)] = [
      (first, first, 100, 100), (second, second, 0, 100), (first, second, 0, 0),
      (tie, tie, 0, 100), (tie, first, 100, 100), (second, tie, 0, 100), (none, none, 0, 100),
      (none, first, 0, 0), (tie, none, 0, 100),
    ]
    for (given, swapped, accuracy, consistency) in cases {
      let result = try Verdicts.result(ReasoningJudgeBenchBenchmark(), [example]) { _, order in
        order == .asGiven ? given : swapped
      }
      #expect(result.official("accuracy")?.value == accuracy, "\(given) \(swapped)")
      #expect(result.official("consistency")?.value == consistency, "\(given) \(swapped)")
    }
    let single = try Verdicts.result(
      ReasoningJudgeBenchBenchmark(), [example], orders: .asGivenOnly, outcome: Verdicts.right)
    #expect(single.official("accuracy")?.value == nil)
  }

  @Test func processBenchNeedsBothKinds() async throws {
    let examples = try await Self.examples("processbench")
    let benchmark = ProcessBenchBenchmark()
    let never = try Verdicts.result(benchmark, examples) { _, _ in .judged(.firstError(nil)) }
    #expect(never.official("average_f1")?.value == 0)
    #expect(never.robust("f1")?.value == 0)
    let silent = try Verdicts.result(benchmark, examples, outcome: Verdicts.silent)
    #expect(silent.official("average_f1")?.value == nil)
    #expect(silent.robust("f1")?.value == 0)
    let near = try Verdicts.result(benchmark, examples) { example, _ in
      guard case .firstError(.some(let index)) = example.gold else {
        return .judged(.firstError(0))
      }
      return .judged(.firstError(index + 1))
    }
    #expect(near.robust("near_step_accuracy")?.value == 50)
    #expect(near.robust("error_detection")?.value == 50)
    #expect(near.baselines.contains { $0.name == "always no error" })
  }

  @Test func rmbListsNeedEveryPair() async throws {
    let examples = try await Self.examples("rmb")
    let result = try Verdicts.result(RMBBenchmark(), examples) { example, order in
      example.id.hasSuffix("Discussion/9/1") ? .unscored(.refused) : Verdicts.right(example, order)
    }
    #expect(result.official("rmb")?.value == 75)
    #expect(result.official("accuracy", in: "bon-helpfulness")?.value == 0)
    #expect(result.robust("part_consistent_accuracy")?.value == 75)
  }

  @Test func aggreFactBalancesClassesAndSets() async throws {
    let examples = try await Self.examples("llm-aggrefact")
    let yes = try Verdicts.result(LLMAggreFactBenchmark(), examples) { _, _ in
      .judged(.boolean(true))
    }
    #expect(yes.official("mean_balanced_accuracy")?.value == 50)
    #expect(yes.robust("mean_balanced_accuracy")?.value == 50)
    let ten = try await Self.examples("llm-aggrefact", parts: ["test-10"])
    #expect(ten.map(\.domain) == ["Wice", "Wice"])
  }

  @Test func ratingsThatCannotBeReadAreDroppedAndCounted() async throws {
    let examples = try await Self.examples("feedback-bench")
    let result = try Verdicts.result(FeedbackBenchBenchmark(), examples) { example, order in
      example.gold == .score(3) ? .unscored(.truncated) : Verdicts.right(example, order)
    }
    #expect(result.official("kendall_tau_b")?.value == 1)
    #expect(result.official("kendall_tau_b")?.n == 4)
    #expect(result.official("exact")?.value == 100)
    #expect(result.robust("accuracy")?.value == 80)
    #expect(result.robust("mean_absolute_error")?.value == 0)
    #expect(result.official("pearson")?.note?.contains("1 of 5") == true)
  }

  @Test func verifyBenchReadsTheLastYesOrNo() async throws {
    let reader = DialectReader(.verifyBench)
    let example = try #require(try await Self.examples("verifybench").first)
    func read(_ text: String) -> Verdict.Outcome {
      reader.officialOutcome(of: Completion(text: text), for: example)
    }
    #expect(read("Yes\nNote: the unit is missing.") == .judged(.boolean(false)))
    #expect(read("No. Yes") == .judged(.boolean(true)))
    #expect(read("yes") == .unscored(.unparsed))
  }
}
