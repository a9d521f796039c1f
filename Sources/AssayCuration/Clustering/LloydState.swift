// SPDX-License-Identifier: Apache-2.0

/// Lloyd's iterations over one set of rows: assign every row, move every centre, until it rests.
///
/// Sums follow the rows that changed their cluster, so that late iterations cost little more than
/// the assignment.
struct LloydState {
  let rows: EmbeddingRows
  let blocks: RowBlocks
  let tasks: Int
  private var centers: [[Float]]
  private var labels: [[Int32]]
  private var sums: ClusterSums

  init(rows: EmbeddingRows, centers: [[Float]], tasks: Int) {
    self.rows = rows
    self.centers = centers
    self.tasks = tasks
    blocks = RowBlocks(count: rows.count)
    let cut = blocks
    labels = (0..<cut.blocks).map { Array(repeating: -1, count: cut.range($0).count) }
    sums = ClusterSums(clusters: centers.count, width: rows.width)
  }

  /// Iterates until no label changes, or centres move less than the tolerance, or the limit.
  mutating func run(limit: Int, tolerance: Double) async throws -> Clustering {
    var allowed: Double?
    for iteration in 1...limit {
      let changed = try await assign()
      // Nothing moved: the centres are the means of these labels already.
      if changed == 0, iteration > 1 {
        return try await summary(iterations: iteration, converged: true)
      }
      let moved = try await movedCenters()
      let shift = Self.shift(from: centers, to: moved)
      centers = moved
      let rest = allowed ?? tolerance * sums.componentVariance
      allowed = rest
      if shift <= rest { return try await finish(iterations: iteration, converged: true) }
    }
    return try await finish(iterations: limit, converged: false)
  }

  /// Assigns the rows to the centres as they are, a last time.
  mutating func finish(iterations: Int, converged: Bool) async throws -> Clustering {
    _ = try await assign()
    return try await summary(iterations: iterations, converged: converged)
  }

  private func summary(iterations: Int, converged: Bool) async throws -> Clustering {
    let inertia = try await distances { $0.reduce(0, +) }.reduce(0, +)
    return Clustering(
      labels: labels.flatMap { $0 }, centroids: sums.means(orElse: centers), sizes: sums.counts,
      inertia: inertia, iterations: iterations, converged: converged)
  }

  /// Assigns every row to its nearest centre.
  ///
  /// - Returns: How many rows changed their cluster.
  private mutating func assign() async throws -> Int {
    let table = Centers(centers)
    let before = labels
    let rows = rows
    let results = try await blocks.map(tasks: tasks) { block, range in
      var labels = before[block]
      var changed = 0
      var delta: ClusterSums?
      rows.withPointers { pointers in
        table.assign(pointers, range) { position, label, _ in
          let old = Int(labels[position - range.lowerBound])
          guard old != label else { return }
          labels[position - range.lowerBound] = Int32(label)
          changed += 1
          if delta == nil { delta = ClusterSums(clusters: table.count, width: table.width) }
          delta?.add(pointers[position], to: label)
          if old >= 0 { delta?.add(pointers[position], to: old, sign: -1) }
        }
      }
      return (labels: labels, changed: changed, delta: delta)
    }
    for result in results {
      if let delta = result.delta { sums.add(delta) }
    }
    labels = results.map(\.labels)
    return results.reduce(0) { $0 + $1.changed }
  }

  /// The means of the clusters; an empty cluster takes the row that is farthest from its centre.
  private func movedCenters() async throws -> [[Float]] {
    let empty = sums.counts.indices.filter { sums.counts[$0] == 0 }
    guard !empty.isEmpty else { return sums.means(orElse: centers) }
    let distances = try await distances { $0 }.flatMap { $0 }
    let labels = labels.flatMap { $0 }
    let farthest = distances.indices.sorted {
      (-distances[$0], $0) < (-distances[$1], $1)
    }
    var moved = sums
    for (cluster, position) in zip(empty, farthest) where distances[position] > 0 {
      rows.withPointers { pointers in
        moved.add(pointers[position], to: Int(labels[position]), sign: -1)
        moved.add(pointers[position], to: cluster)
      }
    }
    return moved.means(orElse: centers)
  }

  /// Something made of the squared distances of a block's rows to their centres, by block.
  private func distances<Result: Sendable>(
    _ body: @escaping @Sendable ([Double]) -> Result
  ) async throws -> [Result] {
    let table = Centers(centers)
    let labels = labels
    let rows = rows
    return try await blocks.map(tasks: tasks) { block, range in
      body(
        rows.withPointers { pointers in
          table.values.withUnsafeBufferPointer { values in
            zip(range, labels[block]).map { position, label in
              guard let base = values.baseAddress else { return 0 }
              let product = DotKernel.product(
                pointers[position], base + Int(label) * table.width, width: table.width)
              return table.squaredDistance(product, to: Int(label))
            }
          }
        })
    }
  }

  private static func shift(from old: [[Float]], to new: [[Float]]) -> Double {
    zip(old, new).reduce(0) { total, pair in
      zip(pair.0, pair.1).reduce(total) { sum, values in
        let difference = Double(values.0) - Double(values.1)
        return sum + difference * difference
      }
    }
  }
}
