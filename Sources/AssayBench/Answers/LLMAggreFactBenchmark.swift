// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// LLM-AggreFact (Tang et al. 2024, arXiv 2404.10774): is a claim supported by its document?
///
/// Official: balanced accuracy of each set, and their plain mean; a missing verdict is wrong. Ours:
/// the same mean with an interval clustered by document, missing verdicts apart.
public struct LLMAggreFactBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "llm-aggrefact", title: "LLM-AggreFact",
    summary: "Claims of language models, supported or not by a document.",
    data: "the test split of lytang/LLM-AggreFact as Parquet or JSONL; 10 sets by --part test-10",
    officialMetric: "The mean over 11 sets (10 before August 2024) of balanced accuracy.",
    reference: "arXiv 2404.10774, https://huggingface.co/datasets/lytang/LLM-AggreFact",
    licence: "CC-BY-ND-4.0; evaluation only",
    contamination: [
      "The card forbids training on it; rows carry contamination_identifier for checks.",
      "RAGTruth is in FLAMe's mixture: compare with FLAMe on the 10 sets, and know that its own "
        + "figures look like plain accuracy on at most 256 items a set.",
    ])

  public var source: any DataSource { LLMAggreFact() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: LLMAggreFact.sets, official: Self.overall, partOfficial: Self.part,
        robust: { [Self.interval($0)] }, rules: BaselineRule.plain(for: input.examples),
        notes: ["Long documents are judged whole here; small models upstream read chunks."]))
  }

  /// The mean of the accuracies on supported and on unsupported claims, from 0 to 1.
  private static func balanced(_ decisions: [Decision]) -> Double? {
    let classes = [true, false].compactMap { label -> Double? in
      let part = decisions.filter { $0.gold == .boolean(label) }
      guard !part.isEmpty else { return nil }
      return Double(part.count(where: \.isConsistentlyCorrect)) / Double(part.count)
    }
    return classes.isEmpty ? nil : classes.reduce(0, +) / Double(classes.count)
  }

  private static func part(_ decisions: [Decision]) -> [Metric] {
    [
      .official(
        "balanced_accuracy", "balanced accuracy", share: balanced(decisions), n: decisions.count)
    ]
  }

  private static func overall(_ decisions: [Decision]) -> [Metric] {
    let values = Dictionary(grouping: decisions, by: \.domain).sorted { $0.key < $1.key }
      .compactMap { balanced($0.value) }
    return [
      .official(
        "mean_balanced_accuracy", "mean balanced accuracy",
        share: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
        n: decisions.count, note: "Mean of \(values.count) sets.")
    ]
  }

  private static func interval(_ decisions: [Decision]) -> Metric {
    let known = decisions.filter { $0.gold != nil }
    let strata = known.map { "\($0.domain)/\($0.gold?.description ?? "")" }
    let classes = Dictionary(grouping: Set(strata)) { $0.split(separator: "/").first ?? "" }
    let weights = classes.values.reduce(into: [String: Double]()) { weights, names in
      for name in names { weights[name] = 1 / Double(classes.count) / Double(names.count) }
    }
    return .stratified(
      "mean_balanced_accuracy", "balanced accuracy, mean of sets",
      values: known.map { $0.isConsistentlyCorrect ? 1 : 0 }, strata: strata,
      groups: known.map(\.group), weights: weights)
  }
}
