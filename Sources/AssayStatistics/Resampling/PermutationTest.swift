// SPDX-License-Identifier: Apache-2.0

/// The sign-flip test of paired differences: were the two equal, each difference, or each cluster's
/// sum of differences, could as well have had the other sign (Fisher 1935; Pitman 1937).
public struct PermutationTest: Sendable, Hashable, Codable {
  /// The mean of the differences.
  public var statistic: Double
  /// The two-sided share of sign patterns with a mean at least as far from 0.
  public var pValue: Double
  /// The number of sign patterns looked at.
  public var permutations: Int
  /// Whether these are all the patterns; if not, they are random, and the data itself is counted
  /// as one more.
  public var isExact: Bool
  /// The number of items.
  public var count: Int

  /// Tests differences: all sign patterns where they are no more than `permutations`, else that
  /// many random ones.
  public init(
    differences: [Double], clusters: Clusters? = nil, seed: UInt64, permutations: Int = 10_000
  ) throws(StatisticsError) {
    try Check.notEmpty(differences.count, "differences")
    try Check.finite(differences, "differences")
    guard permutations >= 1 else {
      throw StatisticsError(.outOfRange, "\(permutations) permutations are too few.")
    }
    let clusters = try Clusters.resolve(clusters, itemCount: differences.count)
    // A sum of 0 is the same with either sign: leaving it out changes no share.
    let sums = clusters.sums(differences).filter { $0 != 0 }
    let total = sums.reduce(0, +)
    statistic = try Check.result(total / Double(differences.count), "mean difference")
    count = differences.count
    // Equal patterns may differ in the last digits by the order of their sums.
    let threshold = abs(total) - 1e-12 * sums.reduce(0) { $0 + abs($1) }
    isExact = sums.count < 62 && 1 << sums.count <= permutations
    if isExact {
      self.permutations = 1 << sums.count
      let extreme = Self.countAll(sums, threshold)
      pValue = Double(extreme) / Double(self.permutations)
    } else {
      self.permutations = permutations
      let extreme = Self.countRandom(sums, threshold, seed: seed, patterns: permutations)
      pValue = Double(extreme + 1) / Double(permutations + 1)
    }
  }

  private static func countAll(_ sums: [Double], _ threshold: Double) -> Int {
    var extreme = 0
    for pattern in 0..<(1 << sums.count) {
      var total = 0.0
      for (bit, sum) in sums.enumerated() { total += pattern >> bit & 1 == 0 ? sum : -sum }
      if abs(total) >= threshold { extreme += 1 }
    }
    return extreme
  }

  private static func countRandom(
    _ sums: [Double], _ threshold: Double, seed: UInt64, patterns: Int
  ) -> Int {
    let all = sums.reduce(0, +)
    var extreme = 0
    for pattern in 0..<patterns {
      var generator = ResampleGenerator(seed: seed, stream: pattern)
      var (bits, flipped) = (UInt64(0), 0.0)
      for (index, sum) in sums.enumerated() {
        if index & 63 == 0 { bits = generator.next() }
        // Flipping takes twice the sum away; 0 or 1 times it, to spare a branch.
        flipped += sum * Double(bits & 1)
        bits >>= 1
      }
      if abs(all - 2 * flipped) >= threshold { extreme += 1 }
    }
    return extreme
  }
}
