// SPDX-License-Identifier: Apache-2.0

/// Precision, recall and their harmonic mean.
///
/// A share of nothing is 0: the precision of a label that was never predicted, the recall of one
/// that never occurs, the F1 of one that does neither.
public struct LabelScores: Sendable, Hashable, Codable {
  /// The share of predictions of the label that are right.
  public var precision: Double
  /// The share of items of the label that were found.
  public var recall: Double
  /// The harmonic mean of precision and recall.
  public var f1: Double
  /// The number of items of the label.
  public var support: Int

  init(correct: Int, predictions: Int, support: Int) {
    precision = Self.share(correct, predictions)
    recall = Self.share(correct, support)
    f1 = Self.share(2 * correct, predictions + support)
    self.support = support
  }

  init(precision: Double, recall: Double, f1: Double, support: Int) {
    self.precision = precision
    self.recall = recall
    self.f1 = f1
    self.support = support
  }

  private static func share(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

extension ConfusionMatrix {
  /// The share of items with the right label; unscored items count as wrong.
  public var accuracy: Double { Double(correct) / Double(count) }

  /// The accuracy with its Wilson interval.
  public func accuracyInterval(level: Double = 0.95) throws(StatisticsError) -> Interval {
    try Proportion.wilson(successes: correct, trials: count, level: level)
  }

  /// The mean recall over the labels that occur.
  public var balancedAccuracy: Double {
    let occurring = labels.indices.filter { support($0) > 0 }
    let sum = occurring.reduce(0.0) { $0 + Double(counts[$1][$1]) / Double(support($1)) }
    return sum / Double(occurring.count)
  }

  /// The scores of every label, in the order of `labels`.
  public var perLabel: [LabelScores] {
    labels.indices.map {
      LabelScores(correct: counts[$0][$0], predictions: predictions($0), support: support($0))
    }
  }

  /// The scores of one label; `nil` where there is no such label.
  public func scores(of label: Label) -> LabelScores? {
    labels.firstIndex(of: label).map { perLabel[$0] }
  }

  /// The unweighted mean of the scores over all labels.
  public var macro: LabelScores {
    let all = perLabel
    let share = 1 / Double(all.count)
    return LabelScores(
      precision: all.reduce(0) { $0 + $1.precision } * share,
      recall: all.reduce(0) { $0 + $1.recall } * share,
      f1: all.reduce(0) { $0 + $1.f1 } * share, support: count)
  }

  /// The scores over all items at once; precision leaves unscored items out, recall does not.
  public var micro: LabelScores {
    LabelScores(
      correct: correct, predictions: count - unscored.reduce(0, +), support: count)
  }
}
