// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Strengths of items from comparisons of two at a time (Bradley and Terry 1952).
///
/// Item i beats item j with probability 1 / (1 + exp(s_j - s_i)). Strengths are in natural
/// logarithmic units and sum to 0; times 400 / ln 10 they are differences of Elo points.
/// A tie is half a win for each.
public struct BradleyTerry: Sendable, Hashable, Encodable {
  /// The strength of every item, with a Wald interval; its count is the item's comparisons.
  public let strengths: [Interval]
  /// The covariance of the strengths: the inverse of the observed information on the plane
  /// where they sum to 0.
  public let covariance: [[Double]]

  /// The probability that one item beats another.
  public func winProbability(_ first: Int, over second: Int) throws(StatisticsError) -> Double {
    try check(first, second)
    return Logistic.value(strengths[first].estimate - strengths[second].estimate)
  }

  /// How much stronger one item is than another, with its Wald interval.
  public func difference(
    _ first: Int, _ second: Int, level: Double = 0.95
  ) throws(StatisticsError) -> Interval {
    try check(first, second)
    try Check.level(level)
    let variance =
      covariance[first][first] + covariance[second][second] - 2 * covariance[first][second]
    let reach = -NormalDistribution.quantile((1 - level) / 2) * max(0, variance).squareRoot()
    let estimate = strengths[first].estimate - strengths[second].estimate
    return Interval(
      estimate: estimate, lower: estimate - reach, upper: estimate + reach,
      count: min(strengths[first].count, strengths[second].count), method: .wald, level: level)
  }

  private func check(_ first: Int, _ second: Int) throws(StatisticsError) {
    for item in [first, second] where !strengths.indices.contains(item) {
      throw StatisticsError(.outOfRange, "There is no item \(item) among \(strengths.count).")
    }
  }

  /// Fits strengths by Newton's method.
  ///
  /// The likelihood has its maximum where, however the items are divided in two, each part wins
  /// something against the other (Ford 1957). Otherwise the error `disconnected` names the items
  /// of one part, unless `prior` is positive: it is the number of wins added to each side of every
  /// pair of items, which draws strengths together and is always defined.
  public init(
    itemCount: Int, contests: [Contest], prior: Double = 0, level: Double = 0.95
  ) throws(StatisticsError) {
    try Check.atLeast(2, itemCount, "items")
    guard itemCount <= 5000 else {
      throw StatisticsError(.outOfRange, "\(itemCount) items are more than 5000.")
    }
    try Check.level(level)
    guard prior >= 0, prior.isFinite else {
      throw StatisticsError(.outOfRange, "A prior of \(prior) wins is not a positive number.")
    }
    let wins = try WinTable(itemCount: itemCount, contests: contests, prior: prior)
    try wins.requireStrongConnection()
    let (estimates, covariance) = try wins.fit()
    let reach = -NormalDistribution.quantile((1 - level) / 2)
    var played = [Int](repeating: 0, count: itemCount)
    for contest in contests {
      played[contest.first] += 1
      played[contest.second] += 1
    }
    self.covariance = covariance
    strengths = (0..<itemCount).map { item in
      let half = reach * max(0, covariance[item][item]).squareRoot()
      return Interval(
        estimate: estimates[item], lower: estimates[item] - half, upper: estimates[item] + half,
        count: played[item], method: .wald, level: level)
    }
  }

  /// Strengths with bootstrap intervals, whole clusters of contests being drawn.
  ///
  /// Fits once for every resample.
  public static func bootstrapped(
    itemCount: Int, contests: [Contest], prior: Double = 0, clusters: Clusters? = nil,
    bootstrap: Bootstrap
  ) throws(StatisticsError) -> [Interval] {
    let fit = try BradleyTerry(itemCount: itemCount, contests: contests, prior: prior)
    let distributions = try bootstrap.distributions(count: contests.count, clusters: clusters) {
      (positions) throws(StatisticsError) in
      let wins = try WinTable(
        itemCount: itemCount, contests: positions.map { contests[$0] }, prior: prior)
      try wins.requireStrongConnection()
      return try wins.fit().strengths
    }
    var intervals: [Interval] = []
    for (distribution, strength) in zip(distributions, fit.strengths) {
      var interval = try distribution.interval(kind: bootstrap.kind, level: bootstrap.level)
      interval.count = strength.count
      intervals.append(interval)
    }
    return intervals
  }
}

/// The logistic function.
enum Logistic {
  static func value(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
  }
}
