// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// How sure a judge said it was of each judgment, and whether it was right.
public enum Certainty: Sendable, Hashable {
  /// Confidences from 0 to 1 and outcomes, as many of one as of the other.
  case stated(source: Source, confidences: [Double], correct: [Bool])
  /// Why there is nothing to compare.
  case missing(reason: String)

  /// What the confidences are.
  public enum Source: String, Sendable, Hashable {
    /// The probability of the judgment, answer by answer.
    case labelProbabilities = "label probabilities"
    /// The share of the votes of one order that gave the judgment.
    case votes = "votes"
  }

  /// Takes label probabilities where any judgment has one, else the shares of votes where there are
  /// several. Answers without a judgment or without a known right one take no part.
  init(_ records: [JudgmentRecord]) {
    let labelled = records.filter { $0.gold != nil && $0.verdict.judgment != nil }
    guard !labelled.isEmpty else {
      self = .missing(reason: "no judgment has a known right one")
      return
    }
    let likely = labelled.compactMap { record -> (Double, Bool)? in
      guard let judgment = record.verdict.judgment,
        let probability = record.verdict.probability(of: judgment), (0...1).contains(probability)
      else { return nil }
      return (probability, record.isCorrect == true)
    }
    if !likely.isEmpty {
      self = .stated(
        source: .labelProbabilities, confidences: likely.map(\.0), correct: likely.map(\.1))
      return
    }
    guard records.contains(where: { $0.sample > 0 }) else {
      self = .missing(reason: "one vote an order, and no label probabilities")
      return
    }
    let pooled = PresentationOrder.allCases.flatMap { order in
      PooledDecision.pool(records.filter { $0.order == order })
    }.filter { $0.gold != nil && $0.judgment != nil }
    self = .stated(
      source: .votes, confidences: pooled.map(\.confidence),
      correct: pooled.map { $0.isCorrect == true })
  }
}
