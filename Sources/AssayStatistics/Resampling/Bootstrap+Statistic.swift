// SPDX-License-Identifier: Apache-2.0

extension Bootstrap {
  /// Any statistic of items, given as a function of the positions that a resample holds.
  ///
  /// The function is called with all positions, with every resample and, for BCa, with every
  /// cluster left out in turn. Where it throws a `StatisticsError` of code `undefined` or
  /// `disconnected` on a resample, such as a correlation on a resample that is constant, that
  /// resample is left out; where that happens to more than one resample in twenty, the interval
  /// is an error.
  public func interval(
    count: Int, clusters: Clusters? = nil, statistic: ([Int]) throws(StatisticsError) -> Double
  ) throws(StatisticsError) -> Interval {
    try distribution(count: count, clusters: clusters, statistic: statistic)
      .interval(kind: kind, level: level)
  }

  /// The distribution of any statistic, for more than one interval or for a plot.
  public func distribution(
    count: Int, clusters: Clusters? = nil, statistic: ([Int]) throws(StatisticsError) -> Double
  ) throws(StatisticsError) -> BootstrapDistribution {
    let single = { (positions: [Int]) throws(StatisticsError) in [try statistic(positions)] }
    return try distributions(count: count, clusters: clusters, statistics: single)[0]
  }

  /// The distributions of several statistics that are computed together.
  ///
  /// The function gives the same number of statistics, at least one, for any positions.
  func distributions(
    count: Int, clusters: Clusters?, statistics: ([Int]) throws(StatisticsError) -> [Double]
  ) throws(StatisticsError) -> [BootstrapDistribution] {
    try check()
    try Check.notEmpty(count, "items")
    let clusters = try Clusters.resolve(clusters, itemCount: count)
    try Check.atLeast(2, clusters.count, "clusters")
    let estimates = try statistics(Array(0..<count))
    for estimate in estimates { _ = try Check.result(estimate, "statistic") }
    let replicates = try replicates(of: statistics, clusters)
    let left = kind == .bca ? try leaveOneOut(of: statistics, clusters) : []
    return estimates.indices.map { index in
      BootstrapDistribution(
        estimate: estimates[index], replicates: replicates.map { $0[index] },
        leaveOneOut: left.map { $0[index] }, count: count,
        clusters: clusters.areIndependent ? nil : clusters.count)
    }
  }

  private func replicates(
    of statistics: ([Int]) throws(StatisticsError) -> [Double], _ clusters: Clusters
  ) throws(StatisticsError) -> [[Double]] {
    let members = clusters.members()
    var replicates: [[Double]] = []
    var picks = [Int](repeating: 0, count: clusters.count)
    var positions: [Int] = []
    for resample in 0..<resamples {
      Self.draw(&picks, seed: seed, stream: resample, below: clusters.count)
      positions.removeAll(keepingCapacity: true)
      for pick in picks { positions.append(contentsOf: members[pick]) }
      if let values = try Self.values(of: statistics, positions) { replicates.append(values) }
    }
    guard replicates.count * 20 >= resamples * 19 else {
      let missing = resamples - replicates.count
      throw StatisticsError(
        .undefined, "The statistic is not defined on \(missing) of \(resamples) resamples.",
        advice: "There are too few items, or they vary too little, for a bootstrap interval.")
    }
    return replicates
  }

  /// The statistics with each cluster left out; empty where one of them is not defined, in which
  /// case the acceleration is not known and percentiles are taken.
  private func leaveOneOut(
    of statistics: ([Int]) throws(StatisticsError) -> [Double], _ clusters: Clusters
  ) throws(StatisticsError) -> [[Double]] {
    var left: [[Double]] = []
    for cluster in 0..<clusters.count {
      let rest = clusters.assignment.indices.filter { clusters.assignment[$0] != cluster }
      guard let values = try Self.values(of: statistics, rest) else { return [] }
      left.append(values)
    }
    return left
  }

  /// The statistics, or `nil` where they have no value on these positions.
  private static func values(
    of statistics: ([Int]) throws(StatisticsError) -> [Double], _ positions: [Int]
  ) throws(StatisticsError) -> [Double]? {
    do {
      let values = try statistics(positions)
      return values.allSatisfy(\.isFinite) ? values : nil
    } catch {
      switch error.code {
      case .undefined, .disconnected: return nil
      default: throw error
      }
    }
  }
}
