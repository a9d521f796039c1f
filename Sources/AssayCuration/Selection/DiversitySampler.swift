// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Chooses a small, diverse part of many sources, as R3 does (§3.2.2).
///
/// For each source, and inside it for each labelled sub-category: one of each set of binary twins
/// stays; rows are clustered by k-means for every k of `clusterCounts`, and the k with the largest
/// average silhouette is taken, the smallest of equals; clusters with fewer than
/// `minimumPerCluster` rows join the cluster with the nearest centre, smallest first; the quota is
/// divided among clusters by their sizes, each getting at least the minimum; in each cluster a
/// quarter is nearest the centroid and the others have the largest marginal relevance.
///
/// Only numbers of clusters that leave every cluster its minimum of the quota are tried. Where that
/// is none, the stratum is one cluster. The result depends on the rows, the frame, the options and
/// the seed; never on the number of tasks.
public struct DiversitySampler: Sendable {
  /// How many rows each source is to give.
  public enum Quota: Sendable, Hashable {
    /// So many in all, divided by the sizes of the sources without twins.
    case total(Int)
    /// So many of each source named, and none of the others.
    case bySource([String: Int])
  }

  public var quota: Quota
  public var seed: UInt64
  /// The numbers of clusters that are tried; R3 has 3 to 10.
  public var clusterCounts = 3...10
  /// The least rows that a cluster gives, and that it has.
  public var minimumPerCluster = 10
  /// How rows are chosen inside a cluster.
  public var relevance = MarginalRelevance()
  /// Strata with more rows than this are clustered by batches; silhouettes stay exact.
  public var exactLimit = 500_000
  /// How many tasks work side by side.
  public var tasks = ProcessInfo.processInfo.activeProcessorCount

  static let batchSize = 8192

  public init(quota: Quota, seed: UInt64) {
    self.quota = quota
    self.seed = seed
  }

  /// Chooses rows.
  ///
  /// - Throws: An `AssayError` where frame and matrix have different numbers of rows or an option
  ///   makes no sense; a `CancellationError`.
  public func sample(
    _ matrix: EmbeddingMatrix, _ frame: SamplingFrame
  ) async throws -> DiversitySelection {
    guard frame.count == matrix.count else {
      throw AssayError(
        .invalidArgument, "The frame has \(frame.count) rows, the matrix \(matrix.count).",
        advice: "Add a row to the frame for every vector that was kept.")
    }
    guard clusterCounts.lowerBound > 1, minimumPerCluster > 0 else {
      throw AssayError(
        .invalidArgument, "Sampling needs two clusters or more and a minimum of one row or more.",
        advice: "R3 has 3 to 10 clusters and a minimum of 10.")
    }
    let (rows, twins) = frame.withoutTwins(seed: seed)
    let quotas = quotas(frame, sizes: rows.map(\.count))
    var candidates = [Int](repeating: 0, count: frame.strata.count)
    for stratum in frame.stratumOfRow { candidates[Int(stratum)] += 1 }
    var selection = DiversitySelection(
      choices: [], twins: twins, clusters: Array(repeating: -1, count: frame.count),
      report: DiversityReport(strata: []))
    for (index, stratum) in frame.strata.enumerated() {
      let work = StratumSampling(
        sampler: self, rows: EmbeddingRows(matrix, rows: rows[index]), quota: quotas[index],
        seed: StableHash.seed(seed, "\(stratum.source)/\(stratum.category)"))
      let result = try await work.run()
      for (row, label) in zip(rows[index], result.labels) { selection.clusters[row] = label }
      for (cluster, picks) in result.picks.enumerated() {
        for (rank, pick) in picks.enumerated() {
          selection.choices.append(
            DiversitySelection.Choice(
              row: rows[index][pick.position], stratum: index, cluster: cluster, rank: rank,
              reason: pick.reason, relevance: pick.relevance, score: pick.score))
        }
      }
      selection.report.strata.append(
        DiversityReport.Stratum(
          source: stratum.source, category: stratum.category, candidates: candidates[index],
          twins: candidates[index] - rows[index].count, quota: quotas[index],
          method: result.method, trials: result.trials, k: result.k, merged: result.merged,
          clusters: result.clusters))
    }
    selection.choices.sort { $0.row < $1.row }
    return selection
  }

  /// The quota of every stratum: first among sources, then inside each by size.
  func quotas(_ frame: SamplingFrame, sizes: [Int]) -> [Int] {
    var sources: [String] = []
    var members: [String: [Int]] = [:]
    for (index, stratum) in frame.strata.enumerated() {
      if members[stratum.source] == nil { sources.append(stratum.source) }
      members[stratum.source, default: []].append(index)
    }
    let totals = sources.map { (members[$0] ?? []).reduce(0) { $0 + sizes[$1] } }
    let shares: [Int] =
      switch quota {
      case .total(let total):
        Apportionment.shares(of: total, weights: totals.map(Double.init), capacities: totals)
      case .bySource(let named): zip(sources, totals).map { min(max(named[$0] ?? 0, 0), $1) }
      }
    var result = [Int](repeating: 0, count: frame.strata.count)
    for (source, share) in zip(sources, shares) {
      let own = members[source] ?? []
      let parts = Apportionment.shares(
        of: share, weights: own.map { Double(sizes[$0]) }, capacities: own.map { sizes[$0] })
      for (index, part) in zip(own, parts) { result[index] = part }
    }
    return result
  }
}
