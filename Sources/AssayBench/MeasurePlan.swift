// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// What one benchmark adds to the numbers that all benchmarks have in common.
struct MeasurePlan {
  /// The names of the parts that have numbers of their own, in order.
  var parts: [String]
  /// Which part a decision belongs to.
  var part: (Decision) -> String
  /// The official numbers over everything.
  var official: ([Decision]) -> [Metric]
  /// The official numbers of a part.
  var partOfficial: ([Decision]) -> [Metric]
  /// Numbers of ours that stand in front of those that all benchmarks have.
  var robust: ([Decision]) -> [Metric]
  /// The judges that read nothing.
  var rules: [BaselineRule]
  var notes: [String]

  /// - Parameter partOfficial: The official numbers of a part; those over everything where `nil`.
  init(
    parts: [String], part: @escaping (Decision) -> String = \.domain,
    official: @escaping ([Decision]) -> [Metric],
    partOfficial: (([Decision]) -> [Metric])? = nil,
    robust: @escaping ([Decision]) -> [Metric] = { _ in [] }, rules: [BaselineRule],
    notes: [String] = []
  ) {
    self.parts = parts
    self.part = part
    self.official = official
    self.partOfficial = partOfficial ?? official
    self.robust = robust
    self.rules = rules
    self.notes = notes
  }
}

extension Evaluation {
  /// The result by the plan: official numbers from the official reading, ours from ours, and both
  /// for the baselines.
  func result(_ card: BenchmarkCard, _ plan: MeasurePlan) -> BenchmarkResult {
    let ours = Measures.sections(of: decisions, named: plan.parts, by: plan.part)
    let theirs = Measures.sections(
      of: official, named: plan.parts, by: plan.part, official: plan.partOfficial)
    let sections = zip(ours, theirs).map { ours, theirs in
      BenchmarkResult.Section(
        name: ours.name, n: ours.n, official: theirs.official, robust: ours.robust)
    }
    return result(
      card, official: plan.official(official),
      robust: plan.robust(decisions) + Measures.metrics(of: decisions), sections: sections,
      baselines: plan.rules.map { baseline($0, plan) }, notes: plan.notes)
  }

  private func baseline(_ rule: BaselineRule, _ plan: MeasurePlan) -> BenchmarkResult.Baseline {
    let decisions = rule.decisions(on: input.examples, seed: input.seed)
    var baseline = rule.baseline(of: decisions)
    let first = plan.official(decisions).prefix(1).map { $0.renamed("official_\($0.name)") }
    baseline.metrics = first + plan.robust(decisions).prefix(1) + baseline.metrics
    return baseline
  }
}
