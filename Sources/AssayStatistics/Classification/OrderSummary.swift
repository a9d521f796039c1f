// SPDX-License-Identifier: Apache-2.0

/// How right, and how steady, a judge is on pairs that it saw in both orders.
///
/// Accuracies count a verdict that could not be read as wrong. Rates that need two readable, or two
/// decisive, verdicts are over those, and `nil` where there are none.
public struct OrderSummary: Sendable, Hashable, Codable {
  /// The share of pairs with both verdicts right; a coin in each order reaches 0.25.
  public var consistentAccuracy: Interval
  /// The share right with the responses shown as given.
  public var asGivenAccuracy: Interval
  /// The share right with the responses shown the other way round.
  public var swappedAccuracy: Interval
  /// The mean of the two accuracies.
  public var meanAccuracy: Interval
  /// The share of pairs, of those with two readable verdicts, where the verdicts differ.
  public var flipRate: Interval?
  /// The share of decisive verdicts that name the response shown first; 0.5 is no lean.
  public var firstPositionShare: Interval?
  /// The number of pairs.
  public var count: Int
  /// The number of verdicts that are ties, of two a pair.
  public var ties: Int
  /// The number of verdicts that could not be read, of two a pair.
  public var unscored: Int

  /// How far the judge leans to the first position: the share less one half, from -0.5 to 0.5.
  public var firstPositionLean: Interval? {
    guard var lean = firstPositionShare else { return nil }
    lean.estimate -= 0.5
    lean.lower -= 0.5
    lean.upper -= 0.5
    return lean
  }

  /// Summarises pairs.
  ///
  /// Shares of independent pairs have Wilson intervals; where `clusters` join pairs, and for the
  /// rates that take two verdicts of a pair, the bootstrap draws whole clusters or pairs.
  public init(
    _ pairs: [OrderPair], clusters: Clusters? = nil, bootstrap: Bootstrap
  ) throws(StatisticsError) {
    try Check.notEmpty(pairs.count, "pairs")
    let clusters = try Clusters.resolve(clusters, itemCount: pairs.count)
    let right = pairs.map { $0.asGiven == $0.gold }
    let rightSwapped = pairs.map { $0.swapped == $0.gold }
    consistentAccuracy = try bootstrap.share(pairs.map(\.isConsistentlyCorrect), clusters: clusters)
    asGivenAccuracy = try bootstrap.share(right, clusters: clusters)
    swappedAccuracy = try bootstrap.share(rightSwapped, clusters: clusters)
    meanAccuracy = try bootstrap.share(
      zip(right, rightSwapped).map { ($0 ? 1 : 0) + ($1 ? 1 : 0) },
      of: [Int](repeating: 2, count: pairs.count), clusters: clusters)
    flipRate = try Self.flips(pairs, clusters, bootstrap)
    firstPositionShare = try Self.positions(pairs, clusters, bootstrap)
    count = pairs.count
    ties = pairs.reduce(0) { $0 + ($1.asGiven == .tie ? 1 : 0) + ($1.swapped == .tie ? 1 : 0) }
    unscored = pairs.reduce(0) { $0 + ($1.asGiven == nil ? 1 : 0) + ($1.swapped == nil ? 1 : 0) }
  }

  private static func flips(
    _ pairs: [OrderPair], _ clusters: Clusters, _ bootstrap: Bootstrap
  ) throws(StatisticsError) -> Interval? {
    let readable = pairs.indices.filter { pairs[$0].isFlipped != nil }
    guard !readable.isEmpty else { return nil }
    return try bootstrap.share(
      readable.map { pairs[$0].isFlipped == true },
      clusters: Clusters(readable.map { clusters.assignment[$0] }))
  }

  private static func positions(
    _ pairs: [OrderPair], _ clusters: Clusters, _ bootstrap: Bootstrap
  ) throws(StatisticsError) -> Interval? {
    let decisive = pairs.indices.filter { pairs[$0].decisiveVerdicts > 0 }
    guard !decisive.isEmpty else { return nil }
    return try bootstrap.share(
      decisive.map { pairs[$0].firstShownChoices },
      of: decisive.map { pairs[$0].decisiveVerdicts },
      clusters: Clusters(decisive.map { clusters.assignment[$0] }))
  }
}
