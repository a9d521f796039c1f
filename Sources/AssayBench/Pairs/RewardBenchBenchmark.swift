// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// RewardBench (Lambert et al. 2024, arXiv 2403.13787): 2,985 pairs in 23 subsets of four sections.
///
/// Official, of one order: a right verdict counts 1, a tie or a verdict that cannot be read 0.5 (a
/// scalar reward model's tie 0); sections by `RewardBenchScore`. Ours: consistent accuracy with the
/// same weights.
public struct RewardBenchBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "rewardbench", title: "RewardBench",
    summary: "Chosen and rejected responses: chat, hard chat, safety, reasoning.",
    data: "the filtered split of allenai/reward-bench as Parquet or JSONL; prior sets by --part",
    officialMetric: "The mean of four sections, each its subsets weighted by size (math-prm 984); "
      + "one order, and a tie or a verdict that cannot be read counts 0.5.",
    reference: "arXiv 2403.13787, https://github.com/allenai/reward-bench",
    licence: "ODC-BY; subsets keep their own",
    contamination: [
      "PRM800K holds the problems of math-prm; OctoPack and CommitPack are of the project of hep-*.",
      "LLMBar is most of Chat Hard; XSTest and Do-Not-Answer are in Safety.",
      "HH, SHP, Summarize and BIG-bench's HHH are the prior sets.",
      "AlpacaEval and MT-Bench prompts are in many chat training sets.",
      "RM-Bench is made from these subsets.",
    ])

  public var source: any DataSource { RewardBench() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let sectionOf = RewardBenchScore.sections.reduce(into: [String: String]()) { names, section in
      for subset in section.subsets { names[subset.name] = section.name }
    }
    let credit = OfficialCredit(tie: input.run.style == "scalar-reward" ? 0 : 0.5, unscored: 0.5)
    let evaluation = try Evaluation(input)
    let plan = MeasurePlan(
      parts: RewardBenchScore.sections.map(\.name) + RewardBench.priorSets,
      part: { sectionOf[$0.domain] ?? $0.domain },
      official: { Self.scores(of: $0, credit) }, partOfficial: { Self.part($0, credit) },
      robust: { [Self.weighted($0)] }, rules: BaselineRule.pairwise, notes: Self.notes)
    var result = evaluation.result(card, plan)
    var subsets = plan
    subsets.parts = RewardBenchScore.sections.flatMap { $0.subsets.map(\.name) }
    subsets.part = \.domain
    subsets.rules = []
    result.sections += evaluation.result(card, subsets).sections
    return result
  }

  /// The overall score, with and without prior sets, and the sections.
  private static func scores(of decisions: [Decision], _ credit: OfficialCredit) -> [Metric] {
    let bySubset = Dictionary(grouping: decisions, by: \.domain)
    let score = RewardBenchScore(subsets: bySubset.compactMapValues { credit.mean(of: $0) })
    var metrics = [
      Metric.official(
        "rewardbench", "RewardBench", share: score.overall, n: decisions.count,
        note: score.overall == nil ? "a section was not measured" : nil)
    ]
    for (name, subsets) in RewardBenchScore.sections {
      guard let value = score.section(name) else { continue }
      let n = subsets.reduce(0) { $0 + (bySubset[$1.name]?.count ?? 0) }
      metrics.append(.official(key(name), name, share: value, n: n))
    }
    if let priorSets = score.priorSets {
      metrics.append(
        .official("prior_sets", "Prior Sets", share: priorSets, n: decisions.count))
      metrics.append(
        .official(
          "with_prior_sets", "with prior sets", share: score.overallWithPriorSets,
          n: decisions.count, note: "The prior sets have half a section's weight."))
    }
    return metrics
  }

  /// The score of a section, or the accuracy of a subset.
  private static func part(_ decisions: [Decision], _ credit: OfficialCredit) -> [Metric] {
    let bySubset = Dictionary(grouping: decisions, by: \.domain)
    let means = bySubset.compactMapValues { credit.mean(of: $0) }
    let score = RewardBenchScore(subsets: means)
    let sections = RewardBenchScore.sections.compactMap { score.section($0.name) }
    let value = means.count == 1 ? means.values.first : sections.first
    return [.official("accuracy", "accuracy, one order", share: value, n: decisions.count)]
  }

  /// Consistent accuracy with the official weights.
  private static func weighted(_ decisions: [Decision]) -> Metric {
    let both = decisions.filter { $0.asGiven != nil && $0.swapped != nil }
    return .stratified(
      "weighted_consistent_accuracy", "consistent accuracy, weighted as officially",
      values: both.map { $0.isConsistentlyCorrect ? 1 : 0 }, strata: both.map(\.domain),
      groups: both.map(\.group),
      weights: RewardBenchScore.weights(of: Set(both.map(\.domain))))
  }

  private static func key(_ section: String) -> String {
    section.lowercased().replacing(" ", with: "_")
  }

  private static let notes = [
    "The official protocol shows each pair once, in an order drawn without a seed; here the given "
      + "order is drawn by the pair's identifier, and the official numbers are of that order.",
    "In math-prm the better solution is always a person's, with line breaks added, and the worse "
      + "one GPT-4's.",
    "The better response is the longer one in 79 % of Chat, 30 % of Chat Hard and 7 % of math-prm.",
  ]
}
