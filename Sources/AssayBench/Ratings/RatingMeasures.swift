// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import AssayStatistics

/// Numbers on ratings against right ratings.
struct RatingMeasures {
  private let gold: [Double]
  private let said: [Double]
  private let groups: [String]
  private let all: Int

  /// Takes the decisions whose verdict is a score; the others are counted as failures.
  init(_ decisions: [Decision]) {
    var gold: [Double] = []
    var said: [Double] = []
    var groups: [String] = []
    for decision in decisions {
      guard case .score(let right) = decision.gold,
        case .judged(.score(let score)) = decision.asGiven
      else { continue }
      gold.append(Double(right))
      said.append(Double(score))
      groups.append(decision.group)
    }
    self.gold = gold
    self.said = said
    self.groups = groups
    all = decisions.count
  }

  /// Kendall's tau-b, Pearson's r and exact agreement, over the ratings that could be read.
  var official: [Metric] {
    [
      coefficient("kendall_tau_b", "Kendall's tau-b") { x, y throws(StatisticsError) in
        try Correlation.kendallTauB(x, y).coefficient
      },
      coefficient("pearson", "Pearson's r") { x, y throws(StatisticsError) in
        try Correlation.pearson(x, y).coefficient
      },
      .official(
        "exact", "exact, of what was read", count: zip(gold, said).count { $0.0 == $0.1 },
        of: gold.count),
    ]
  }

  /// The same correlations with intervals, the mean absolute error and the quadratic kappa.
  func robust(seed: UInt64) -> [Metric] {
    [
      coefficient("tau_b", "Kendall's tau-b", seed: seed) { x, y throws(StatisticsError) in
        try Correlation.kendallTauB(x, y).coefficient
      },
      coefficient("pearson_r", "Pearson's r", seed: seed) { x, y throws(StatisticsError) in
        try Correlation.pearson(x, y).coefficient
      },
      coefficient("quadratic_kappa", "kappa, quadratic", seed: seed) {
        x, y throws(StatisticsError) in
        try CohenKappa.kappa(x, y, weights: .quadratic)
      },
      coefficient("mean_absolute_error", "mean absolute error", seed: seed) {
        x, y throws(StatisticsError) in
        zip(x, y).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(max(1, x.count))
      },
    ]
  }

  /// A coefficient over what was read, with a bootstrap interval by group where there is a seed.
  private func coefficient(
    _ name: String, _ title: String, seed: UInt64? = nil,
    _ statistic: ([Double], [Double]) throws(StatisticsError) -> Double
  ) -> Metric {
    let missing = all - gold.count
    let note = missing > 0 ? "\(missing) of \(all) ratings could not be read." : nil
    guard let value = try? statistic(gold, said) else {
      return .undefined(
        name, title, unit: .coefficient, why: "the ratings are constant, or there are too few")
    }
    var metric = Metric(
      name: name, title: title, value: value, unit: .coefficient, n: gold.count, note: note)
    guard let seed else { return metric }
    let bootstrap = Bootstrap(seed: seed, resamples: 1_000, kind: .percentile)
    let interval = try? bootstrap.interval(count: gold.count, clusters: Clusters(groups)) {
      (positions: [Int]) throws(StatisticsError) in
      try statistic(positions.map { gold[$0] }, positions.map { said[$0] })
    }
    if let interval {
      metric.lower = interval.lower
      metric.upper = interval.upper
      metric.method = "bootstrap by group"
    }
    return metric
  }
}

extension BaselineRule {
  /// The rules for ratings.
  static let ratings: [BaselineRule] = [
    BaselineRule(name: "constant", summary: "Gives the lowest score to everything.") {
      example, _ in
      .score(scale(of: example).lowest)
    },
    BaselineRule(name: "random", summary: "Draws a score, each alike.") { example, generator in
      let scale = scale(of: example)
      return .score(scale.lowest + generator.below(scale.highest - scale.lowest + 1))
    },
  ]

  private static func scale(of example: Example) -> ScoreScale {
    if case .pointwise(let scale) = example.format { scale } else { .oneToFive }
  }
}
