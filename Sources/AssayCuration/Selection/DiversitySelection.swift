// SPDX-License-Identifier: Apache-2.0

/// The rows that diversity sampling chose, why, and what became of the others.
public struct DiversitySelection: Sendable, Hashable {
  /// One row chosen.
  public struct Choice: Sendable, Hashable, Codable {
    /// Its row in the matrix and the frame.
    public var row: Int
    /// The index of its stratum in the frame.
    public var stratum: Int
    /// The index of its cluster in the stratum's report.
    public var cluster: Int
    /// When it was chosen in its cluster, from 0.
    public var rank: Int
    /// Why it was chosen.
    public var reason: MarginalRelevance.Reason
    /// Its cosine to the centroid.
    public var relevance: Double
    /// Its marginal relevance when it was chosen; `nil` unless that was the reason.
    public var score: Double?
  }

  /// The rows chosen, ascending.
  public var choices: [Choice]
  /// For every row of the frame that was a twin, the row that stands for it.
  public var twins: [Int: Int]
  /// The cluster of every row in its stratum; -1 for twins and where nothing was clustered.
  public var clusters: [Int32]
  public var report: DiversityReport

  /// Why a row was not chosen, for the ledger; `nil` where it was.
  ///
  /// The reasons are `twin` and `not-selected`.
  ///
  /// - Precondition: The row lies in the frame.
  public func departure(ofRow row: Int) -> Departure? {
    if let kept = twins[row] {
      return Departure(filter: Self.name, reason: "twin", detail: "row \(kept) has its question")
    }
    if isChosen(row) { return nil }
    let cluster = clusters[row]
    return Departure(
      filter: Self.name, reason: "not-selected",
      detail: cluster < 0 ? "" : "cluster \(cluster)")
  }

  /// Whether a row was chosen, in O(log n).
  public func isChosen(_ row: Int) -> Bool {
    var low = 0
    var high = choices.count
    while low < high {
      let middle = (low + high) / 2
      if choices[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return low < choices.count && choices[low].row == row
  }

  static let name = "diversity-sampling"
}
