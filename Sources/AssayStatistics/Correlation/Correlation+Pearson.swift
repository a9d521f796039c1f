// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Correlation {
  /// Pearson's product-moment correlation, with the p-value of Student's t.
  ///
  /// Throws `undefined` where one list is constant.
  public static func pearson(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Correlation {
    try checkPairs(x, y)
    try Check.finite(x, "x")
    try Check.finite(y, "y")
    let left = try direction(x)
    let right = try direction(y)
    var product = 0.0
    for (first, second) in zip(left, right) { product += first * second }
    let coefficient = max(-1, min(1, product))
    return Correlation(
      coefficient: coefficient, pValue: studentP(coefficient, count: x.count), count: x.count)
  }

  /// Spearman's correlation of ranks, ties sharing their mean rank.
  ///
  /// Infinities are allowed, being ordered. Throws `undefined` where one list is constant.
  public static func spearman(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Correlation {
    try checkPairs(x, y)
    return try pearson(Ranks.averaged(x), Ranks.averaged(y))
  }

  /// Pearson's correlation with its range on Fisher's z scale; needs four pairs.
  public static func pearsonInterval(
    _ x: [Double], _ y: [Double], level: Double = 0.95
  ) throws(StatisticsError) -> Interval {
    try Check.level(level)
    let correlation = try pearson(x, y)
    try Check.atLeast(4, x.count, "pairs")
    let centre = atanh(correlation.coefficient)
    let reach =
      -NormalDistribution.quantile((1 - level) / 2) / Double(x.count - 3).squareRoot()
    return Interval(
      estimate: correlation.coefficient,
      lower: centre.isFinite ? tanh(centre - reach) : correlation.coefficient,
      upper: centre.isFinite ? tanh(centre + reach) : correlation.coefficient,
      count: x.count, method: .fisherZ, level: level)
  }

  /// The values less their mean, scaled to length 1.
  private static func direction(_ values: [Double]) throws(StatisticsError) -> [Double] {
    guard let first = values.first, values.contains(where: { $0 != first }) else {
      throw constant("A correlation")
    }
    // Scaled by the largest value first, so that no square overflows or vanishes.
    let largest = values.reduce(0) { max($0, abs($1)) }
    var scaled = values.map { $0 / largest }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    for index in scaled.indices { scaled[index] -= mean }
    let reach = scaled.reduce(0) { max($0, abs($1)) }
    guard reach > 0 else { throw constant("A correlation") }
    var length = 0.0
    for index in scaled.indices {
      scaled[index] /= reach
      length += scaled[index] * scaled[index]
    }
    let norm = length.squareRoot()
    for index in scaled.indices { scaled[index] /= norm }
    return scaled
  }

  private static func studentP(_ coefficient: Double, count: Int) -> Double? {
    guard count > 2 else { return nil }
    let degrees = Double(count - 2)
    // degrees / (degrees + t²) is 1 - r², written so that nothing is lost near ±1.
    return BetaDistribution.cumulative(
      (1 - coefficient) * (1 + coefficient), degrees / 2, 0.5)
  }
}
