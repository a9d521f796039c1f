// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData
import AssayJudging
public import Foundation

/// JudgeBench (Tan et al. 2024, arXiv 2410.12784): hard pairs with objective labels.
///
/// The GPT-4o part (350 pairs) is the one that is usually published; FARE reports it as consistent
/// accuracy. Both parts are read where the folder holds them. Recordings are the files of the
/// repository's `outputs` folder: Arena-Hard judges in both orders, and scalar reward models.
public struct JudgeBenchBenchmark: SourcedBenchmark, ReplayableBenchmark {
  public let card = BenchmarkCard(
    name: "judgebench", title: "JudgeBench",
    summary: "Hard pairs with objective labels: knowledge, reasoning, math, coding.",
    data: "the repository's data files dataset=judgebench,response_model=….jsonl",
    officialMetric: "Percent of pairs with a net vote above 0 over two orders: a right order "
      + "counts 1, the opposite -1, a tie or a missing decision 0.",
    reference: "arXiv 2410.12784, https://github.com/ScalerLab/JudgeBench",
    licence: "MIT; questions keep their own",
    contamination: [
      "Its questions are those of MMLU-Pro, LiveBench and LiveCodeBench of 2024.",
      "Responses are by GPT-4o and Claude 3.5 Sonnet: judges of their families may prefer them.",
    ])

  public var source: any DataSource { JudgeBench() }

  public init() {}

  public func recording(at paths: [URL], for examples: [Example]) throws -> RecordedJudge {
    try JudgeBenchRecording.load(paths, for: examples)
  }

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: JudgeBench.domains, official: JudgeBenchMetric.metrics,
        rules: BaselineRule.pairwise, notes: Self.notes))
  }

  private static let notes = [
    "The official figure counts one right order and one tie as right; consistent accuracy does "
      + "not.",
    "Both responses of a pair come from one model; judges of its family may prefer its style.",
  ]
}
