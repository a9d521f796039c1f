// SPDX-License-Identifier: Apache-2.0

/// Chooses rows of one cluster: some nearest its centroid, the others by maximal marginal relevance
/// (Carbonell and Goldstein 1998), as R3 §3.2.2 and equation 6 have it.
///
/// A quarter of the quota, rounded down, goes to the rows nearest the centroid q by Euclidean
/// distance. Then, one after the other, comes the row x with the largest
///
///     lambda * cos(x, q) - (1 - lambda) * max over the rows r chosen so far of cos(x, r)
///
/// where the maximum over no row is 0. The centroid is the mean of all rows of the cluster. All
/// comparisons are in double precision; of equal rows the one at the earlier position counts. The
/// quarter is of what is to be chosen: the paper's formula takes it of the whole cluster, its text
/// of the samples.
///
/// The greedy choice is exact but lazy (Minoux 1978): the maximum only grows while rows are chosen,
/// so that an old score is an upper bound, and a row whose old score cannot win is not looked at.
public struct MarginalRelevance: Sendable, Hashable {
  /// How much nearness to the centroid counts against likeness to what is chosen: 0 to 1.
  public var lambda: Double
  /// The share of the quota that goes to the rows nearest the centroid: 0 to 1.
  public var nearestShare: Double
  /// Up to so many bytes the rows of a cluster are held a second time, in 16 bits a component, while
  /// it is worked on. What is chosen does not depend on it.
  public var memory = 1 << 28

  public init(lambda: Double = 0.5, nearestShare: Double = 0.25) {
    precondition((0...1).contains(lambda) && (0...1).contains(nearestShare), "shares lie in 0...1")
    self.lambda = lambda
    self.nearestShare = nearestShare
  }

  /// Why a row was chosen.
  public enum Reason: String, Sendable, Hashable, Codable {
    /// It is one of the nearest to the centroid.
    case centroid
    /// It had the largest marginal relevance.
    case relevance = "mmr"
    /// Nothing had to be chosen: the quota covers all rows.
    case all
  }

  /// One row chosen.
  public struct Pick: Sendable, Hashable {
    /// Its position among the rows of the cluster.
    public var position: Int
    /// Why it was chosen.
    public var reason: Reason
    /// Its cosine to the centroid.
    public var relevance: Double
    /// Its marginal relevance when it was chosen; `nil` unless that was the reason.
    public var score: Double?
  }

  /// What was chosen, and what it cost.
  public struct Outcome: Sendable, Hashable {
    /// The rows in the order chosen.
    public var picks: [Pick]
    /// How many pairs of rows were compared; a greedy choice without shortcuts compares every
    /// remaining row with every chosen one.
    public var comparisons: Int
  }

  /// Chooses `count` rows, or all where there are fewer.
  ///
  /// - Throws: A `CancellationError` where the task was cancelled.
  public func choose(_ count: Int, of rows: EmbeddingRows) throws -> Outcome {
    let wanted = min(max(count, 0), rows.count)
    guard wanted > 0 else { return Outcome(picks: [], comparisons: 0) }
    let fit = CentroidFit(rows)
    var picks = fit.nearest(Int(nearestShare * Double(wanted))).map {
      Pick(position: $0, reason: .centroid, relevance: fit.relevance[$0], score: nil)
    }
    if picks.isEmpty { picks.append(first(fit)) }
    return try rows.withPointers { pointers in
      var greedy = LazyGreedy(
        rows: pointers, relevance: fit.relevance, lambda: lambda, capacity: wanted,
        chosen: picks.map(\.position), memory: memory)
      while picks.count < wanted, let (position, score) = greedy.next() {
        if picks.count % 64 == 0 { try Task.checkCancellation() }
        picks.append(
          Pick(
            position: position, reason: .relevance, relevance: fit.relevance[position],
            score: score))
      }
      return Outcome(picks: picks, comparisons: greedy.comparisons)
    }
  }

  /// The best row while nothing is chosen: the centroid alone decides.
  private func first(_ fit: CentroidFit) -> Pick {
    let scores = fit.relevance.map { lambda * $0 }
    var best = 0
    for position in scores.indices where scores[position] > scores[best] { best = position }
    return Pick(
      position: best, reason: .relevance, relevance: fit.relevance[best], score: scores[best])
  }
}
