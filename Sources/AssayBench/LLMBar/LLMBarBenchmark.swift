// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData
import AssayJudging
public import Foundation

/// LLMBar (Zeng et al. 2023, arXiv 2310.07641): pairs of which one follows the instruction.
///
/// Five subsets, one natural and four adversarial. Recordings are the `result.json` files of the
/// repository's `CoT` evaluators: raw completions in both orders. A path such as
/// `evaluators/GPT-4/CoT`, which the repository does not have, stands for that evaluator's results
/// on all subsets (`evaluators/Natural/GPT-4/CoT/result.json` and so on).
public struct LLMBarBenchmark: SourcedBenchmark, ReplayableBenchmark {
  public let card = BenchmarkCard(
    name: "llmbar", title: "LLMBar",
    summary: "Pairs of which one follows the instruction, plain and adversarial.",
    data: "the repository's five subsets as Natural.json, Adversarial-Neighbor.json, …",
    officialMetric: "Percent of pairs judged right in each order, their mean, both orders right, "
      + "and both orders alike, per subset; a missing winner is wrong.",
    reference: "arXiv 2310.07641, https://github.com/princeton-nlp/LLMBar",
    licence: "MIT",
    contamination: ["All five subsets are inside RewardBench's Chat Hard."])

  public var source: any DataSource { LLMBar() }

  public init() {}

  /// The subsets in the order of the paper's tables.
  public static let subsets = LLMBar().card.parts.map(\.name)

  public func recording(at paths: [URL], for examples: [Example]) throws -> RecordedJudge {
    try LLMBarRecording.load(paths, for: examples)
  }

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: Self.subsets,
        official: { Self.averages($0) + LLMBarMetric.metrics(of: $0) },
        partOfficial: LLMBarMetric.metrics, rules: BaselineRule.pairwise, notes: Self.notes))
  }

  /// The paper's averages: the natural subset, and the plain mean of the four adversarial ones.
  private static func averages(_ decisions: [Decision]) -> [Metric] {
    let values = subsets.reduce(into: [String: (Double, Int)]()) { values, subset in
      let part = decisions.filter { $0.domain == subset }
      let metrics = LLMBarMetric.metrics(of: part)
      let average = metrics.first { $0.name == "correct_average" }?.value
      if let average { values[subset] = (average, part.count) }
    }
    let adversarial = subsets.filter { $0.hasPrefix("Adversarial") }.compactMap { values[$0] }
    guard adversarial.count == 4 else { return [] }
    return [
      Metric(
        name: "adversarial_average", title: "mean of the adversarial subsets",
        value: adversarial.reduce(0) { $0 + $1.0 } / 4, n: adversarial.reduce(0) { $0 + $1.1 },
        note: "The plain mean of the four subsets' correct_average, whatever their sizes.")
    ]
  }

  private static let notes = [
    "The official numbers of whole runs are per subset; those over everything weigh each pair "
      + "alike and are not in the paper.",
    "The published kappas are not reproduced: the official code compares recoded winners with "
      + "labels of another coding.",
  ]
}
