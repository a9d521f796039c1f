// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import AssayJudging
public import Foundation

/// Your own examples: any file or folder that Assay reads, measured by our numbers alone.
///
/// Labelled examples give accuracies by format; unlabelled ones still give flip rates, the lean to
/// the first position, and how many verdicts could not be read.
public struct ExamplesBenchmark: Benchmark {
  public let card = BenchmarkCard(
    name: "examples", title: "Your examples",
    summary: "Any examples, measured by format.",
    data: "a file of examples (docs/formats.md), or a known data set",
    officialMetric: "none: there is no official protocol for one's own data",
    reference: "docs/judging.md",
    licence: "that of the examples")

  public init() {}

  public func examples(at path: URL?, options: BenchmarkOptions) throws -> [Example] {
    guard let path else {
      throw AssayError(
        .invalidArgument, "Your own examples need their file.", advice: "Name it with --data.")
    }
    return try BenchmarkData.examples(
      of: try DataSources.recognized(at: path), at: path, options: options)
  }

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let evaluation = try Evaluation(input)
    let formats = Set(input.examples.map(\.format.name)).sorted()
    let sections = Measures.sections(
      of: evaluation.decisions, named: formats, by: \.format.name)
    let unlabelled = input.examples.count { $0.gold == nil }
    let notes =
      unlabelled > 0
      ? [
        "\(unlabelled) of \(input.examples.count) examples have no right judgment to compare with."
      ]
      : []
    let labelled = evaluation.decisions.filter { $0.gold != nil }
    var robust: [Metric] = []
    if !labelled.isEmpty {
      robust.append(
        .share(
          "consistent_accuracy", "consistent accuracy",
          hits: labelled.map(\.isConsistentlyCorrect), groups: labelled.map(\.group)))
    }
    robust.append(PairwiseMeasures.unscoredRate(evaluation.decisions))
    return evaluation.result(
      card, official: [], robust: robust, sections: sections,
      baselines: formats.flatMap { baselines(of: $0, input: input) }, notes: notes)
  }

  private func baselines(of format: String, input: BenchmarkInput) -> [BenchmarkResult.Baseline] {
    let part = input.examples.filter { $0.format.name == format && $0.gold != nil }
    guard let first = part.first else { return [] }
    let rules = first.format.isPairwise ? BaselineRule.pairwise : BaselineRule.plain(for: part)
    return rules.map { rule in
      var baseline = rule.baseline(on: part, seed: input.seed)
      baseline.name = "\(format): \(rule.name)"
      return baseline
    }
  }
}
