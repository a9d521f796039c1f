// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// k-means on random batches (Sculley 2010): a centre is the mean of all rows it ever drew.
struct MiniBatch {
  var size: Int
  var limit: Int
  var tolerance: Double
  var generator: SeededGenerator

  /// How many batches in a row must leave the centres at rest.
  static let patience = 5

  /// Moves the centres batch by batch.
  ///
  /// A batch is drawn with replacement; a centre that draws no row stays where it is.
  func run(
    _ rows: EmbeddingRows, from start: [[Float]], tasks: Int
  ) async throws -> (centers: [[Float]], batches: Int, converged: Bool) {
    var generator = generator
    var total = ClusterSums(clusters: start.count, width: rows.width)
    var centers = start
    var calm = 0
    for batch in 1...limit {
      let drawn = (0..<max(size, 1)).map { _ in generator.below(rows.count) }
      total.add(try await sums(rows.selecting(drawn), centers: centers, tasks: tasks))
      let moved = total.means(orElse: centers)
      var shift = 0.0
      for (old, new) in zip(centers, moved) {
        for (x, y) in zip(old, new) { shift += Double(x - y) * Double(x - y) }
      }
      centers = moved
      calm = shift <= tolerance * total.componentVariance ? calm + 1 : 0
      if calm == Self.patience { return (centers, batch, true) }
    }
    return (centers, limit, false)
  }

  private func sums(
    _ rows: EmbeddingRows, centers: [[Float]], tasks: Int
  ) async throws -> ClusterSums {
    let table = Centers(centers)
    let parts = try await RowBlocks(count: rows.count).map(tasks: tasks) { _, range in
      var part = ClusterSums(clusters: table.count, width: table.width)
      rows.withPointers { pointers in
        table.assign(pointers, range) { position, label, _ in
          part.add(pointers[position], to: label)
        }
      }
      return part
    }
    return parts.reduce(into: ClusterSums(clusters: table.count, width: table.width)) {
      $0.add($1)
    }
  }
}
