// SPDX-License-Identifier: Apache-2.0

/// The greedy choice by marginal relevance, looking again only at rows whose old score could win.
///
/// A row remembers with how many of the chosen rows it was compared and the largest product met. Its
/// score from that is at least its true score. Products are taken in single precision; only where
/// one could be a new maximum, by the bound of its rounding, is it taken again in double precision,
/// so that the maxima, and the choice, are those of double precision throughout.
struct LazyGreedy {
  private let rows: RowPointers
  private let relevance: [Double]
  private let lambda: Double
  private let slack: Double
  private var largest: [Double]
  private var seen: [Int32]
  private var heap: ScoreHeap
  private var chosen: [UnsafePointer<Float>]
  /// How many pairs of rows were compared so far.
  private(set) var comparisons = 0

  /// How many of the chosen rows a row is compared with before its score is looked at again.
  private static let stride = 8

  /// - Parameters:
  ///   - rows: Lent for as long as the value lives.
  ///   - relevance: The cosine of every position to the centroid.
  ///   - chosen: The positions chosen already, at least one.
  init(rows: RowPointers, relevance: [Double], lambda: Double, capacity: Int, chosen: [Int]) {
    self.rows = rows
    self.relevance = relevance
    self.lambda = lambda
    slack = DotKernel.errorBound(width: rows.width)
    largest = Array(repeating: -.infinity, count: relevance.count)
    seen = Array(repeating: 0, count: relevance.count)
    self.chosen = chosen.map { rows[$0] }
    self.chosen.reserveCapacity(capacity)
    heap = ScoreHeap()
    var taken = Array(repeating: false, count: relevance.count)
    for position in chosen { taken[position] = true }
    var entries: [ScoreHeap.Entry] = []
    entries.reserveCapacity(relevance.count - chosen.count)
    // Memory is read in order here, and not in the order of scores.
    for position in relevance.indices where !taken[position] {
      compare(position, upTo: min(Self.stride, chosen.count))
      entries.append(ScoreHeap.Entry(score: score(position), position: Int32(position)))
    }
    heap = ScoreHeap(entries)
  }

  /// Chooses one more row.
  ///
  /// - Returns: Its position and score, or `nil` where all are chosen.
  mutating func next() -> (position: Int, score: Double)? {
    while let top = heap.top {
      let position = Int(top.position)
      if Int(seen[position]) == chosen.count {
        heap.removeTop()
        chosen.append(rows[position])
        return (position, top.score)
      }
      let rival = heap.second?.score ?? -.infinity
      var current = top.score
      repeat {
        compare(position, upTo: min(Int(seen[position]) + Self.stride, chosen.count))
        current = score(position)
      } while Int(seen[position]) < chosen.count && current >= rival
      heap.replaceTop(with: ScoreHeap.Entry(score: current, position: top.position))
    }
    return nil
  }

  private func score(_ position: Int) -> Double {
    lambda * relevance[position] - (1 - lambda) * largest[position]
  }

  /// Compares a row with the chosen ones that it has not met, up to the `end`-th.
  private mutating func compare(_ position: Int, upTo end: Int) {
    let row = rows[position]
    let width = rows.width
    var index = Int(seen[position])
    comparisons += end - index
    var best = largest[position]
    func meet(_ product: Float, _ other: UnsafePointer<Float>) {
      if Double(product) + slack > best {
        best = max(best, DotKernel.preciseProduct(row, other, width: width))
      }
    }
    while index + 4 <= end {
      let others = (chosen[index], chosen[index + 1], chosen[index + 2], chosen[index + 3])
      let products = DotKernel.products(row, others, width: width)
      meet(products.0, others.0)
      meet(products.1, others.1)
      meet(products.2, others.2)
      meet(products.3, others.3)
      index += 4
    }
    while index < end {
      meet(DotKernel.product(row, chosen[index], width: width), chosen[index])
      index += 1
    }
    largest[position] = best
    seen[position] = Int32(end)
  }
}
