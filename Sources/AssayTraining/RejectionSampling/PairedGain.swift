// SPDX-License-Identifier: Apache-2.0

import AssayCore
public import AssayStatistics

/// How much better one set of weights does than another on the same items.
public struct PairedGain: Sendable, Hashable, Codable {
  /// The share of right items before.
  public var before: Double
  /// The share of right items after.
  public var after: Double
  /// After less before, with its interval; groups and not items count as independent.
  public var difference: Interval

  /// One judged item.
  public struct Item: Sendable, Hashable, Codable {
    /// Names the item; the same before and after.
    public var id: String
    /// The question's hash.
    public var group: String
    /// Whether every order of it was judged right.
    public var isCorrect: Bool

    public init(id: String, group: String, isCorrect: Bool) {
      self.id = id
      self.group = group
      self.isCorrect = isCorrect
    }
  }

  /// Compares item by item.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` where the items differ, and a
  ///   `StatisticsError` where there are fewer than two groups.
  public init(before: [Item], after: [Item], level: Double = 0.95) throws {
    guard before.map(\.id) == after.map(\.id) else {
      throw AssayError(
        .invalidArgument, "The items before and after are not the same.",
        advice: "Judge the same examples in the same order.")
    }
    func share(_ items: [Item]) -> Double {
      Double(items.count { $0.isCorrect }) / Double(max(1, items.count))
    }
    let gains = zip(before, after).map { old, new -> Double in
      (new.isCorrect ? 1 : 0) - (old.isCorrect ? 1 : 0)
    }
    self.before = share(before)
    self.after = share(after)
    difference = try ClusteredMean(gains, clusters: Clusters(before.map(\.group)))
      .interval(level: level)
  }
}
