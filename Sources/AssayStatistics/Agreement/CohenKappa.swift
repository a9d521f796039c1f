// SPDX-License-Identifier: Apache-2.0

/// Agreement of two raters beyond chance (Cohen 1960; weighted, Cohen 1968).
public enum CohenKappa {
  /// How much a disagreement counts by its distance in the order of labels.
  public enum Weights: String, Sendable, Hashable, Codable {
    /// Every disagreement counts the same.
    case none
    /// A disagreement counts by its distance.
    case linear
    /// A disagreement counts by the square of its distance.
    case quadratic
  }

  /// Kappa of two lists of labels.
  ///
  /// Weights go by the places of the labels in `labels`, by default all that appear, in ascending
  /// order. Throws `undefined` where both raters give one and the same label throughout, since
  /// chance alone then agrees always.
  public static func kappa<Label: Hashable & Comparable & Sendable>(
    _ first: [Label], _ second: [Label], weights: Weights = .none, labels: [Label]? = nil
  ) throws(StatisticsError) -> Double {
    try kappa(
      ConfusionMatrix(gold: first, predicted: second, labels: labels), weights: weights)
  }

  /// Kappa of a confusion matrix; unscored items are left out.
  public static func kappa<Label>(
    _ matrix: ConfusionMatrix<Label>, weights: Weights = .none
  ) throws(StatisticsError) -> Double {
    let rows = matrix.counts.map { Double($0.reduce(0, +)) }
    let columns = matrix.labels.indices.map { Double(matrix.predictions($0)) }
    let total = rows.reduce(0, +)
    guard total > 0 else {
      throw StatisticsError(.emptyInput, "There are no items that both raters scored.")
    }
    var (observed, expected) = (0.0, 0.0)
    for row in rows.indices {
      for column in columns.indices where row != column {
        let weight = weight(of: Double(abs(row - column)), weights)
        observed += weight * Double(matrix.counts[row][column])
        expected += weight * rows[row] * columns[column] / total
      }
    }
    guard expected > 0 else {
      throw StatisticsError(
        .undefined, "Kappa is not defined where both raters always give the same one label.",
        advice: "Report the share of agreement instead.")
    }
    return 1 - observed / expected
  }

  private static func weight(of distance: Double, _ weights: Weights) -> Double {
    switch weights {
    case .none: 1
    case .linear: distance
    case .quadratic: distance * distance
    }
  }
}
