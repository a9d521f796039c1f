// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import AssayJudging
public import Foundation

/// Digit chains: the synthetic world's held-out problems in every format.
///
/// Each group is one problem that training never saw, asked in all six tasks: FARE's five and
/// R3's binary one. Pairs count as right where both orders are right, everything else where the
/// one answer is. It measures a small model's grip on this world, and nothing about prose.
public struct DigitChainsBenchmark: Benchmark {
  public let card = BenchmarkCard(
    name: "digit-chains", title: "Digit chains",
    summary: "Held-out synthetic problems with injected errors, in every judging format.",
    data: "none: the examples are generated; a file of examples may be given instead",
    officialMetric: "The mean over the formats of consistent accuracy: pairs right in both "
      + "orders, everything else right once.",
    reference: "docs/digit-chains.md",
    licence: "Apache-2.0",
    contamination: ["assay-mini is trained on other problems of the same world."])

  /// How many problems are asked where no limit is given.
  public static let defaultGroups = 2_000

  public init() {}

  public func examples(at path: URL?, options: BenchmarkOptions) throws -> [Example] {
    let wanted = try options.parts.map { try Self.task(named: $0) }
    if let path {
      let stream = try JSONLines().examples(at: path, options: DataOptions())
      let all = try stream.collect()
      return wanted.isEmpty
        ? all
        : all.filter { example in
          wanted.contains { $0.format.name == example.format.name }
        }
    }
    let world = DigitChains(DigitChains.Settings(seed: options.seed, split: .heldOut))
    return try world.examples(
      groups: options.limit ?? Self.defaultGroups,
      tasks: wanted.isEmpty ? DigitChainTask.allCases : wanted)
  }

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let evaluation = try Evaluation(input)
    let formats = DigitChainTask.allCases.map(\.format.name)
    let sections = Measures.sections(
      of: evaluation.decisions, named: formats, by: \.format.name
    ) { part in
      [
        .official(
          "consistent_accuracy", "consistent accuracy",
          count: part.filter(\.isConsistentlyCorrect).count, of: part.count)
      ]
    }
    let baselines = formats.flatMap { format -> [BenchmarkResult.Baseline] in
      let some = input.examples.filter { $0.format.name == format }
      guard let first = some.first else { return [] }
      let rules = first.format.isPairwise ? BaselineRule.pairwise : BaselineRule.plain(for: some)
      return rules.map { rule in
        var baseline = rule.baseline(on: some, seed: input.seed)
        baseline.name = "\(format): \(rule.name)"
        return baseline
      }
    }
    let values = sections.compactMap { $0.official.first?.value }
    let mean = Metric(
      name: "mean_consistent_accuracy", title: "mean over formats",
      value: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
      n: evaluation.decisions.count, note: "Each format counts alike.")
    return evaluation.result(
      card, official: [mean], robust: Self.overall(evaluation.decisions), sections: sections,
      baselines: baselines,
      notes: ["A synthetic world: the numbers say nothing about judging prose."])
  }

  /// Consistent accuracy over everything, clustered by problem, and the share without judgment.
  private static func overall(_ decisions: [Decision]) -> [Metric] {
    [
      .share(
        "consistent_accuracy", "consistent accuracy",
        hits: decisions.map(\.isConsistentlyCorrect), groups: decisions.map(\.group)),
      PairwiseMeasures.unscoredRate(decisions),
    ]
  }

  private static func task(named name: String) throws -> DigitChainTask {
    if let task = DigitChainTask(rawValue: name) { return task }
    throw AssayError(
      .invalidArgument, "Digit chains have no format '\(name)'.",
      advice: "Choose of: \(DigitChainTask.allCases.map(\.rawValue).joined(separator: ", ")).")
  }
}
