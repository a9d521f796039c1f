// SPDX-License-Identifier: Apache-2.0

/// Holm's correction for several tests at once (Holm 1979): each adjusted p-value may be compared
/// with the level that the whole family is to keep.
public enum HolmAdjustment {
  /// The adjusted p-values, in the order of the given ones.
  ///
  /// The smallest is multiplied by the number of tests, the next by one less, and so on; none is
  /// below one that was smaller before, and none above 1. Throws where a p-value is not between 0
  /// and 1.
  public static func adjusted(_ pValues: [Double]) throws(StatisticsError) -> [Double] {
    try Check.probabilities(pValues, "p-values")
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var adjusted = pValues
    var floor = 0.0
    for (rank, index) in order.enumerated() {
      floor = max(floor, min(1, Double(pValues.count - rank) * pValues[index]))
      adjusted[index] = floor
    }
    return adjusted
  }
}
