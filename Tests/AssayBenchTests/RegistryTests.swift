// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayTestSupport
import Foundation
import Testing

@Suite struct RegistryTests {
  @Test func namesFindTheirBenchmarks() throws {
    for benchmark in Benchmarks.all {
      #expect(try Benchmarks.named(benchmark.card.name).card == benchmark.card)
    }
    let names = Benchmarks.all.map(\.card.name)
    #expect(Set(names).count == names.count && names.last == "digit-chains")
    let error = #expect(throws: AssayError.self) { try Benchmarks.named("mtbench") }
    #expect(error?.advice?.contains("rewardbench, rewardbench-2, rm-bench") == true)
  }

  @Test func everyBenchmarkFileIsInTheRegistry() throws {
    let folder = SharedData.packageRoot.appending(path: "Sources/AssayBench")
      .resolvingSymlinksInPath()
    let files = try #require(FileManager.default.enumerator(atPath: folder.path()))
    let types = files.compactMap { $0 as? String }.filter { !$0.hasPrefix("Vocabulary/") }
      .map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
      .filter { $0.hasSuffix("Benchmark") && $0 != "ExamplesBenchmark" }
    #expect(types.sorted() == Benchmarks.all.map { "\(type(of: $0))" }.sorted())
  }

  @Test(arguments: ["judgebench", "llmbar", "evouna"])
  func dataIsAskedForWhereItIsMissing(name: String) throws {
    let benchmark = try Benchmarks.named(name)
    let missing = #expect(throws: AssayError.self) {
      try benchmark.examples(at: nil, options: BenchmarkOptions())
    }
    #expect(missing?.code == .invalidArgument)
    let nowhere = #expect(throws: AssayError.self) {
      try benchmark.examples(at: URL(filePath: "/nowhere"), options: BenchmarkOptions())
    }
    #expect(nowhere?.code == .fileUnreadable)
  }
}
