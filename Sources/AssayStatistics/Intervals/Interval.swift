// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An estimate with the range that holds the truth at a stated confidence.
///
/// All numbers are finite. How the range was found stands beside it, because a 95 % Wilson
/// interval and a 95 % clustered bootstrap interval of the same data answer different questions.
public struct Interval: Sendable, Hashable, Codable {
  /// The value computed from all the data.
  public var estimate: Double
  /// The lower end.
  public var lower: Double
  /// The upper end.
  public var upper: Double
  /// The number of items behind the estimate.
  public var count: Int
  /// How the ends were found.
  public var method: Method
  /// The confidence, 0.95 for 95 %.
  public var level: Double
  /// The number of clusters that the items fell into, where items were clustered.
  public var clusters: Int?

  /// The ways to find the ends.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// The score interval of a proportion (Wilson 1927).
    case wilson
    /// The exact interval of a proportion (Clopper and Pearson 1934).
    case clopperPearson = "clopper-pearson"
    /// Quantiles of the bootstrap distribution (Efron and Tibshirani 1993, section 13.3).
    case bootstrapPercentile = "bootstrap-percentile"
    /// Bias-corrected and accelerated bootstrap (Efron and Tibshirani 1993, section 14.3).
    case bootstrapBCa = "bootstrap-bca"
    /// Student's t around the mean with a cluster-robust standard error.
    case studentClustered = "student-clustered"
    /// A normal range on Fisher's z scale of a correlation.
    case fisherZ = "fisher-z"
    /// A normal range around a maximum-likelihood estimate.
    case wald
  }

  /// An interval with all that is to be said about it.
  public init(
    estimate: Double, lower: Double, upper: Double, count: Int, method: Method,
    level: Double = 0.95, clusters: Int? = nil
  ) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.count = count
    self.method = method
    self.level = level
    self.clusters = clusters
  }

  /// Whether a value lies between the ends, ends included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

extension Interval: CustomStringConvertible {
  /// For a person, such as `0.6571 [0.6060, 0.7049] (n = 350, wilson 95 %)`.
  public var description: String {
    var text = "\(Self.rounded(estimate)) [\(Self.rounded(lower)), \(Self.rounded(upper))]"
    text += " (n = \(count)"
    if let clusters { text += " in \(clusters) clusters" }
    let percent = (level * 1e6).rounded() / 1e4
    let shown = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
    return text + ", \(method.rawValue) \(shown) %)"
  }

  private static func rounded(_ value: Double) -> String {
    String(format: "%.4f", value)
  }
}
