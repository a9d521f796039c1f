// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// PPE's correctness sets (Frick et al. 2024, arXiv 2410.14872): right against wrong answers of one
/// model.
///
/// Official, of one order: accuracy on pairs of one right and one wrong response, the plain mean of
/// five sets; a tie or a missing verdict is wrong. The paper's AUC and best-of-k need a score for
/// each response, which pairs do not give. Ours: consistent accuracy, each set alike, clustered by
/// prompt.
public struct PPECorrectnessBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "ppe-correctness", title: "PPE Correctness",
    summary: "Right and wrong answers of one model to verifiable questions.",
    data: "the folders PPE-MMLU-Pro-Best-of-K, … of lmarena-ai, or mmlu-pro.jsonl, math.jsonl, …",
    officialMetric: "The mean over five sets of the accuracy on pairs of one right and one wrong "
      + "response; one order.",
    reference: "arXiv 2410.14872, https://github.com/lmarena/PPE",
    licence: "see upstream",
    contamination: [
      "Questions of MMLU-Pro, MATH, GPQA, IFEval and MBPP-Plus."
    ])

  public var source: any DataSource { PPECorrectness() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let sets = PPECorrectness().card.parts.map(\.name)
    return try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: sets, official: { Self.official($0, sets) },
        partOfficial: PairwiseProtocol.single,
        robust: { decisions in
          let both = decisions.filter { $0.asGiven != nil && $0.swapped != nil }
          return [
            .meanOfParts(
              "set_consistent_accuracy", "consistent accuracy, mean of sets",
              hits: both.map(\.isConsistentlyCorrect), parts: both.map(\.domain),
              groups: both.map(\.group))
          ]
        },
        rules: BaselineRule.pairwise,
        notes: ["The published pairs are taken where the rows have them, else drawn ones."]))
  }

  private static func official(_ decisions: [Decision], _ sets: [String]) -> [Metric] {
    let parts = Dictionary(grouping: decisions, by: \.domain)
    let present = sets.compactMap { parts[$0].flatMap { OfficialCredit.strict.mean(of: $0) } }
    let note =
      present.count < sets.count ? "Mean of \(present.count) of \(sets.count) sets." : nil
    return [
      .official(
        "mean_accuracy", "mean of sets, one order",
        share: present.isEmpty ? nil : present.reduce(0, +) / Double(present.count),
        n: decisions.count, note: note)
    ] + PairwiseProtocol.single(decisions)
  }
}
