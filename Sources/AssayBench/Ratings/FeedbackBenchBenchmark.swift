// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// FeedbackBench (Kim et al. 2024, arXiv 2405.01535): responses rated by rubrics of their own.
///
/// Official: Kendall's tau-b, Pearson's r and exact accuracy over the ratings that could be read;
/// what could not is dropped without a word. Ours: the same with intervals and how much was dropped,
/// the mean absolute error and the quadratic kappa, and accuracy with a missing rating as wrong.
public struct FeedbackBenchBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "feedback-bench", title: "FeedbackBench",
    summary: "Responses with a rubric and a reference each, rated from 1 to 5.",
    data: "prometheus-eval/Feedback-Bench as Parquet or JSONL",
    officialMetric: "Kendall's tau-b, Pearson's r and exact accuracy over what could be read.",
    reference: "arXiv 2405.01535, https://huggingface.co/datasets/prometheus-eval/Feedback-Bench",
    licence: "see upstream",
    contamination: [
      "Made as the Feedback-Collection was, which Prometheus and R3 are trained on."
    ])

  public var source: any DataSource { FeedbackBench() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: [], official: { RatingMeasures($0).official },
        robust: { RatingMeasures($0).robust(seed: input.seed) },
        rules: BaselineRule.plain(for: input.examples) + BaselineRule.ratings,
        notes: ["R3 leaves the reference answer out; whether it is shown is the prompt style's."]))
  }
}
