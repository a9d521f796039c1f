// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// ReasoningJudgeBench (Xu et al. 2025, arXiv 2505.13346): pairs on questions that need reasoning.
///
/// Official (`utils/utils.py`): equal verdicts are consistent, and right where they equal the label.
/// Two answers that cannot be read are equal, so consistent and wrong; one of them and a verdict are
/// inconsistent and wrong; a tie and a clear verdict count as the clear one, and as consistent. The
/// total weighs every pair alike.
public struct ReasoningJudgeBenchBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "reasoning-judge-bench", title: "ReasoningJudgeBench",
    summary: "Pairs on mathematics, multi-hop, everyday and domain reasoning.",
    data: "the 13 splits of Salesforce/ReasoningJudgeBench as Parquet or JSONL",
    officialMetric: "Percent of pairs right in both orders; a tie and a clear verdict count as the "
      + "clear one, two verdicts that cannot be read as consistent and wrong.",
    reference: "arXiv 2505.13346, https://github.com/SalesforceAIResearch/ReasoningJudgeBench",
    licence: "CC-BY-NC-4.0",
    contamination: [
      "Questions of AIME, BBEH, OlympiadBench, ARC, ReClor, FOLIO, StrategyQA and SuperGPQA.",
      "Responses are by GPT-4o and GPT-4.1: judges of their family may prefer their style.",
    ])

  public var source: any DataSource { ReasoningJudgeBench() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let groupOf = ReasoningJudgeBench.groups.reduce(into: [String: String]()) { names, group in
      for split in group.splits { names[split] = group.name }
    }
    let evaluation = try Evaluation(input)
    let plan = MeasurePlan(
      parts: ReasoningJudgeBench.groups.map(\.name), part: { groupOf[$0.domain] ?? $0.domain },
      official: Self.official, rules: BaselineRule.pairwise,
      notes: [
        "The positive response is first in the given order, so the two single-order accuracies "
          + "differ by the lean to a position."
      ])
    var result = evaluation.result(card, plan)
    var splits = plan
    splits.parts = ReasoningJudgeBench.groups.flatMap(\.splits)
    splits.part = \.domain
    splits.rules = []
    result.sections += evaluation.result(card, splits).sections
    return result
  }

  private static func official(_ decisions: [Decision]) -> [Metric] {
    let both = decisions.filter { $0.asGiven != nil && $0.swapped != nil }
    guard !both.isEmpty || decisions.isEmpty else {
      return [
        .undefined(
          "accuracy", "official accuracy", unit: .percent, why: "one order only was asked")
      ]
    }
    let readings = both.map(Reading.init)
    let n = both.count
    return [
      .official(
        "accuracy", "official accuracy", count: readings.count { $0.isCorrect }, of: n,
        note: "A tie and a clear verdict count as the clear one."),
      .official(
        "consistency", "official consistency", count: readings.count { $0.isConsistent }, of: n,
        note: "Two verdicts that cannot be read are consistent."),
      .official(
        "swap1_accuracy", "accuracy, positive first",
        count: both.count { $0.isCorrect(in: .asGiven) == true }, of: n),
      .official(
        "swap2_accuracy", "accuracy, positive second",
        count: both.count { $0.isCorrect(in: .swapped) == true }, of: n),
    ]
  }

  /// The official reading of two verdicts.
  private struct Reading {
    var isConsistent: Bool
    var isCorrect: Bool

    init(_ decision: Decision) {
      let tie = Judgment.preference(.tie)
      let verdicts = [decision.asGiven, decision.swapped].map { outcome -> Judgment? in
        if case .judged(let judgment) = outcome { judgment } else { nil }
      }
      if verdicts[0] == verdicts[1] {
        isConsistent = true
        isCorrect = verdicts[0] != nil && verdicts[0] == decision.gold
      } else if verdicts.contains(tie) {
        // The other one may also be a verdict that cannot be read, which then counts, and is wrong.
        isConsistent = true
        isCorrect = verdicts.contains { $0 != nil && $0 == decision.gold }
      } else {
        isConsistent = false
        isCorrect = false
      }
    }
  }
}
