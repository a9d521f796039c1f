// SPDX-License-Identifier: Apache-2.0

/// McNemar's exact test of two judges on the same items: are they right equally often?
///
/// Only the items on which exactly one is right tell them apart; were the judges equal, each of
/// those would be a fair coin.
public struct McNemar: Sendable, Hashable, Codable {
  /// Items that only the first judge got right.
  public var onlyFirst: Int
  /// Items that only the second judge got right.
  public var onlySecond: Int
  /// The exact two-sided p-value; 1 where the judges never differ.
  public var pValue: Double
  /// The mid-p-value of Fagerland, Lydersen and Laake (2013), less conservative.
  public var midPValue: Double

  /// Tests from the two counts of items that exactly one judge got right.
  public init(onlyFirst: Int, onlySecond: Int) throws(StatisticsError) {
    for count in [onlyFirst, onlySecond] where !(0...Self.most).contains(count) {
      throw StatisticsError(.outOfRange, "\(count) items are not between 0 and \(Self.most).")
    }
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    let tosses = onlyFirst + onlySecond
    guard tosses > 0 else {
      pValue = 1
      midPValue = 1
      return
    }
    let fewer = min(onlyFirst, onlySecond)
    let point = FairCoin.probability(fewer, tosses: tosses)
    if onlyFirst == onlySecond {
      pValue = 1
      midPValue = 1 - point / 2
    } else {
      pValue = min(1, 2 * FairCoin.atMost(fewer, tosses: tosses))
      midPValue = max(0, pValue - point)
    }
  }

  /// More items than this would take minutes, and their probabilities lose digits.
  private static let most = 1_000_000_000

  /// Tests from what each judge got right, item by item.
  public init(_ first: [Bool], _ second: [Bool]) throws(StatisticsError) {
    try Check.sameCount(first.count, second.count, "The two judges' items")
    try Check.notEmpty(first.count, "items")
    let pairs = Array(zip(first, second))
    try self.init(
      onlyFirst: pairs.count { $0 && !$1 }, onlySecond: pairs.count { !$0 && $1 })
  }
}
