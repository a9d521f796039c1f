// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import CFixedPoint
import Testing

@Suite struct MarginalRelevanceTests {
  struct Case: Decodable {
    var rows: [Int]
    var count: Int
    var lambda: Double
    var share: Double
    var chosen: [Int]
    var scores: [Double?]
    var relevance: [Double]
  }

  @Test func choosesWhatTheEquationChooses() throws {
    let matrix = try SelectionFixture.matrix()
    let cases = try SelectionFixture.cases("selections", of: Case.self)
    #expect(cases.count > 60)
    for item in cases {
      let relevance = MarginalRelevance(lambda: item.lambda, nearestShare: item.share)
      let outcome = try relevance.choose(
        item.count, of: EmbeddingRows(matrix, rows: item.rows))
      #expect(
        outcome.picks.map(\.position) == item.chosen,
        "\(item.count) of \(item.rows.count), lambda \(item.lambda), share \(item.share)")
      for (pick, (score, relevance)) in zip(outcome.picks, zip(item.scores, item.relevance)) {
        #expect((pick.score == nil) == (score == nil))
        #expect(abs((pick.score ?? 0) - (score ?? 0)) < 1e-12)
        #expect(abs(pick.relevance - relevance) < 1e-12)
        #expect(pick.reason == (score == nil ? .centroid : .relevance))
      }
    }
  }

  @Test func lazinessSavesComparisonsAndChangesNothing() throws {
    let matrix = try RandomVectors.matrix(count: 400, width: 8, seed: 3)
    let outcome = try MarginalRelevance().choose(120, of: matrix.rows)
    #expect(Set(outcome.picks.map(\.position)).count == 120)
    // All pairs would be about 40,000.
    #expect(outcome.comparisons < 30_000)
    #expect(outcome.picks.map(\.position) == Self.plainGreedy(matrix, count: 120))
  }

  @Test func theMemoryLentChangesNothing() throws {
    let matrix = try RandomVectors.matrix(count: 300, width: 24, seed: 5)
    var frugal = MarginalRelevance()
    frugal.memory = 0
    #expect(
      try frugal.choose(90, of: matrix.rows) == MarginalRelevance().choose(90, of: matrix.rows))
  }

  @Test(arguments: [1, 3, 4, 8, 13])
  func productsAreTheSameWithAllInstructions(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let width = 48
    let numbers = (0..<(count + 1) * width).map { _ in Int16(generator.below(4096) - 2048) }
    var (some, others) = ([Int32](repeating: 7, count: count), [Int32](repeating: 8, count: count))
    numbers.withUnsafeBufferPointer { numbers in
      guard let row = numbers.baseAddress else { return }
      assay_fixed_point_products(row, row + width, width, count, &some)
      assay_fixed_point_products_anywhere(row, row + width, width, count, &others)
    }
    let expected = (1...count).map { other in
      (0..<width).reduce(Int32(0)) {
        $0 + Int32(numbers[$1]) * Int32(numbers[other * width + $1])
      }
    }
    #expect(some == expected)
    #expect(others == expected)
  }

  /// Equation 6 without shortcuts.
  private static func plainGreedy(_ matrix: EmbeddingMatrix, count: Int) -> [Int] {
    let rows = (0..<matrix.count).map { matrix[$0].map(Double.init) }
    func product(_ x: [Double], _ y: [Double]) -> Double {
      zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var mean = [Double](repeating: 0, count: matrix.width)
    for row in rows { for index in row.indices { mean[index] += row[index] / Double(rows.count) } }
    let length = product(mean, mean).squareRoot()
    let distances = rows.map { row in
      zip(row, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    var chosen = Array(
      rows.indices.sorted { distances[$0] < distances[$1] }.prefix(count / 4))
    var largest = rows.map { row in chosen.map { product(row, rows[$0]) }.max() ?? 0 }
    while chosen.count < count {
      var best = -1
      var score = -Double.infinity
      for index in rows.indices where !chosen.contains(index) {
        let own = 0.5 * product(rows[index], mean) / length - 0.5 * largest[index]
        if own > score { (best, score) = (index, own) }
      }
      chosen.append(best)
      for index in rows.indices {
        largest[index] = max(largest[index], product(rows[index], rows[best]))
      }
    }
    return chosen
  }

  @Test func ofEqualRowsTheEarlierIsChosen() throws {
    let matrix = try EmbeddingMatrix([[0, 1], [1, 0], [0, 1], [1, 0], [1, 1]])
    let picks = try MarginalRelevance(lambda: 0.5, nearestShare: 0).choose(4, of: matrix.rows).picks
    #expect(picks.map(\.position) == [4, 0, 1, 2])
  }

  @Test func asksForMoreThanThereIs() throws {
    let rows = try EmbeddingMatrix([[0, 1], [1, 0]]).rows
    #expect(try MarginalRelevance().choose(9, of: rows).picks.count == 2)
    #expect(try MarginalRelevance().choose(0, of: rows).picks.isEmpty)
    #expect(try MarginalRelevance().choose(1, of: EmbeddingMatrix([]).rows).picks.isEmpty)
    // Rows that cancel out have no centroid to be near to.
    let opposed = try EmbeddingMatrix([[1, 0], [-1, 0]]).rows
    #expect(try MarginalRelevance().choose(2, of: opposed).picks.map(\.relevance) == [0, 0])
  }
}
