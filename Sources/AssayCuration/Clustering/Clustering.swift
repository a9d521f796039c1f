// SPDX-License-Identifier: Apache-2.0

/// Rows divided among clusters.
public struct Clustering: Sendable, Hashable {
  /// The cluster of every position, counted from 0.
  public var labels: [Int32]
  /// The centre of every cluster: the mean of its rows, not of length 1.
  public var centroids: [[Float]]
  /// The number of rows in every cluster.
  public var sizes: [Int]
  /// The sum of the squared Euclidean distances of rows to the centres they were assigned to.
  public var inertia: Double
  /// How often all rows were assigned, or for the mini-batch variant the number of batches.
  public var iterations: Int
  /// Whether the work ended by itself, not by the limit of iterations.
  public var converged: Bool

  public init(
    labels: [Int32], centroids: [[Float]], sizes: [Int], inertia: Double, iterations: Int,
    converged: Bool
  ) {
    self.labels = labels
    self.centroids = centroids
    self.sizes = sizes
    self.inertia = inertia
    self.iterations = iterations
    self.converged = converged
  }

  /// The positions of every cluster, ascending.
  public var members: [[Int]] {
    var result = sizes.map { size -> [Int] in
      var members: [Int] = []
      members.reserveCapacity(size)
      return members
    }
    for (position, label) in labels.enumerated() { result[Int(label)].append(position) }
    return result
  }
}
