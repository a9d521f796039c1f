// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

@testable import AssayCuration

@Suite struct DiversitySamplerTests {
  /// Groups of rows around axes of their own, in one stratum.
  static func groups(_ sizes: [Int], spread: Float = 0.2, seed: UInt64 = 1) throws
    -> EmbeddingMatrix
  {
    var generator = SeededGenerator(seed: seed)
    var vectors: [[Float]] = []
    for (group, size) in sizes.enumerated() {
      for _ in 0..<size {
        var vector: [Float] = []
        for _ in 0..<sizes.count + 2 { vector.append(spread * (Float(generator.unit()) - 0.5)) }
        vector[group] += 1
        vectors.append(vector)
      }
    }
    return try EmbeddingMatrix(vectors)
  }

  static func frame(_ count: Int, source: String = "one") -> SamplingFrame {
    var frame = SamplingFrame()
    for _ in 0..<count { frame.append(SamplingFrame.Stratum(source: source), question: nil) }
    return frame
  }

  @Test func findsTheGroupsAndDividesTheQuotaAmongThem() async throws {
    let matrix = try Self.groups([200, 100, 60, 40])
    let sampler = DiversitySampler(quota: .total(100), seed: 5)
    let selection = try await sampler.sample(matrix, Self.frame(400))
    let report = try #require(selection.report.strata.first)
    #expect(report.method == .clustered)
    #expect(report.k == 4)
    #expect(report.trials.map(\.k) == Array(3...10))
    #expect(report.clusters.map(\.size).sorted() == [40, 60, 100, 200])
    #expect(report.clusters.map(\.quota).sorted() == [10, 15, 25, 50])
    #expect(report.clusters.map(\.nearest).sorted() == [2, 3, 6, 12])
    #expect(selection.choices.count == 100)
    #expect(selection.choices.map(\.row) == selection.choices.map(\.row).sorted())
    #expect(selection.choices.count { $0.reason == .centroid } == 23)
    for choice in selection.choices {
      #expect(selection.clusters[choice.row] == Int32(choice.cluster))
      #expect(selection.departure(ofRow: choice.row) == nil)
    }
    #expect((0..<400).count { selection.departure(ofRow: $0)?.reason == "not-selected" } == 300)
  }

  @Test func doesInEachClusterWhatTheEquationSays() async throws {
    let matrix = try Self.groups([120, 90, 70], spread: 0.6)
    let selection = try await DiversitySampler(quota: .total(60), seed: 5)
      .sample(matrix, Self.frame(280))
    let clusters = Int(selection.clusters.max() ?? 0) + 1
    for cluster in 0..<clusters {
      let rows = (0..<280).filter { selection.clusters[$0] == Int32(cluster) }
      let choices = selection.choices.filter { $0.cluster == cluster }.sorted { $0.rank < $1.rank }
      let alone = try MarginalRelevance().choose(
        choices.count, of: EmbeddingRows(matrix, rows: rows))
      #expect(choices.map(\.row) == alone.picks.map { rows[$0.position] })
    }
  }

  @Test func isTheSameWhateverTheNumberOfTasks() async throws {
    let matrix = try Self.groups([150, 90, 160], spread: 1)
    var sampler = DiversitySampler(quota: .total(80), seed: 5)
    sampler.tasks = 1
    let alone = try await sampler.sample(matrix, Self.frame(400))
    sampler.tasks = 4
    #expect(try await sampler.sample(matrix, Self.frame(400)) == alone)
    let text = try JSONEncoder().encode(alone.report)
    #expect(try JSONDecoder().decode(DiversityReport.self, from: text) == alone.report)
  }

  @Test func sourcesAndCategoriesGetTheirShares() throws {
    var frame = SamplingFrame()
    let sizes = [("a", "x", 30), ("b", "", 50), ("a", "y", 15), ("c", "", 5)]
    for (source, category, size) in sizes {
      for _ in 0..<size {
        frame.append(SamplingFrame.Stratum(source: source, category: category), question: nil)
      }
    }
    let sampler = DiversitySampler(quota: .total(20), seed: 1)
    #expect(sampler.quotas(frame, sizes: sizes.map(\.2)) == [6, 10, 3, 1])
    let named = DiversitySampler(quota: .bySource(["a": 100, "c": 2, "d": 9]), seed: 1)
    #expect(named.quotas(frame, sizes: sizes.map(\.2)) == [30, 0, 15, 2])
  }

  @Test func ofTwinsOneStaysWhateverItsLabel() async throws {
    // Every question twice, true then false, with one vector.
    var frame = SamplingFrame()
    var vectors: [[Float]] = []
    for question in 0..<60 {
      for label in [true, false] {
        frame.append(
          Example(
            id: "\(question)-\(label)", format: .binary, input: "q", responses: ["a"],
            gold: .boolean(label), source: "s", group: "g\(question)"))
        vectors.append([Float(question), 1, Float(question % 7)])
      }
    }
    let sampler = DiversitySampler(quota: .total(1000), seed: 2)
    let selection = try await sampler.sample(try EmbeddingMatrix(vectors), frame)
    #expect(selection.choices.count == 60)
    #expect(Set(selection.choices.map { $0.row / 2 }).count == 60)
    #expect(selection.report.strata[0].twins == 60)
    #expect(selection.report.strata[0].method == .all)
    // Neither label is favoured: 60 tosses of a coin.
    #expect((15...45).contains(selection.choices.count { $0.row % 2 == 0 }))
    for row in 0..<120 where !selection.isChosen(row) {
      #expect(selection.twins[row] == row ^ 1)
      #expect(selection.departure(ofRow: row)?.reason == "twin")
    }
  }

  @Test func pairsOfOneQuestionAreNotTwins() {
    var frame = SamplingFrame()
    for id in 0..<3 {
      frame.append(
        Example(
          id: "\(id)", format: .pairwise(ties: false), input: "q", responses: ["a", "b"],
          source: "s", group: "g"))
    }
    #expect(frame.withoutTwins(seed: 1).rows == [[0, 1, 2]])
  }

  @Test(arguments: [(0, "none", 0), (25, "single", 1), (29, "single", 1), (200, "all", 1)])
  func smallQuotasAndLargeOnesNeedNoClusters(_ quota: Int, _ method: String, _ k: Int) async throws
  {
    let matrix = try Self.groups([30, 30, 30])
    let selection = try await DiversitySampler(quota: .total(quota), seed: 1)
      .sample(matrix, Self.frame(90))
    #expect(selection.choices.count == min(quota, 90))
    #expect(selection.report.strata[0].method.rawValue == method)
    #expect(selection.report.strata[0].k == k)
    #expect(selection.report.strata[0].trials.isEmpty)
  }

  @Test func clustersBelowTheMinimumJoinTheNearest() async throws {
    // Three rows lie apart, nearest to the second group.
    let clustering = Clustering(
      labels: [0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3],
      centroids: [[1, 0], [0, 1], [0.1, 0.9], [0.3, 0.7]],
      sizes: [4, 4, 1, 2], inertia: 0, iterations: 1, converged: true)
    let merged = SmallClusters(clustering, minimum: 4)
    #expect(merged.labels == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    #expect(merged.merged == 2)
    #expect(SmallClusters(clustering, minimum: 1).labels == clustering.labels)
    #expect(Set(SmallClusters(clustering, minimum: 100).labels) == [0])
    let matrix = try Self.groups([100, 100, 3], spread: 0.05)
    let selection = try await DiversitySampler(quota: .total(40), seed: 1)
      .sample(matrix, Self.frame(203))
    let report = selection.report.strata[0]
    #expect(report.clusters.allSatisfy { $0.size >= 10 && $0.quota >= 10 })
    #expect(report.clusters.count + report.merged == report.k)
  }

  @Test func refusesAFrameOfAnotherSize() async throws {
    let matrix = try Self.groups([5, 5])
    let sampler = DiversitySampler(quota: .total(4), seed: 1)
    let short = Self.frame(9)
    await #expect(throws: AssayError.self) { try await sampler.sample(matrix, short) }
    var few = sampler
    few.clusterCounts = 1...3
    let odd = few
    let whole = Self.frame(10)
    await #expect(throws: AssayError.self) { try await odd.sample(matrix, whole) }
  }
}
