// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension KMeans {
  /// First centres by greedy k-means++: every next centre is the best of 2 + ln k rows drawn by
  /// their squared distance to the centres so far (Arthur and Vassilvitskii 2007, §5).
  ///
  /// Where all remaining rows equal a centre, rows are drawn evenly.
  ///
  /// - Returns: Copies of `clusters` rows.
  public func initialCenters(_ rows: EmbeddingRows) async throws -> [[Float]] {
    var generator = SeededGenerator(seed: seed, stream: "k-means/centers")
    let trials = 2 + Int(log(Double(max(clusters, 1))))
    var chosen = [generator.below(rows.count)]
    var state = try await distances(rows, to: chosen, before: nil)[0]
    while chosen.count < clusters {
      let candidates = (0..<trials).map { _ in state.draw(&generator, of: rows.count) }
      let tried = try await distances(rows, to: candidates, before: state)
      let totals = tried.map(\.total)
      guard let best = totals.indices.min(by: { totals[$0] < totals[$1] }) else { break }
      chosen.append(candidates[best])
      state = tried[best]
    }
    return chosen.map { rows.matrix[rows.row(at: $0)] }
  }

  /// The squared distances of all rows to the nearest centre, block by block.
  private struct Nearest: Sendable {
    var blocks: [[Float]]
    var sums: [Double]
    var total: Double

    /// A position drawn in proportion to its squared distance.
    func draw(_ generator: inout SeededGenerator, of count: Int) -> Int {
      guard total > 0 else { return generator.below(count) }
      var left = generator.unit() * total
      var position = 0
      var last = 0
      for (block, sum) in zip(blocks, sums) {
        if left >= sum {
          left -= sum
        } else {
          for (offset, distance) in block.enumerated() where distance > 0 {
            left -= Double(distance)
            last = position + offset
            if left < 0 { return last }
          }
        }
        position += block.count
      }
      // Rounding may leave a crumb after the last row.
      return last
    }
  }

  /// What `before` becomes with each of the candidates as one more centre.
  private func distances(
    _ rows: EmbeddingRows, to candidates: [Int], before: Nearest?
  ) async throws -> [Nearest] {
    let centers = candidates.flatMap { rows.matrix[rows.row(at: $0)] }
    let count = candidates.count
    let results = try await RowBlocks(count: rows.count).map(tasks: tasks) { block, range in
      let known = before?.blocks[block]
      var nearest = Array(repeating: [Float](repeating: 0, count: range.count), count: count)
      var sums = [Double](repeating: 0, count: count)
      rows.withPointers { pointers in
        centers.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          DotKernel.products(pointers, range, centers: base, count: count) { position, products in
            let offset = position - range.lowerBound
            for candidate in 0..<count {
              let distance = min(
                known?[offset] ?? .infinity, max(0, 2 - 2 * products[candidate]))
              nearest[candidate][offset] = distance
              sums[candidate] += Double(distance)
            }
          }
        }
      }
      return (nearest: nearest, sums: sums)
    }
    return (0..<count).map { candidate in
      let sums = results.map { $0.sums[candidate] }
      return Nearest(
        blocks: results.map { $0.nearest[candidate] }, sums: sums, total: sums.reduce(0, +))
    }
  }
}
