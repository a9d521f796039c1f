// SPDX-License-Identifier: Apache-2.0

/// Intervals by resampling, with whole clusters drawn where items belong together.
///
/// Resample number i depends on the seed and on i only, so an interval is the same on every
/// machine and with any number of threads.
///
/// See Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 13 and 14.
public struct Bootstrap: Sendable, Hashable, Codable {
  /// How the ends of the interval are taken from the resamples.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Plain quantiles.
    case percentile
    /// Quantiles corrected for bias and skewness. Where the correction is not defined, because the
    /// statistic hardly varies, plain quantiles are taken and the interval's method says so.
    case bca
  }

  /// The seed of all resamples.
  public var seed: UInt64
  /// The number of resamples.
  public var resamples: Int
  /// The confidence, 0.95 for 95 %.
  public var level: Double
  /// How the ends are taken.
  public var kind: Kind

  /// A way to resample; ten thousand resamples make the ends of a 95 % interval steady.
  public init(
    seed: UInt64, resamples: Int = 10_000, level: Double = 0.95, kind: Kind = .bca
  ) {
    self.seed = seed
    self.resamples = resamples
    self.level = level
    self.kind = kind
  }

  func check() throws(StatisticsError) {
    try Check.level(level)
    guard (2...100_000_000).contains(resamples) else {
      throw StatisticsError(
        .outOfRange, "\(resamples) resamples are too few or too many.",
        advice: "Use some thousands for a 95 % interval.")
    }
  }

  /// Fills `picks` with the clusters of one resample.
  @inline(__always)
  static func draw(_ picks: inout [Int], seed: UInt64, stream: Int, below bound: Int) {
    var generator = ResampleGenerator(seed: seed, stream: stream)
    for index in picks.indices { picks[index] = generator.below(bound) }
  }
}
