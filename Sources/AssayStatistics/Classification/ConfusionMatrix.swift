// SPDX-License-Identifier: Apache-2.0

/// How often each true label was given each predicted label.
///
/// A prediction may be missing, because what the judge said could not be read. Such an item counts
/// as wrong and is shown on its own; it is never moved to a label.
public struct ConfusionMatrix<Label: Hashable & Comparable & Sendable>: Sendable, Hashable {
  /// The labels in ascending order, or in the order given.
  public let labels: [Label]
  /// `counts[i][j]`: items of true label i that were predicted j.
  public let counts: [[Int]]
  /// The items of each true label that have no prediction.
  public let unscored: [Int]

  /// Counts pairs of a true and a predicted label.
  ///
  /// Without `labels`, all that appear on either side are taken, in ascending order. With
  /// `labels`, one that is not among them is an error.
  public init(
    gold: [Label], predicted: [Label?], labels: [Label]? = nil
  ) throws(StatisticsError) {
    try Check.sameCount(gold.count, predicted.count, "True and predicted labels")
    try Check.notEmpty(gold.count, "labels")
    let names = labels ?? Set(gold + predicted.compactMap(\.self)).sorted()
    guard names.count <= 4096 else {
      throw StatisticsError(
        .outOfRange, "\(names.count) labels are more than a table can show: 4096.")
    }
    var places: [Label: Int] = [:]
    for (place, name) in names.enumerated() where places.updateValue(place, forKey: name) != nil {
      throw StatisticsError(.outOfRange, "The label \(name) is listed twice.")
    }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: names.count)
    var unscored = [Int](repeating: 0, count: names.count)
    for (item, (truth, guess)) in zip(gold, predicted).enumerated() {
      guard let row = places[truth] else { throw Self.unknown(truth, item) }
      if let guess {
        guard let column = places[guess] else { throw Self.unknown(guess, item) }
        counts[row][column] += 1
      } else {
        unscored[row] += 1
      }
    }
    self.labels = names
    self.counts = counts
    self.unscored = unscored
  }

  private static func unknown(_ label: Label, _ item: Int) -> StatisticsError {
    StatisticsError(
      .outOfRange, "Item \(item) has the label \(label), which is not among the labels.")
  }

  /// The number of items, unscored ones included.
  public var count: Int { labels.indices.reduce(0) { $0 + support($1) } }

  /// The number of items with the right label.
  public var correct: Int { labels.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The items whose true label is the one at `row`.
  func support(_ row: Int) -> Int { counts[row].reduce(unscored[row], +) }

  /// The items that were predicted the label at `column`.
  func predictions(_ column: Int) -> Int { counts.reduce(0) { $0 + $1[column] } }
}

extension ConfusionMatrix: Encodable where Label: Encodable {}
