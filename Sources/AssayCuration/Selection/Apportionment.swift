// SPDX-License-Identifier: Apache-2.0

/// Divides a whole number in proportion to weights (the largest-remainder method of Hamilton).
public enum Apportionment {
  /// Shares that add up to `total`, or to all capacities where these are less.
  ///
  /// Every share is first the weight times one common factor, held between `minimum` and the
  /// capacity; the factor is the one that makes these add up. Then the shares are rounded down and
  /// what is left goes, one by one, to the largest fractions; of equal fractions to the first.
  ///
  /// - Parameters:
  ///   - weights: None negative. Those of weight 0 get the minimum.
  ///   - capacities: The most that each may get.
  ///   - minimum: The least that each gets, as far as its capacity goes; where the total does not
  ///     reach for all minimums there is none.
  public static func shares(
    of total: Int, weights: [Double], capacities: [Int], minimum: Int = 0
  ) -> [Int] {
    precondition(weights.count == capacities.count, "one capacity a weight")
    let most = capacities.map { max($0, 0) }
    let total = min(max(total, 0), most.reduce(0, +))
    var least = most.map { min($0, max(minimum, 0)) }
    if least.reduce(0, +) > total { least = most.map { _ in 0 } }
    let ideal = held(weights: weights, least: least, most: most, total: Double(total))
    // A hair is added so that a whole number reached from below counts as itself.
    var shares = ideal.indices.map { min(Int(ideal[$0] + 1e-9), most[$0]) }
    let fractions = ideal.indices.map { ((ideal[$0] - Double(shares[$0])) * 1e9).rounded() }
    let order = ideal.indices.sorted { (-fractions[$0], $0) < (-fractions[$1], $1) }
    var left = total - shares.reduce(0, +)
    while left > 0 {
      for index in order where left > 0 && shares[index] < most[index] {
        shares[index] += 1
        left -= 1
      }
    }
    return shares
  }

  /// Weights times a factor, held between bounds, with the factor that makes them add up.
  private static func held(
    weights: [Double], least: [Int], most: [Int], total: Double
  ) -> [Double] {
    func shares(_ factor: Double) -> [Double] {
      weights.indices.map { min(max(weights[$0] * factor, Double(least[$0])), Double(most[$0])) }
    }
    var low = 0.0
    var high = 1.0
    var doublings = 0
    // Weights of zero may leave less than the total whatever the factor.
    while doublings < 200, shares(high).reduce(0, +) < total {
      high *= 2
      doublings += 1
    }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if shares(middle).reduce(0, +) < total { low = middle } else { high = middle }
    }
    return shares(high)
  }
}
