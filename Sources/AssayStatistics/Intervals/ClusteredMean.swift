// SPDX-License-Identifier: Apache-2.0

/// The mean of items that are not independent of each other, with its standard error.
///
/// The error is the cluster-robust one of Liang and Zeger (1986) for a mean, with the usual
/// correction of G / (G - 1) for G clusters. With every item alone it is the textbook error.
public struct ClusteredMean: Sendable, Hashable, Codable {
  /// The mean over items.
  public var mean: Double
  /// The standard error of the mean.
  public var standardError: Double
  /// The number of items.
  public var count: Int
  /// The number of clusters.
  public var clusters: Int

  /// Computes the mean and its error; needs at least two clusters.
  public init(_ values: [Double], clusters: Clusters? = nil) throws(StatisticsError) {
    try Check.notEmpty(values.count, "values")
    try Check.finite(values, "values")
    let clusters = try Clusters.resolve(clusters, itemCount: values.count)
    try Check.atLeast(2, clusters.count, "clusters")
    let count = Double(values.count)
    let mean = try Check.result(values.reduce(0, +) / count, "mean")
    let sums = clusters.sums(values.map { $0 - mean })
    let groups = Double(clusters.count)
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    self.mean = mean
    standardError = try Check.result(
      (squares * groups / (groups - 1)).squareRoot() / count, "standard error")
    self.count = values.count
    self.clusters = clusters.count
  }

  /// Student's t interval with one degree of freedom less than there are clusters.
  public func interval(level: Double = 0.95) throws(StatisticsError) -> Interval {
    try Check.level(level)
    let reach = StudentDistribution.halfWidth(level: level, degrees: Double(clusters - 1))
    let half = try Check.result(reach * standardError, "interval")
    return Interval(
      estimate: mean, lower: mean - half, upper: mean + half, count: count,
      method: .studentClustered, level: level, clusters: clusters)
  }
}
