// SPDX-License-Identifier: Apache-2.0

/// Intervals of a share of successes among independent trials.
public enum Proportion {
  /// The Wilson score interval (Wilson 1927), without continuity correction.
  ///
  /// Defined for every `trials` of at least 1, and never of zero width.
  public static func wilson(
    successes: Int, trials: Int, level: Double = 0.95
  ) throws(StatisticsError) -> Interval {
    try check(successes, trials, level)
    return try wilson(share: Double(successes) / Double(trials), trials: trials, level: level)
  }

  /// The Wilson score interval of a share, which need not be a whole number of trials.
  static func wilson(
    share: Double, trials: Int, level: Double
  ) throws(StatisticsError) -> Interval {
    try check(0, trials, level)
    let n = Double(trials)
    let z = -NormalDistribution.quantile((1 - level) / 2)
    let scale = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / scale
    let spread = share * (1 - share) / n + z * z / (4 * n * n)
    let half = z / scale * spread.squareRoot()
    return Interval(
      estimate: share,
      lower: share == 0 ? 0 : max(0, centre - half),
      upper: share == 1 ? 1 : min(1, centre + half),
      count: trials, method: .wilson, level: level)
  }

  /// The exact interval of Clopper and Pearson (1934), which is never too narrow.
  public static func clopperPearson(
    successes: Int, trials: Int, level: Double = 0.95
  ) throws(StatisticsError) -> Interval {
    try check(successes, trials, level)
    let tail = (1 - level) / 2
    let won = Double(successes)
    let lost = Double(trials - successes)
    return Interval(
      estimate: won / Double(trials),
      lower: successes == 0 ? 0 : BetaDistribution.quantile(tail, won, lost + 1),
      upper: successes == trials ? 1 : BetaDistribution.quantile(1 - tail, won + 1, lost),
      count: trials, method: .clopperPearson, level: level)
  }

  /// The share of `true`, with its Wilson interval.
  public static func wilson(
    _ outcomes: [Bool], level: Double = 0.95
  ) throws(StatisticsError) -> Interval {
    var successes = 0
    for outcome in outcomes where outcome { successes += 1 }
    return try wilson(successes: successes, trials: outcomes.count, level: level)
  }

  private static func check(
    _ successes: Int, _ trials: Int, _ level: Double
  ) throws(StatisticsError) {
    try Check.notEmpty(trials, "trials")
    try Check.level(level)
    guard (0...trials).contains(successes) else {
      throw StatisticsError(
        .outOfRange, "\(successes) successes do not fit into \(trials) trials.")
    }
  }
}
