// SPDX-License-Identifier: Apache-2.0

extension Bootstrap {
  /// The mean of values, such as an accuracy of 0s and 1s.
  ///
  /// Needs at least two clusters. Ten thousand resamples of a thousand clusters take some tens of
  /// milliseconds.
  public func mean(
    _ values: [Double], clusters: Clusters? = nil
  ) throws(StatisticsError) -> Interval {
    try rate(values, of: [Double](repeating: 1, count: values.count), clusters: clusters)
  }

  /// The sum of one quantity over the sum of another, such as choices of the first position over
  /// decisive verdicts.
  ///
  /// The second quantity of every item is positive.
  public func rate(
    _ parts: [Double], of wholes: [Double], clusters: Clusters? = nil
  ) throws(StatisticsError) -> Interval {
    try rateDistribution(parts, of: wholes, clusters: clusters).interval(kind: kind, level: level)
  }

  /// The share of `true`: Wilson's interval for independent items, else the bootstrap's.
  public func share(
    _ outcomes: [Bool], clusters: Clusters? = nil
  ) throws(StatisticsError) -> Interval {
    let resolved = try Clusters.resolve(clusters, itemCount: outcomes.count)
    if resolved.areIndependent { return try Proportion.wilson(outcomes, level: level) }
    return try share(
      outcomes.map { $0 ? 1 : 0 }, of: [Int](repeating: 1, count: outcomes.count),
      clusters: resolved)
  }

  /// The share of successes where every item has some trials, such as one in each order.
  ///
  /// Items are resampled with all their trials. Where all clusters have the same share, or there
  /// is one cluster only, nothing varies that could be resampled: the ends are then Wilson's with
  /// every cluster as one trial, rather than an interval of zero width.
  public func share(
    _ successes: [Int], of trials: [Int], clusters: Clusters? = nil
  ) throws(StatisticsError) -> Interval {
    try check()
    try Check.sameCount(successes.count, trials.count, "Successes and trials")
    try Check.notEmpty(trials.count, "trials")
    for (won, tried) in zip(successes, trials) where tried < 1 || !(0...tried).contains(won) {
      throw StatisticsError(.outOfRange, "\(won) successes do not fit into \(tried) trials.")
    }
    let clusters = try Clusters.resolve(clusters, itemCount: trials.count)
    let parts = clusters.sums(successes.map(Double.init))
    let wholes = clusters.sums(trials.map(Double.init))
    let share = parts.reduce(0, +) / wholes.reduce(0, +)
    if zip(parts, wholes).allSatisfy({ $0 == share * $1 }) || clusters.count < 2 {
      var interval = try Proportion.wilson(share: share, trials: clusters.count, level: level)
      interval.count = trials.count
      interval.clusters = clusters.areIndependent ? nil : clusters.count
      return interval
    }
    return try rate(
      successes.map(Double.init), of: trials.map(Double.init), clusters: clusters)
  }

  /// The distribution behind `rate`.
  func rateDistribution(
    _ parts: [Double], of wholes: [Double], clusters: Clusters?
  ) throws(StatisticsError) -> BootstrapDistribution {
    try check()
    try Check.sameCount(parts.count, wholes.count, "The two quantities")
    try Check.notEmpty(parts.count, "values")
    try Check.finite(parts, "values")
    guard let wrong = wholes.firstIndex(where: { !($0 > 0 && $0.isFinite) }) else {
      let clusters = try Clusters.resolve(clusters, itemCount: parts.count)
      try Check.atLeast(2, clusters.count, "clusters")
      let sums = zip(clusters.sums(parts), clusters.sums(wholes)).map { SIMD2($0, $1) }
      let total = sums.reduce(SIMD2(repeating: 0), +)
      return BootstrapDistribution(
        estimate: try Check.result(total[0] / total[1], "rate"), replicates: replicates(of: sums),
        leaveOneOut: sums.map { sum in
          let rest = total - sum
          return rest[0] / rest[1]
        },
        count: parts.count, clusters: clusters.areIndependent ? nil : clusters.count)
    }
    throw StatisticsError(.outOfRange, "wholes[\(wrong)] is not a positive number.")
  }

  /// The rate of every resample, straight from the clusters' sums.
  private func replicates(of sums: [SIMD2<Double>]) -> [Double] {
    let count = sums.count
    return sums.withUnsafeBufferPointer { sums in
      (0..<resamples).map { resample in
        var generator = ResampleGenerator(seed: seed, stream: resample)
        var total = SIMD2(repeating: 0.0)
        for _ in 0..<count { total += sums[generator.below(count)] }
        return total[0] / total[1]
      }
    }
  }
}
