// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// When2Call (Ross et al. 2025, arXiv 2504.18851) as judges are measured on it (FARE, arXiv
/// 2510.17793): the right way to answer against each of the three wrong ones.
///
/// Official in this use: both orders right, over 900 pairs. Ours adds how often all three pairs of a
/// question are right, and the numbers by wrong category.
public struct When2CallBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "when2call", title: "When2Call",
    summary: "Call a tool, ask for what is missing, or decline: 300 requests, 900 pairs.",
    data: "the repository's when2call_test_llm_judge.jsonl",
    officialMetric: "Percent of pairs right in both orders, as FARE uses it; upstream scores "
      + "models, not judges.",
    reference: "arXiv 2504.18851, https://github.com/NVIDIA/When2Call; arXiv 2510.17793",
    licence: "Apache-2.0",
    contamination: [
      "Items are made from BFCL v2 Live; its own train and preference splits share source_id."
    ])

  public var source: any DataSource { When2Call() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let rows = input.examples.reduce(into: [String: (row: String, wrong: String)]()) { rows, item in
      rows[item.id] = (
        item.metadata["row"]?.stringValue ?? "", item.metadata["wrong"]?.stringValue ?? ""
      )
    }
    let evaluation = try Evaluation(input)
    let plan = MeasurePlan(
      parts: When2Call.categories, official: PairwiseProtocol.consistent,
      robust: { [Self.wholeQuestions($0) { rows[$0.id]?.row ?? $0.id }] },
      rules: BaselineRule.pairwise,
      notes: ["A direct answer is never right, which a judge may learn without reading."])
    var result = evaluation.result(card, plan)
    var byWrong = plan
    byWrong.parts = When2Call.categories.map { "against \($0)" }
    byWrong.part = { "against \(rows[$0.id]?.wrong ?? "")" }
    byWrong.rules = []
    result.sections += evaluation.result(card, byWrong).sections
    return result
  }

  private static func wholeQuestions(
    _ decisions: [Decision], row: (Decision) -> String
  ) -> Metric {
    .wholeSets(
      "question_accuracy", "questions with every pair right", decisions: decisions, set: row)
  }
}

/// Official numbers that several sets of pairs share.
enum PairwiseProtocol {
  /// Both orders right.
  static func consistent(_ decisions: [Decision]) -> [Metric] {
    let both = decisions.filter { $0.asGiven != nil && $0.swapped != nil }
    guard !both.isEmpty || decisions.isEmpty else {
      return [
        .undefined(
          "consistent_accuracy", "both orders right", unit: .percent,
          why: "one order only was asked")
      ]
    }
    return [
      .official(
        "consistent_accuracy", "both orders right", count: both.count { $0.isConsistentlyCorrect },
        of: both.count)
    ]
  }

  /// One order; a tie and a missing verdict are wrong.
  static func single(_ decisions: [Decision]) -> [Metric] {
    let values = OfficialCredit.strict.values(of: decisions)
    return [
      .official(
        "accuracy", "accuracy, one order", count: values.count { $0 == 1 }, of: values.count)
    ]
  }
}

extension Metric {
  /// The share of sets of examples, such as all pairs of a question, that are right throughout.
  static func wholeSets(
    _ name: String, _ title: String, decisions: [Decision], set: (Decision) -> String
  ) -> Metric {
    let sets = Dictionary(grouping: decisions.filter { $0.gold != nil }, by: set)
      .sorted { $0.key < $1.key }
    return .share(
      name, title, hits: sets.map { $0.value.allSatisfy(\.isConsistentlyCorrect) },
      groups: sets.map { $0.value.first?.group ?? $0.key })
  }
}
