// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import Testing

@Suite struct ApportionmentTests {
  struct Case: Sendable {
    var total: Int
    var weights: [Double]
    var capacities: [Int]?
    var minimum = 0
    var shares: [Int]
  }

  @Test(arguments: [
    // A textbook election: remainders .70, .60 and .60 get the last three seats.
    Case(
      total: 10, weights: [47000, 16000, 15900, 12000, 6000, 3100], capacities: nil,
      shares: [5, 2, 1, 1, 1, 0]),
    Case(total: 10, weights: [1, 1, 1], capacities: nil, shares: [4, 3, 3]),
    Case(total: 6, weights: [1, 2, 3], capacities: nil, shares: [1, 2, 3]),
    Case(total: 0, weights: [1, 2], capacities: nil, shares: [0, 0]),
    Case(total: 5, weights: [], capacities: nil, shares: []),
    // The minimum takes from the large, a capacity gives to the others.
    Case(total: 100, weights: [900, 50, 50], capacities: nil, minimum: 10, shares: [80, 10, 10]),
    Case(total: 100, weights: [8, 1, 1], capacities: [40, 90, 90], shares: [40, 30, 30]),
    Case(
      total: 30, weights: [98, 1, 1], capacities: [28, 99, 99], minimum: 10, shares: [10, 10, 10]),
    Case(total: 100, weights: [1, 1], capacities: [3, 4], minimum: 10, shares: [3, 4]),
    // Too little for every minimum: there is none.
    Case(total: 12, weights: [4, 1, 1], capacities: nil, minimum: 10, shares: [8, 2, 2]),
    Case(total: 4, weights: [0, 0, 1], capacities: [9, 9, 2], shares: [1, 1, 2]),
  ])
  func divides(_ item: Case) {
    let capacities = item.capacities ?? item.weights.map { _ in 1000 }
    #expect(
      Apportionment.shares(
        of: item.total, weights: item.weights, capacities: capacities, minimum: item.minimum)
        == item.shares)
  }

  @Test func alwaysAddsUpInsideItsBounds() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let count = 1 + generator.below(12)
      let weights = (0..<count).map { _ in Double(generator.below(1000)) }
      let capacities = (0..<count).map { _ in generator.below(60) }
      let total = generator.below(400)
      let minimum = generator.below(12)
      let shares = Apportionment.shares(
        of: total, weights: weights, capacities: capacities, minimum: minimum)
      #expect(shares.reduce(0, +) == min(total, capacities.reduce(0, +)))
      let least = capacities.map { min($0, minimum) }
      let reaches = least.reduce(0, +) <= total
      for (share, (capacity, least)) in zip(shares, zip(capacities, least)) {
        #expect(share <= capacity)
        #expect(!reaches || share >= least)
      }
    }
  }
}
