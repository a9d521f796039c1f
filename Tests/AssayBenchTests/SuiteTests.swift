// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayData
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

/// Every benchmark of files, from the shared data or from rows in its upstream format.
@Suite struct SuiteTests {
  /// The benchmarks whose data is shared, and how many examples it gives.
  static let shared: [(name: String, count: Int)] = [
    ("judgebench", 620), ("llmbar", 419), ("evouna", 24_788), ("rm-bench", 7_182),
    ("when2call", 900), ("xsum", 5_361), ("bbh-binary", 13_022), ("mmlu-stem-binary", 6_306),
    ("hhh-alignment", 221),
  ]

  /// The others, and how many examples the invented rows give.
  static let invented: [(name: String, count: Int)] = [
    ("rewardbench", 5), ("rewardbench-2", 22), ("processbench", 4), ("verifybench", 3),
    ("reasoning-judge-bench", 2), ("ppe-correctness", 3), ("llm-aggrefact", 4), ("rmb", 5),
    ("feedback-bench", 5),
  ]

  @Test func everyBenchmarkOfFilesIsTested() {
    let names = Benchmarks.all.filter { $0 is any SourcedBenchmark }.map(\.card.name)
    #expect(Set(names) == Set((Self.shared + Self.invented).map(\.name)))
  }

  @Test(arguments: invented)
  func inventedRowsLoadAndAreMeasured(name: String, count: Int) async throws {
    try await withTemporaryFolder { folder in
      let benchmark = try Benchmarks.named(name)
      let location = DataLocation(folders: [folder])
      #expect(!benchmark.availability(in: location).isPresent)
      let home = try UpstreamRows.write(name, under: folder)
      let found = try #require(benchmark.availability(in: location).folder)
      #expect(found.standardizedFileURL.pathComponents == home.standardizedFileURL.pathComponents)
      let examples = try benchmark.examples(
        at: found, options: BenchmarkOptions())
      #expect(examples.count == count)
      try Self.check(benchmark, examples)
    }
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"), arguments: shared)
  func sharedDataLoadsAndIsMeasured(name: String, count: Int) throws {
    let benchmark = try Benchmarks.named(name)
    let location = DataLocation(folders: [try SharedData.path(".")])
    let folder = try #require(benchmark.availability(in: location).folder)
    let examples = try benchmark.examples(at: folder, options: BenchmarkOptions())
    #expect(examples.count == count)
    // Baselines over everything take long in a build for debugging; a part shows the same.
    let step = max(1, examples.count / 1_500)
    let part = stride(from: 0, to: examples.count, by: step).map { examples[$0] }
    try Self.check(benchmark, part)
  }

  /// What holds for every benchmark: sound examples, all right is 100 %, nothing said is no right.
  static func check(_ benchmark: any Benchmark, _ examples: [Example]) throws {
    #expect(Set(examples.map(\.id)).count == examples.count)
    #expect(examples.compactMap(\.flaw) == [])
    let right = try Verdicts.result(benchmark, examples, outcome: Verdicts.right)
    #expect(right.unscored.count == 0)
    for metric in right.official where metric.unit == .percent && metric.value != nil {
      // Ties reach 101 %, and carry a sixth of that into the average.
      let best =
        metric.name == "ties" ? 101 : metric.name == "ranking_average" ? 100 + 1 / 6.0 : 100
      let value = try #require(metric.value)
      #expect(abs(value - best) < 1e-9, "\(metric.name)")
    }
    #expect(right.official.contains { $0.value != nil })
    #expect(!right.baselines.isEmpty)
    #expect(right.sections.allSatisfy { $0.n > 0 })
    let silent = try Verdicts.result(benchmark, examples, outcome: Verdicts.silent)
    #expect(silent.unscored.count == silent.unscored.verdicts)
    for name in ["consistent_accuracy", "accuracy", "both_right", "choice_accuracy"] {
      if let metric = silent.robust(name), let value = metric.value { #expect(value == 0) }
    }
  }

  @Test func everyCardIsFilledIn() {
    for card in Benchmarks.all.map(\.card) {
      #expect(!card.summary.isEmpty && !card.data.isEmpty && !card.officialMetric.isEmpty)
      #expect(!card.reference.isEmpty && !card.licence.isEmpty)
      #expect(!card.contamination.isEmpty, "\(card.name)")
    }
  }

  @Test func theCacheOfTheHubIsSearched() async throws {
    try await withTemporaryFolder { folder in
      let snapshots = folder.appending(path: "datasets--Qwen--ProcessBench/snapshots")
      let home = try UpstreamRows.write("processbench", under: folder)
      for revision in ["aaa", "bbb"] {
        let snapshot = snapshots.appending(path: revision)
        try FileManager.default.createDirectory(
          at: snapshots, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: home, to: snapshot)
      }
      let refs = folder.appending(path: "datasets--Qwen--ProcessBench/refs")
      try FileManager.default.createDirectory(at: refs, withIntermediateDirectories: true)
      try Data("bbb\n".utf8).write(to: refs.appending(path: "main"))
      let location = DataLocation(folders: [], hubCache: folder)
      let found = ProcessBenchBenchmark().availability(in: location).folder
      #expect(found?.lastPathComponent == "bbb")
    }
  }
}
