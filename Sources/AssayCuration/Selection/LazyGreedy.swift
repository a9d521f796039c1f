// SPDX-License-Identifier: Apache-2.0

/// The greedy choice by marginal relevance, looking again only at rows whose old score could win.
///
/// A row remembers with how many of the chosen rows it was compared and the largest product met. Its
/// score from that is at least its true score. Products are taken in 16-bit fixed point, whose
/// error is bounded, so that the largest one less the error is a bound as well. Only of a row that
/// would win by its bound are products taken in double precision, those that could be the largest;
/// from then on its maximum is exact. The choice is that of double precision throughout.
struct LazyGreedy {
  private let rows: RowPointers
  private let relevance: [Double]
  private let lambda: Double
  /// The largest product met, or a lower bound of it where `isExact` is false.
  private var largest: [Double]
  private var isExact: [Bool]
  private var seen: [Int32]
  private var heap: ScoreHeap
  private var chosen: [UnsafePointer<Float>]
  /// The chosen rows once more, and behind them all rows, or room for the one that is looked at.
  private let fixed: FixedPointRows
  private let room: Int
  private let holdsAll: Bool
  /// How many pairs of rows were compared so far.
  private(set) var comparisons = 0

  /// How many of the chosen rows a row is compared with before its score is looked at again.
  private static let stride = 8

  /// - Parameters:
  ///   - rows: Lent for as long as the value lives.
  ///   - relevance: The cosine of every position to the centroid.
  ///   - chosen: The positions chosen already, at least one.
  ///   - memory: Up to so many bytes all rows are kept in fixed point, so that none is converted
  ///     twice.
  init(
    rows: RowPointers, relevance: [Double], lambda: Double, capacity: Int, chosen: [Int],
    memory: Int
  ) {
    self.rows = rows
    self.relevance = relevance
    self.lambda = lambda
    let count = relevance.count
    largest = Array(repeating: -.infinity, count: count)
    isExact = Array(repeating: false, count: count)
    seen = Array(repeating: 0, count: count)
    self.chosen = chosen.map { rows[$0] }
    self.chosen.reserveCapacity(capacity)
    heap = ScoreHeap()
    room = max(capacity, chosen.count)
    holdsAll = FixedPointRows.byteCount(of: room + count, width: rows.width) <= memory
    fixed = FixedPointRows(capacity: room + (holdsAll ? count : 1), width: rows.width)
    for (place, row) in self.chosen.enumerated() { fixed.store(row, at: place) }
    var taken = Array(repeating: false, count: count)
    for position in chosen { taken[position] = true }
    var entries: [ScoreHeap.Entry] = []
    entries.reserveCapacity(count - chosen.count)
    // Memory is read in order here, and not in the order of scores.
    for position in relevance.indices where !taken[position] {
      if holdsAll { fixed.store(rows[position], at: room + position) }
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
        if isExact[position] {
          heap.removeTop()
          if chosen.count < room { fixed.store(rows[position], at: chosen.count) }
          chosen.append(rows[position])
          return (position, top.score)
        }
        makeExact(position)
        heap.replaceTop(with: ScoreHeap.Entry(score: score(position), position: top.position))
        continue
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

  /// Where the row stands in fixed point.
  private func place(of position: Int) -> Int {
    if holdsAll { return room + position }
    fixed.store(rows[position], at: room)
    return room
  }

  /// Compares a row with the chosen ones that it has not met, up to the `end`-th.
  private mutating func compare(_ position: Int, upTo end: Int) {
    let start = Int(seen[position])
    comparisons += end - start
    seen[position] = Int32(end)
    let place = place(of: position)
    var best = largest[position]
    for first in Swift.stride(from: start, to: end, by: 8) {
      let count = min(8, end - first)
      let products = fixed.products(place, first, count: count)
      if !isExact[position] {
        best = max(best, products.largest - fixed.errorBound)
      } else if products.largest + fixed.errorBound > best {
        for lane in 0..<count where products[lane] + fixed.errorBound > best {
          best = max(best, product(position, first + lane))
        }
      }
    }
    largest[position] = best
  }

  /// Finds the largest product with the chosen rows that the row has met.
  private mutating func makeExact(_ position: Int) {
    let end = Int(seen[position])
    comparisons += end
    let place = place(of: position)
    let bound = largest[position]
    var best = -Double.infinity
    for first in Swift.stride(from: 0, to: end, by: 8) {
      let count = min(8, end - first)
      let products = fixed.products(place, first, count: count)
      for lane in 0..<count where products[lane] + fixed.errorBound >= max(bound, best) {
        best = max(best, product(position, first + lane))
      }
    }
    largest[position] = best
    isExact[position] = true
  }

  /// The product with a chosen row in double precision.
  private func product(_ position: Int, _ index: Int) -> Double {
    DotKernel.preciseProduct(rows[position], chosen[index], width: rows.width)
  }
}
