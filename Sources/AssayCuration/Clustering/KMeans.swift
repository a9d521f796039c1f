// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Clusters rows around means (Lloyd 1982), begun by k-means++ (Arthur and Vassilvitskii 2007).
///
/// Distances are Euclidean; between rows of length 1 their square is twice the cosine distance.
/// Stopping, and what becomes of an empty cluster, follow scikit-learn's `KMeans`, so that from the
/// same first centres both end with the same labels. The result depends on the rows, the options
/// and the seed; never on the number of tasks.
public struct KMeans: Sendable {
  /// How means are found.
  public enum Variant: Sendable, Hashable {
    /// Every iteration assigns every row.
    case exact
    /// Every iteration assigns `size` rows drawn at random (Sculley 2010); for millions of rows.
    case minibatch(size: Int)
  }

  /// The number of clusters asked for.
  public var clusters: Int
  /// The seed of the first centres and of the batches.
  public var seed: UInt64
  /// How means are found.
  public var variant: Variant = .exact
  /// The most iterations over all rows, or the most batches.
  public var maximumIterations = 300
  /// How little centres must move to be done: the sum of their squared movements as a share of the
  /// mean variance of a component.
  public var tolerance = 1e-4
  /// How many tasks work side by side.
  public var tasks = ProcessInfo.processInfo.activeProcessorCount

  public init(clusters: Int, seed: UInt64) {
    self.clusters = clusters
    self.seed = seed
  }

  /// Clusters the rows from centres chosen by k-means++.
  ///
  /// Where fewer rows differ than there are clusters, some clusters stay empty.
  ///
  /// - Throws: An `AssayError` where there are fewer rows than clusters, or no cluster.
  public func fit(_ rows: EmbeddingRows) async throws -> Clustering {
    try check(rows)
    return try await fit(rows, from: try await initialCenters(rows))
  }

  /// Clusters the rows from given centres, one a cluster.
  ///
  /// - Throws: An `AssayError` where the centres do not fit the rows.
  public func fit(_ rows: EmbeddingRows, from centers: [[Float]]) async throws -> Clustering {
    try check(rows)
    guard centers.count == clusters, centers.allSatisfy({ $0.count == rows.width }) else {
      throw AssayError(
        .invalidArgument, "The first centres do not fit the rows or the number of clusters.",
        advice: "Give \(clusters) centres of \(rows.width) components.")
    }
    var state = LloydState(rows: rows, centers: centers, tasks: tasks)
    switch variant {
    case .exact: return try await state.run(limit: maximumIterations, tolerance: tolerance)
    case .minibatch(let size):
      let batches = MiniBatch(
        size: size, limit: maximumIterations, tolerance: tolerance,
        generator: SeededGenerator(seed: seed, stream: "k-means/batches"))
      let (moved, count, converged) = try await batches.run(rows, from: centers, tasks: tasks)
      state = LloydState(rows: rows, centers: moved, tasks: tasks)
      return try await state.finish(iterations: count, converged: converged)
    }
  }

  private func check(_ rows: EmbeddingRows) throws {
    guard clusters > 0, maximumIterations > 0, rows.width > 0 else {
      throw AssayError(
        .invalidArgument, "k-means needs at least one cluster, one iteration and one component.",
        advice: "Set clusters and maximumIterations to 1 or more.")
    }
    guard rows.count >= clusters else {
      throw AssayError(
        .invalidArgument, "\(rows.count) rows cannot be divided among \(clusters) clusters.",
        advice: "Ask for fewer clusters.")
    }
  }
}
