// SPDX-License-Identifier: Apache-2.0

/// How closely two lists of numbers go together, from -1 to 1.
public struct Correlation: Sendable, Hashable, Codable {
  /// The coefficient.
  public var coefficient: Double
  /// The two-sided probability of a coefficient at least as far from 0 were there no relation;
  /// `nil` where the test is not defined, as for two pairs.
  public var pValue: Double?
  /// The number of pairs.
  public var count: Int

  /// A coefficient with its p-value and number of pairs.
  public init(coefficient: Double, pValue: Double?, count: Int) {
    self.coefficient = coefficient
    self.pValue = pValue
    self.count = count
  }

  static func checkPairs(_ x: [Double], _ y: [Double]) throws(StatisticsError) {
    try Check.sameCount(x.count, y.count, "The two lists")
    try Check.atLeast(2, x.count, "pairs")
    guard x.count <= Int(UInt32.max) else {
      throw StatisticsError(.outOfRange, "\(x.count) pairs are more than 4 thousand million.")
    }
  }

  static func constant(_ name: String) -> StatisticsError {
    StatisticsError(
      .undefined, "\(name) is not defined where all values of one list are equal.",
      advice: "Report that the values do not vary instead.")
  }
}
