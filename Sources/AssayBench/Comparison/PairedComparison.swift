// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayJudging
import AssayStatistics

/// Two judges on the examples that both judged and whose right judgment is known.
///
/// An example counts as right where every order that was asked gave the right judgment. The test
/// is paired: the signs of the differences, question by question, are flipped.
public struct PairedComparison: Sendable, Hashable {
  /// Examples that both judged.
  public var examples: Int
  /// The distinct questions that they ask.
  public var questions: Int
  /// Examples that only one of the two judged, or whose right judgment they disagree about.
  public var onlyJudgedByFirst: Int
  public var onlyJudgedBySecond: Int
  /// The shares of right examples in percent.
  public var first: Double
  public var second: Double
  /// Examples that only one of the two got right.
  public var rightInFirstOnly: Int
  public var rightInSecondOnly: Int
  /// First less second in points, with its 95 % interval.
  public var difference: Difference
  /// The two-sided p-value of the sign-flip test by question.
  public var pValue: Double

  /// A difference in points of percent.
  public struct Difference: Sendable, Hashable {
    public var points: Double
    public var lower: Double
    public var upper: Double
  }

  /// - Throws: `invalidArgument` where the two have no labelled example in common.
  public init(_ first: [Decision], _ second: [Decision], seed: UInt64) throws {
    let (first, second) = (first.filter { $0.gold != nil }, second.filter { $0.gold != nil })
    let others = Dictionary(second.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let pairs = first.sorted { $0.id < $1.id }.compactMap { decision in
      others[decision.id].flatMap { $0.gold == decision.gold ? (decision, $0) : nil }
    }
    guard !pairs.isEmpty else {
      throw AssayError(
        .invalidArgument, "The two runs have no example with a known answer in common.",
        advice: "Judge the same data with both.")
    }
    let right = (pairs.map(\.0.isConsistentlyCorrect), pairs.map(\.1.isConsistentlyCorrect))
    let clusters = Clusters(pairs.map(\.0.group))
    let compared: PairedDifference
    do {
      compared = try PairedDifference(
        correct: right.0, right.1, clusters: clusters, bootstrap: Bootstrap(seed: seed))
    } catch {
      throw AssayError(.undefinedStatistic, error.message, advice: error.advice)
    }
    examples = pairs.count
    questions = clusters.count
    onlyJudgedByFirst = first.count - pairs.count
    onlyJudgedBySecond = second.count - pairs.count
    let share = { (right: [Bool]) in 100 * Double(right.count { $0 }) / Double(right.count) }
    self.first = share(right.0)
    self.second = share(right.1)
    rightInFirstOnly = zip(right.0, right.1).count { $0 && !$1 }
    rightInSecondOnly = zip(right.0, right.1).count { !$0 && $1 }
    difference = Difference(
      points: 100 * compared.difference.estimate, lower: 100 * compared.difference.lower,
      upper: 100 * compared.difference.upper)
    pValue = compared.permutation.pValue
  }
}
