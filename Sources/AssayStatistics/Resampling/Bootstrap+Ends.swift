// SPDX-License-Identifier: Apache-2.0

/// What one bootstrap computed: enough to take the ends of an interval from.
public struct BootstrapDistribution: Sendable, Hashable, Codable {
  /// The statistic of all the data.
  public var estimate: Double
  /// The statistic of every resample.
  public var replicates: [Double]
  /// The statistic with each cluster left out in turn; empty where it is not known.
  public var leaveOneOut: [Double]
  /// The number of items.
  public var count: Int
  /// The number of clusters; `nil` where every item is alone.
  public var clusters: Int?

  /// A distribution that was computed elsewhere, such as by several threads.
  public init(
    estimate: Double, replicates: [Double], leaveOneOut: [Double], count: Int,
    clusters: Int? = nil
  ) {
    self.estimate = estimate
    self.replicates = replicates
    self.leaveOneOut = leaveOneOut
    self.count = count
    self.clusters = clusters
  }

  /// The interval of a kind at a level.
  public func interval(
    kind: Bootstrap.Kind, level: Double
  ) throws(StatisticsError) -> Interval {
    try Check.level(level)
    try Check.notEmpty(replicates.count, "replicates")
    try Check.finite(replicates, "replicates")
    try Check.finite([estimate], "estimate")
    let tail = (1 - level) / 2
    let corrected = kind == .bca ? correctedTails(tail) : nil
    let (low, high) = corrected ?? (tail, 1 - tail)
    let sorted = replicates.sorted()
    return Interval(
      estimate: estimate, lower: Quantile.linear(sorted, low), upper: Quantile.linear(sorted, high),
      count: count, method: corrected == nil ? .bootstrapPercentile : .bootstrapBCa, level: level,
      clusters: clusters)
  }

  /// The bias correction z₀: how far the estimate lies off the middle of the replicates, in
  /// standard normal units; `nil` where all replicates lie on one side.
  var bias: Double? {
    var (below, equal) = (0, 0)
    for replicate in replicates {
      if replicate < estimate { below += 1 } else if replicate == estimate { equal += 1 }
    }
    let share = (Double(below) + Double(equal) / 2) / Double(replicates.count)
    return share > 0 && share < 1 ? NormalDistribution.quantile(share) : nil
  }

  /// The acceleration: a sixth of the skewness of the leave-one-out values.
  var acceleration: Double? {
    guard leaveOneOut.count > 1 else { return nil }
    let mean = leaveOneOut.reduce(0, +) / Double(leaveOneOut.count)
    var (squares, cubes) = (0.0, 0.0)
    for value in leaveOneOut {
      let difference = mean - value
      squares += difference * difference
      cubes += difference * difference * difference
    }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    return acceleration.isFinite ? acceleration : nil
  }

  /// The two shares at which BCa takes its quantiles; `nil` where they are not defined.
  private func correctedTails(_ tail: Double) -> (Double, Double)? {
    guard let bias, let acceleration else { return nil }
    let reach = NormalDistribution.quantile(tail)
    let ends = [reach, -reach].map { side in
      let moved = bias + side
      return NormalDistribution.cumulative(bias + moved / (1 - acceleration * moved))
    }
    guard ends[0].isFinite, ends[1].isFinite, ends[0] < ends[1] else { return nil }
    return (ends[0], ends[1])
  }
}

/// Quantiles of sorted values.
enum Quantile {
  /// The quantile that lies between neighbours in proportion (Hyndman and Fan's type 7).
  static func linear(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = max(0, min(sorted.count - 1, Int(place.rounded(.down))))
    let above = min(sorted.count - 1, below + 1)
    let part = place - Double(below)
    let (low, high) = (sorted[below], sorted[above])
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part)
  }
}
