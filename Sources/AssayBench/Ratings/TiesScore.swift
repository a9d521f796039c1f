// SPDX-License-Identifier: Apache-2.0
import Foundation

/// RewardBench 2's score of its Ties subset.
///
/// Questions come in pairs: `ref:<k>` has one right answer, `tied:<k>` several. A row is right where
/// every right answer is rated above every wrong one. Of a tied row, the spread of the right answers'
/// ratings should be smaller than the margin to the wrong ones. The last term rewards margins that
/// are larger by a factor, so the score can reach 1.01.
public struct TiesScore: Sendable, Hashable {
  /// The ratings of one row.
  public struct Row: Sendable, Hashable {
    /// The upstream identifier, such as `ref:3` or `tied:3`.
    public var id: String
    /// The ratings of the right answers; an answer without a rating has -1.
    public var correct: [Double]
    /// The ratings of the wrong answers.
    public var incorrect: [Double]

    public init(id: String, correct: [Double], incorrect: [Double]) {
      self.id = id
      self.correct = correct
      self.incorrect = incorrect
    }

    /// The lowest right rating less the highest wrong one.
    var margin: Double { (correct.min() ?? 0) - (incorrect.max() ?? 0) }
    /// The highest right rating less the lowest.
    var spread: Double { (correct.max() ?? 0) - (correct.min() ?? 0) }
    /// Whether every right answer is rated above every wrong one.
    public var isRight: Bool { margin > 0 }
  }

  /// The share of right rows among those with one right answer.
  public var referenceAccuracy: Double
  /// The share of right rows among those with several.
  public var tiedAccuracy: Double
  /// The share of questions whose tied margin is above the spread.
  public var tiedMargin: Double
  /// The share of questions whose smaller margin, of both rows, is above the spread.
  public var bothMargins: Double
  /// The mean of tanh of the smaller margin over the spread, less 1.
  public var factor: Double

  /// Scores the rows.
  ///
  /// - Returns: `nil` where there are no rows of one kind, or no question has both.
  public init?(_ rows: [Row]) {
    let references = Self.rows(of: rows, "ref")
    let tied = Self.rows(of: rows, "tied")
    let both = references.keys.filter { tied[$0] != nil }.sorted()
    guard !references.isEmpty, !tied.isEmpty, !both.isEmpty else { return nil }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    referenceAccuracy = mean(references.values.map { $0.isRight ? 1 : 0 })
    tiedAccuracy = mean(tied.values.map { $0.isRight ? 1 : 0 })
    let margins = both.compactMap { key -> (tied: Double, smaller: Double, spread: Double)? in
      guard let reference = references[key], let row = tied[key] else { return nil }
      return (row.margin, min(reference.margin, row.margin), row.spread)
    }
    tiedMargin = mean(margins.map { $0.tied > $0.spread ? 1 : 0 })
    bothMargins = mean(margins.map { $0.smaller > $0.spread ? 1 : 0 })
    factor = mean(
      margins.map { margin in
        // A spread of 0 gives an infinite ratio, whose tanh is 1 or -1; 0 over 0 counts as 0.
        let ratio = tanh(margin.smaller / margin.spread - 1)
        return ratio.isNaN ? 0 : ratio
      })
  }

  /// The weighted sum, at most 1.01.
  public var score: Double {
    0.30 * tiedAccuracy + 0.30 * referenceAccuracy + 0.20 * tiedMargin + 0.20 * bothMargins
      + 0.01 * factor
  }

  private static func rows(of rows: [Row], _ kind: String) -> [String: Row] {
    rows.reduce(into: [:]) { known, row in
      let parts = row.id.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0] == kind { known[String(parts[1])] = row }
    }
  }
}
