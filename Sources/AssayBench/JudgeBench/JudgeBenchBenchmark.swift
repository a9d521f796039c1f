// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import AssayJudging
public import Foundation

/// JudgeBench (Tan et al. 2024, arXiv 2410.12784): hard pairs with objective labels.
///
/// The GPT-4o part (350 pairs) is the one that is usually published; FARE reports it as consistent
/// accuracy. Both parts are read where the folder holds them. Recordings are the files of the
/// repository's `outputs` folder: Arena-Hard judges in both orders, and scalar reward models.
public struct JudgeBenchBenchmark: ReplayableBenchmark {
  public let card = BenchmarkCard(
    name: "judgebench", title: "JudgeBench",
    summary: "Hard pairs with objective labels: knowledge, reasoning, math, coding.",
    data: "the repository's data files dataset=judgebench,response_model=….jsonl",
    officialMetric: "Percent of pairs with a net vote above 0 over two orders: a right order "
      + "counts 1, the opposite -1, a tie or a missing decision 0.",
    reference: "arXiv 2410.12784, https://github.com/ScalerLab/JudgeBench")

  public init() {}

  public func examples(at path: URL?, options: BenchmarkOptions) throws -> [Example] {
    try BenchmarkData.examples(of: JudgeBench(), at: path, options: options)
  }

  public func recording(at paths: [URL], for examples: [Example]) throws -> RecordedJudge {
    try JudgeBenchRecording.load(paths, for: examples)
  }

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let evaluation = try Evaluation(input)
    let names = JudgeBench.domains
    let official = Measures.sections(
      of: evaluation.official, named: names, by: \.domain, official: JudgeBenchMetric.metrics)
    let ours = Measures.sections(of: evaluation.decisions, named: names, by: \.domain)
    let sections = zip(ours, official).map { ours, official in
      BenchmarkResult.Section(
        name: ours.name, n: ours.n, official: official.official, robust: ours.robust)
    }
    return evaluation.result(
      card, official: JudgeBenchMetric.metrics(of: evaluation.official),
      robust: Measures.metrics(of: evaluation.decisions), sections: sections,
      baselines: BaselineRule.pairwise.map { rule in
        let decisions = rule.decisions(on: input.examples, seed: input.seed)
        var baseline = rule.baseline(of: decisions)
        if let official = JudgeBenchMetric.metrics(of: decisions).first {
          baseline.metrics.insert(official.renamed("official_accuracy"), at: 0)
        }
        return baseline
      },
      notes: Self.notes)
  }

  private static let notes = [
    "The official figure counts one right order and one tie as right; consistent accuracy does "
      + "not.",
    "Both responses of a pair come from one model; judges of its family may prefer its style.",
  ]
}
