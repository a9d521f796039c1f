// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import Foundation
import Testing

@Suite struct KMeansTests {
  struct Case: Decodable {
    var first: [[Float]]
    var limit: Int
    var tolerance: Double
    var labels: [Int32]
    var inertia: Double
    var iterations: Int
  }

  @Test func endsAsScikitLearnFromTheSameCentres() async throws {
    let rows = try SelectionFixture.matrix().rows
    let cases = try SelectionFixture.cases("clusterings", of: Case.self)
    #expect(cases.count == 11)
    for item in cases {
      var means = KMeans(clusters: item.first.count, seed: 1)
      means.maximumIterations = item.limit
      means.tolerance = item.tolerance
      let result = try await means.fit(rows, from: item.first)
      #expect(result.labels == item.labels, "k = \(item.first.count)")
      #expect(abs(result.inertia / item.inertia - 1) < 1e-5)
      #expect(result.iterations == item.iterations)
      #expect(result.sizes.reduce(0, +) == rows.count)
      #expect(result.converged == (item.limit > 2))
    }
  }

  @Test func centroidsAreTheMeansOfTheirRows() async throws {
    let matrix = try SelectionFixture.matrix()
    let result = try await KMeans(clusters: 4, seed: 3).fit(matrix.rows)
    for (cluster, members) in result.members.enumerated() {
      #expect(members.count == result.sizes[cluster])
      for component in 0..<matrix.width {
        let sum = members.reduce(0.0) { $0 + Double(matrix[$1][component]) }
        let mean = sum / Double(members.count)
        #expect(abs(mean - Double(result.centroids[cluster][component])) < 1e-6)
      }
    }
  }

  @Test(arguments: [KMeans.Variant.exact, .minibatch(size: 200)])
  func isTheSameWhateverTheNumberOfTasks(_ variant: KMeans.Variant) async throws {
    // Enough rows for several blocks.
    let matrix = try RandomVectors.matrix(count: 1000, width: 6, seed: 11)
    var results: [Clustering] = []
    for tasks in [1, 2, 3, 8] {
      var means = KMeans(clusters: 5, seed: 9)
      means.variant = variant
      means.tasks = tasks
      results.append(try await means.fit(matrix.rows))
    }
    for result in results { #expect(result == results[0]) }
    var other = KMeans(clusters: 5, seed: 10)
    other.variant = variant
    #expect(try await other.initialCenters(matrix.rows) != results[0].centroids)
  }

  @Test func batchesComeNearTheExactResult() async throws {
    let rows = try SelectionFixture.matrix().rows
    var means = KMeans(clusters: 4, seed: 2)
    let exact = try await means.fit(rows)
    means.variant = .minibatch(size: 128)
    let batched = try await means.fit(rows)
    #expect(batched.inertia < exact.inertia * 1.1)
    #expect(batched.sizes.reduce(0, +) == rows.count)
  }

  @Test func firstCentresSpreadOut() async throws {
    // Three tight groups: k-means++ takes one row of each, whatever the seed.
    var vectors: [[Float]] = []
    for group in 0..<3 {
      for row in 0..<20 {
        var vector: [Float] = [0.001 * Float(row), 0, 0, 0]
        vector[group + 1] = 1
        vectors.append(vector)
      }
    }
    let rows = try EmbeddingMatrix(vectors).rows
    for seed in 0..<20 {
      let result = try await KMeans(clusters: 3, seed: UInt64(seed)).fit(rows)
      #expect(result.sizes == [20, 20, 20])
      #expect(Set(result.labels[0..<20]).count == 1)
    }
  }

  @Test func fewerDifferentRowsThanClustersLeaveSomeEmpty() async throws {
    let rows = try EmbeddingMatrix(Array(repeating: [3, 4], count: 6)).rows
    let result = try await KMeans(clusters: 3, seed: 1).fit(rows)
    #expect(result.sizes.filter { $0 > 0 } == [6])
    #expect(result.inertia < 1e-6)
  }

  @Test func worksOnSomeRowsAsOnAMatrixOfThem() async throws {
    let matrix = try SelectionFixture.matrix()
    let rows = Array(stride(from: 300, to: 0, by: -7))
    let copy = try EmbeddingMatrix(rows.map { matrix[$0] })
    let means = KMeans(clusters: 3, seed: 5)
    let some = try await means.fit(EmbeddingRows(matrix, rows: rows))
    #expect(try await means.fit(copy.rows).labels == some.labels)
  }

  @Test func refusesWhatCannotBeClustered() async throws {
    let rows = try EmbeddingMatrix([[1, 0], [0, 1]]).rows
    await #expect(throws: AssayError.self) { try await KMeans(clusters: 3, seed: 1).fit(rows) }
    await #expect(throws: AssayError.self) { try await KMeans(clusters: 0, seed: 1).fit(rows) }
    await #expect(throws: AssayError.self) {
      try await KMeans(clusters: 1, seed: 1).fit(rows, from: [[1, 0, 0]])
    }
  }
}
