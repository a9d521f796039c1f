// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import Testing

@Suite struct SilhouetteTests {
  struct Case: Decodable {
    var labels: [Int32]
    var cosine: Double
    var euclidean: Double
  }

  @Test(arguments: ["clusterings", "silhouettes"])
  func areThoseOfScikitLearn(_ file: String) async throws {
    let rows = try SelectionFixture.matrix().rows
    // Pairs are slow in a debug build: every second case is enough for them.
    for (index, item) in try SelectionFixture.cases(file, of: Case.self).enumerated() {
      let cosine = try await Silhouette.cosine(rows, labels: item.labels, tasks: 2)
      #expect(abs(try #require(cosine) - item.cosine) < 1e-6)
      guard index % 2 == 0 else { continue }
      let euclidean = try await Silhouette.euclidean(rows, labels: item.labels, tasks: 2)
      #expect(abs(try #require(euclidean) - item.euclidean) < 1e-6)
    }
  }

  @Test func sampleStandsForAll() async throws {
    let matrix = try SelectionFixture.matrix()
    let item = try #require(try SelectionFixture.cases("clusterings", of: Case.self).first)
    let some = try await Silhouette.euclidean(
      matrix.rows, labels: item.labels, sample: 150, seed: 4)
    let again = try await Silhouette.euclidean(
      matrix.rows, labels: item.labels, sample: 150, seed: 4, tasks: 1)
    #expect(some == again)
    #expect(abs(try #require(some) - item.euclidean) < 0.1)
    #expect(some != item.euclidean)
  }

  @Test func oneClusterHasNone() async throws {
    let rows = try EmbeddingMatrix([[1, 0], [0, 1]]).rows
    #expect(try await Silhouette.cosine(rows, labels: [3, 3]) == nil)
    #expect(try await Silhouette.euclidean(rows, labels: [0, 0]) == nil)
    // Two rows, each alone.
    #expect(try await Silhouette.cosine(rows, labels: [0, 1]) == 0)
    await #expect(throws: AssayError.self) { try await Silhouette.cosine(rows, labels: [0]) }
    await #expect(throws: AssayError.self) { try await Silhouette.cosine(rows, labels: [0, -1]) }
  }
}
