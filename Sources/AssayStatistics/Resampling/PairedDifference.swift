// SPDX-License-Identifier: Apache-2.0

/// Whether one judge is better than another on the same items, and by how much.
///
/// The difference is that of the means, first less second.
public struct PairedDifference: Sendable, Hashable, Codable {
  /// The difference with its bootstrap interval.
  public var difference: Interval
  /// The two-sided p-value of the sign-flip test.
  public var permutation: PermutationTest
  /// The two-sided p-value of the bootstrap, by how often the difference changes its sign.
  public var bootstrapPValue: Double

  /// Compares two lists of scores of the same items.
  ///
  /// Where all differences are 0, the interval is [0, 0] and the p-values are 1.
  public init(
    _ first: [Double], _ second: [Double], clusters: Clusters? = nil, bootstrap: Bootstrap
  ) throws(StatisticsError) {
    let differences = try Self.differences(first, second)
    let distribution = try bootstrap.rateDistribution(
      differences, of: [Double](repeating: 1, count: differences.count), clusters: clusters)
    difference = try distribution.interval(kind: bootstrap.kind, level: bootstrap.level)
    permutation = try PermutationTest(
      differences: differences, clusters: clusters, seed: bootstrap.seed,
      permutations: bootstrap.resamples)
    bootstrapPValue = Self.signChange(distribution.replicates)
  }

  /// Compares what two judges got right on the same items.
  public init(
    correct first: [Bool], _ second: [Bool], clusters: Clusters? = nil, bootstrap: Bootstrap
  ) throws(StatisticsError) {
    try self.init(
      first.map { $0 ? 1 : 0 }, second.map { $0 ? 1 : 0 }, clusters: clusters,
      bootstrap: bootstrap)
  }

  static func differences(
    _ first: [Double], _ second: [Double]
  ) throws(StatisticsError) -> [Double] {
    try Check.sameCount(first.count, second.count, "The two lists of scores")
    try Check.notEmpty(first.count, "scores")
    try Check.finite(first, "first")
    try Check.finite(second, "second")
    return zip(first, second).map { $0 - $1 }
  }

  /// Twice the smaller share of replicates on one side of 0, the data itself counted once.
  private static func signChange(_ replicates: [Double]) -> Double {
    let atMost = replicates.count { $0 <= 0 } + 1
    let atLeast = replicates.count { $0 >= 0 } + 1
    return min(1, 2 * Double(min(atMost, atLeast)) / Double(replicates.count + 1))
  }
}
