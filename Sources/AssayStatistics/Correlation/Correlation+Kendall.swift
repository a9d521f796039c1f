// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Correlation {
  /// Kendall's tau-b, which allows for ties, in O(n log n) (Knight 1966).
  ///
  /// The p-value is exact without ties for up to 33 pairs or at most one pair out of order, and
  /// else comes from the normal approximation with the variance for ties (Kendall 1970).
  /// Infinities are allowed, being ordered. Throws `undefined` where one list is constant.
  ///
  /// Takes about 44 bytes a pair while it runs.
  public static func kendallTauB(
    _ x: [Double], _ y: [Double]
  ) throws(StatisticsError) -> Correlation {
    try checkPairs(x, y)
    try Check.noNaN(x, "x")
    try Check.noNaN(y, "y")
    let pairs = KendallPairs(x, y)
    let total = pairs.total
    guard pairs.xTies.pairs < total, pairs.yTies.pairs < total else {
      throw constant("Kendall's tau")
    }
    let surplus = Double(pairs.concordantLessDiscordant)
    let coefficient =
      surplus / Double(total - pairs.xTies.pairs).squareRoot()
      / Double(total - pairs.yTies.pairs).squareRoot()
    return Correlation(
      coefficient: max(-1, min(1, coefficient)), pValue: pairs.pValue, count: x.count)
  }
}

/// Sums over the groups of equal values in a list.
struct TieSums {
  /// The number of pairs of equal values.
  var pairs = 0
  /// Sum of t (t - 1) (t - 2) over groups of t equal values.
  var triples = 0.0
  /// Sum of t (t - 1) (2 t + 5) over groups of t equal values.
  var variance = 0.0

  @inline(__always)
  mutating func add(group size: Int) {
    guard size > 1 else { return }
    let t = Double(size)
    pairs += size * (size - 1) / 2
    triples += t * (t - 1) * (t - 2)
    variance += t * (t - 1) * (2 * t + 5)
  }
}

/// The counts of pairs of pairs behind Kendall's tau.
struct KendallPairs {
  let count: Int
  private(set) var discordant = 0
  private(set) var xTies = TieSums()
  private(set) var yTies = TieSums()
  private(set) var jointTies = TieSums()

  var total: Int { count * (count - 1) / 2 }

  var concordantLessDiscordant: Int {
    total - xTies.pairs - yTies.pairs + jointTies.pairs - 2 * discordant
  }

  /// Counts; the lists are of one length, which fits 32 bits, and hold no NaN.
  init(_ x: [Double], _ y: [Double]) {
    count = x.count
    // keys, keys of x by y, two words of scratch; then 32-bit order, ranks and sequence.
    let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 4 * count)
    let halves = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 3 * count)
    defer {
      words.deallocate()
      halves.deallocate()
    }
    let keys = UnsafeMutableBufferPointer(rebasing: words[0..<count])
    let xKeys = UnsafeMutableBufferPointer(rebasing: words[count..<2 * count])
    let scratch = UnsafeMutableBufferPointer(rebasing: words[2 * count..<4 * count])
    let order = UnsafeMutableBufferPointer(rebasing: halves[0..<count])
    let ranks = UnsafeMutableBufferPointer(rebasing: halves[count..<2 * count])
    let sequence = UnsafeMutableBufferPointer(rebasing: halves[2 * count..<3 * count])

    for index in 0..<count { keys[index] = RadixOrder.key(y[index]) }
    RadixOrder.sort(UnsafeBufferPointer(keys), scratch: scratch, into: order)
    rankInOrder(keys, order, into: ranks)
    x.withUnsafeBufferPointer { x in
      for place in 0..<count { xKeys[place] = RadixOrder.key(x[Int(order[place])]) }
    }
    RadixOrder.sort(UnsafeBufferPointer(xKeys), scratch: scratch, into: order)
    arrange(xKeys, order, ranks, into: sequence)
    discordant = InversionCount.count(sequence, spare: ranks)
  }

  /// Gives every place in the order of y the number of smaller values, and counts ties in y.
  private mutating func rankInOrder(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ order: UnsafeMutableBufferPointer<UInt32>,
    into ranks: UnsafeMutableBufferPointer<UInt32>
  ) {
    var start = 0
    var previous: UInt64 = 0
    for place in 0..<count {
      let key = keys[Int(order[place])]
      if key != previous || place == 0 {
        yTies.add(group: place - start)
        start = place
        previous = key
      }
      ranks[place] = UInt32(truncatingIfNeeded: start)
    }
    yTies.add(group: count - start)
  }

  /// Lists the ranks of y in the order of x and then y, and counts ties in x and in both.
  private mutating func arrange(
    _ xKeys: UnsafeMutableBufferPointer<UInt64>, _ order: UnsafeMutableBufferPointer<UInt32>,
    _ ranks: UnsafeMutableBufferPointer<UInt32>,
    into sequence: UnsafeMutableBufferPointer<UInt32>
  ) {
    var (start, jointStart) = (0, 0)
    var previous = xKeys[Int(order[0])]
    var previousRank = ranks[Int(order[0])]
    for place in 0..<count {
      let position = Int(order[place])
      let key = xKeys[position]
      let rank = ranks[position]
      sequence[place] = rank
      if key != previous || rank != previousRank {
        jointTies.add(group: place - jointStart)
        jointStart = place
        previousRank = rank
        if key != previous {
          xTies.add(group: place - start)
          start = place
          previous = key
        }
      }
    }
    jointTies.add(group: count - jointStart)
    xTies.add(group: count - start)
  }
}

extension KendallPairs {
  /// The two-sided probability of a tau at least as far from 0.
  var pValue: Double {
    let hasTies = xTies.pairs > 0 || yTies.pairs > 0
    let fewer = min(discordant, total - discordant)
    if !hasTies, count <= 33 || fewer <= 1 { return exactP(fewer: fewer) }
    let n = Double(count)
    let m = n * (n - 1)
    let variance =
      (m * (2 * n + 5) - xTies.variance - yTies.variance) / 18
      + 2 * Double(xTies.pairs) * Double(yTies.pairs) / m
      + xTies.triples * yTies.triples / (9 * m * (n - 2))
    return NormalDistribution.twoSided(Double(concordantLessDiscordant) / variance.squareRoot())
  }

  /// Twice the share of orders with at most `fewer` pairs out of order (Kendall 1970, ch. 5).
  private func exactP(fewer: Int) -> Double {
    if count <= 2 || 4 * fewer == count * (count - 1) { return 1 }
    if fewer == 0 { return 2 * exp(-logGamma(Double(count) + 1)) }
    if fewer == 1 { return 2 * exp(-logGamma(Double(count))) }
    // shares[k]: the share of orders of j items with exactly k inversions.
    var shares = [Double](repeating: 0, count: fewer + 1)
    shares[0] = 1
    for items in 2...count {
      var running = 0.0
      var next = shares
      for k in 0...fewer {
        running += shares[k]
        if k >= items { running -= shares[k - items] }
        next[k] = running / Double(items)
      }
      shares = next
    }
    return min(1, 2 * shares.reduce(0, +))
  }
}
