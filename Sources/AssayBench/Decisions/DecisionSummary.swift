// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayJudging
public import AssayStatistics

/// What pooled decisions come to: how sure they are, how far their answers lie apart, what a
/// threshold of confidence withholds, and how scores agree with known ones.
public struct DecisionSummary: Sendable, Hashable, Encodable {
  public var examples: Int
  /// Decisions with a judgment.
  public var judged: Int
  /// Decisions without one.
  public var unscored: Int
  /// Pairs whose two orders disagree.
  public var flipped: Int
  /// The mean confidence of decisions with a judgment; `nil` without any.
  public var confidence: Double?
  /// The mean standard deviation of an example's answers; `nil` where none has two numbers.
  public var spread: Double?
  /// The share of right decisions among those with a known answer, with its Wilson interval.
  public var accuracy: Interval?
  public var abstention: Withholding?
  /// How the means of scores agree with known scores; `nil` below two of them.
  public var scores: Scores?

  /// What a threshold of confidence does.
  public struct Withholding: Sendable, Hashable, Encodable {
    public var threshold: Double
    public var given: Int
    public var withheld: Int
    public var coverage: Double
    /// The share of right ones among the given decisions with a known answer.
    public var accuracy: Interval?
  }

  /// The agreement of mean or expected scores with known ones; a coefficient is `nil` where it is
  /// not defined.
  public struct Scores: Sendable, Hashable, Encodable {
    public var n: Int
    public var pearson: Double?
    public var spearman: Double?
    public var kendall: Double?
  }

  /// - Parameters:
  ///   - decisions: One for each example.
  ///   - threshold: The least confidence of a decision that is given; `nil` withholds none.
  ///   - known: Known scores on another scale than the decisions', by example.
  public init(
    _ decisions: [PooledDecision], abstainingBelow threshold: Double? = nil,
    known: [String: Double] = [:]
  ) {
    examples = decisions.count
    let sure = decisions.filter { $0.judgment != nil }
    judged = sure.count
    unscored = decisions.count - sure.count
    flipped = decisions.count { $0.hasFlipped }
    confidence = Self.mean(sure.map(\.confidence))
    spread = Self.mean(decisions.compactMap(\.spread))
    accuracy = Self.share(decisions)
    if let threshold {
      let abstention = Abstention(decisions, below: threshold)
      self.abstention = Withholding(
        threshold: threshold, given: abstention.given.count, withheld: abstention.withheld.count,
        coverage: abstention.coverage, accuracy: Self.share(abstention.given))
    }
    var (means, golds): ([Double], [Double]) = ([], [])
    for decision in decisions {
      guard let mean = decision.mean else { continue }
      if case .score(let gold)? = decision.gold {
        means.append(mean)
        golds.append(Double(gold))
      } else if let gold = known[decision.id] {
        means.append(mean)
        golds.append(gold)
      }
    }
    if means.count > 1 {
      scores = Scores(
        n: means.count, pearson: try? Correlation.pearson(means, golds).coefficient,
        spearman: try? Correlation.spearman(means, golds).coefficient,
        kendall: try? Correlation.kendallTauB(means, golds).coefficient)
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func share(_ decisions: [PooledDecision]) -> Interval? {
    let known = decisions.compactMap(\.isCorrect)
    return known.isEmpty ? nil : try? Proportion.wilson(known)
  }
}
