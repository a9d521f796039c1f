// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// How well rows lie in their clusters: the average silhouette (Rousseeuw 1987; R3 §3.2.2, eq. 5).
///
/// The silhouette of a row is (b - a) / max(a, b), where a is the mean distance to the other rows
/// of its cluster and b the smallest mean distance to the rows of another. A row alone in its
/// cluster has 0. The paper does not say which distance it means; its released code takes the
/// Euclidean on a sample. Here the cosine distance is the default, because it is exact for any
/// number of rows: the mean cosine distance to a cluster follows from the cluster's mean.
public enum Silhouette {
  /// The distance that silhouettes are made of.
  public enum Distance: String, Sendable, Hashable, Codable {
    /// One minus the cosine; exact in one pass over the rows.
    case cosine
    /// The length of the difference; every pair of rows is looked at.
    case euclidean
  }

  /// The average by cosine distance over all rows, exact, in O(n k d).
  ///
  /// - Parameters:
  ///   - labels: The cluster of every position, counted from 0.
  ///   - tasks: How many tasks work side by side; the result does not depend on it.
  /// - Returns: The average, or `nil` where fewer than two clusters have rows.
  public static func cosine(
    _ rows: EmbeddingRows, labels: [Int32],
    tasks: Int = ProcessInfo.processInfo.activeProcessorCount
  ) async throws -> Double? {
    try check(rows, labels)
    let clusters = Int(labels.max() ?? -1) + 1
    let blocks = RowBlocks(count: rows.count)
    let parts = try await blocks.map(tasks: tasks) { _, range in
      var part = ClusterSums(clusters: clusters, width: rows.width)
      rows.withPointers { pointers in
        for position in range { part.add(pointers[position], to: Int(labels[position])) }
      }
      return part
    }
    var sums = ClusterSums(clusters: clusters, width: rows.width)
    for part in parts { sums.add(part) }
    let counts = sums.counts
    guard counts.count(where: { $0 > 0 }) > 1 else { return nil }
    let zero = [Float](repeating: 0, count: rows.width)
    let means = sums.means(orElse: Array(repeating: zero, count: clusters)).flatMap { $0 }
    let totals = try await blocks.map(tasks: tasks) { _, range in
      var total = 0.0
      rows.withPointers { pointers in
        means.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          DotKernel.products(pointers, range, centers: base, count: clusters) {
            position, products in
            total += value(
              counts: counts, own: Int(labels[position]),
              sum: { Double(counts[$0]) * (1 - Double(products[$0])) })
          }
        }
      }
      return total
    }
    return totals.reduce(0, +) / Double(rows.count)
  }

  /// The average by Euclidean distance.
  ///
  /// - Parameters:
  ///   - labels: The cluster of every position, counted from 0.
  ///   - sample: How many rows are drawn at random, without replacement, to stand for all; the
  ///     silhouette is then that of the sample alone. `nil` takes every row, at O(n² d).
  ///   - seed: The seed of the sample.
  /// - Returns: The average, or `nil` where fewer than two clusters have rows.
  public static func euclidean(
    _ rows: EmbeddingRows, labels: [Int32], sample: Int? = 5000, seed: UInt64 = 0,
    tasks: Int = ProcessInfo.processInfo.activeProcessorCount
  ) async throws -> Double? {
    try check(rows, labels)
    if let sample, sample < rows.count {
      var generator = SeededGenerator(seed: seed, stream: "silhouette/sample")
      let positions = generator.shuffled(0..<rows.count).prefix(max(sample, 0)).sorted()
      return try await euclidean(
        rows.selecting(positions), labels: positions.map { labels[$0] }, sample: nil, tasks: tasks)
    }
    let clusters = Int(labels.max() ?? -1) + 1
    var counts = [Int](repeating: 0, count: clusters)
    for label in labels { counts[Int(label)] += 1 }
    guard counts.count(where: { $0 > 0 }) > 1 else { return nil }
    let sizes = counts
    let totals = try await RowBlocks(count: rows.count).map(tasks: tasks) { _, range in
      rows.withPointers { pointers in
        var total = 0.0
        for position in range {
          var sums = [Double](repeating: 0, count: clusters)
          for other in labels.indices where other != position {
            let square = DotKernel.squaredDistance(
              pointers[position], pointers[other], width: rows.width)
            sums[Int(labels[other])] += Double(square).squareRoot()
          }
          total += value(counts: sizes, own: Int(labels[position]), sum: { sums[$0] })
        }
        return total
      }
    }
    return totals.reduce(0, +) / Double(rows.count)
  }

  /// The silhouette of one row from the sums of its distances to every cluster.
  private static func value(counts: [Int], own: Int, sum: (Int) -> Double) -> Double {
    guard counts[own] > 1 else { return 0 }
    let inside = sum(own) / Double(counts[own] - 1)
    var outside = Double.infinity
    for cluster in counts.indices where cluster != own && counts[cluster] > 0 {
      outside = min(outside, sum(cluster) / Double(counts[cluster]))
    }
    let larger = max(inside, outside)
    return larger > 0 ? (outside - inside) / larger : 0
  }

  private static func check(_ rows: EmbeddingRows, _ labels: [Int32]) throws {
    guard labels.count == rows.count, labels.allSatisfy({ $0 >= 0 }) else {
      throw AssayError(
        .invalidArgument, "There must be one label, 0 or more, for every row.",
        advice: "Hand over the labels of the clustering of the same rows.")
    }
  }
}
