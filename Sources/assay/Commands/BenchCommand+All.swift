// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayData
import AssayGeneration
import AssayJudging
import AssayReport
import AssayStore
import Foundation

extension BenchCommand {
  /// Measures every benchmark that is present.
  ///
  /// A benchmark that cannot be measured costs the others nothing; what ends every run, such as a
  /// wrong key or a reached limit, ends the command.
  func runAll() async throws {
    if let limit, limit < 1 { throw AssayError(.invalidArgument, "--limit must be at least 1.") }
    var location = DataFolders.location
    if let data { location.folders.insert(URL(filePath: data), at: 0) }
    let present = Benchmarks.all.filter { $0.availability(in: location).isPresent }
    var suite = SuiteOutput()
    var runs: [JudgedRun] = []
    suite.missing = Benchmarks.all.filter { !$0.availability(in: location).isPresent }
      .map(\.card.name)
    try await options.withSession { session in
      if options.budget.estimate {
        let sets = present.compactMap { try? examples(of: $0, in: location) }
        let estimate = try await session.estimate(sets)
        return try output.print("bench", estimate, text: estimate.text)
      }
      if session.isResuming {
        try await ResumedRun.requireAny(of: session.judge, in: session.store)
      }
      for benchmark in present {
        let name = benchmark.card.name
        output.note("\(name):")
        do {
          let run = try await measured(benchmark, in: location, session)
          suite.results.append(run.result)
          runs.append(run)
        } catch let error as AssayError where !Self.endsEverything(error) {
          suite.failed.append(SuiteOutput.Failure(benchmark: name, reason: error.description))
        }
      }
      try tables.write(
        suite.results.map { ResultTable.Entry(judge: $0.run.model.name, result: $0) }, output)
      if let report, !runs.isEmpty {
        let prices = try options.budget.prices.map(PriceTable.read)?.forComparison
        let page = ComparisonReport.report(
          for: Comparison(runs, seed: options.judge.seed, prices: prices), limits: nil)
        try ReportRenderer().write(page, to: URL(filePath: report))
        output.note("Report: \(report)")
      }
      try output.print("bench", suite, text: suite.text)
    }
  }

  private func examples(
    of benchmark: any Benchmark, in location: DataLocation
  ) throws -> [Example] {
    try benchmark.examples(
      at: benchmark.availability(in: location).folder,
      options: BenchmarkOptions(limit: limit, seed: options.judge.seed))
  }

  /// The benchmark's numbers; its texts are in the files of `--out` and in the store.
  private func measured(
    _ benchmark: any Benchmark, in location: DataLocation, _ session: JudgingSession
  ) async throws -> JudgedRun {
    let examples = try examples(of: benchmark, in: location)
    let name = benchmark.card.name
    let file = out.map { URL(filePath: $0).appending(path: "\(name).jsonl") }
    let (judge, records) = try await session.records(
      of: examples, file: file, part: name, output: output)
    let numbers = try result(
      benchmark,
      Measured(
        judge: judge, examples: examples, records: records,
        reader: BenchmarkStyles.officialReader(of: judge.style)))
    return JudgedRun(
      judge: numbers.result.run.model.name, result: numbers.result, examples: examples,
      records: numbers.records, keepsTexts: false)
  }

  private static func endsEverything(_ error: AssayError) -> Bool {
    let codes: Set<AssayError.Code> = [
      .budgetReached, .stopped, .inUse, .unauthorized, .quotaExhausted, .unknownModel,
      .endpointUnreachable,
      .wrongAddress, .untrustedCertificate, .serverFailed, .timedOut, .rateLimited,
      .fileUnwritable, .runtimeMissing,
    ]
    return codes.contains(error.code)
  }
}
