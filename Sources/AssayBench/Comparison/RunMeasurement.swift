// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
public import AssayJudging
public import Foundation

/// Measures the records of a run whose data must be found first.
public struct RunMeasurement: Sendable {
  /// The benchmark; where it is `nil` the data set that the records name.
  public var benchmark: (any Benchmark)?
  /// The benchmark's folder or file; where it is `nil` the location is searched.
  public var data: URL?
  /// The parts of the data; where there are none those by default, else all.
  public var parts: [String]
  /// Where data sets are looked for.
  public var location: DataLocation

  public init(
    benchmark: (any Benchmark)? = nil, data: URL? = nil, parts: [String] = [],
    location: DataLocation
  ) {
    self.benchmark = benchmark
    self.data = data
    self.parts = parts
    self.location = location
  }

  /// Measures a run.
  ///
  /// Where the benchmark's data is not here, the numbers are those that the records alone give,
  /// and a note says so.
  ///
  /// - Throws: What is wrong with data that was named, or with records that do not belong to it.
  public func measured(
    judge: String, run: Run, records: [JudgmentRecord], keepsTexts: Bool = true
  ) throws -> JudgedRun {
    let sources = Set(records.map(\.source)).sorted()
    let known =
      benchmark
      ?? Benchmarks.all.first { sources == [$0.card.name] }
      ?? (data == nil ? nil : ExamplesBenchmark())
    guard let known, let examples = try examples(of: known, run, records) else {
      return try measuredAlone(judge, run, records, sources: sources, keepsTexts: keepsTexts)
    }
    let style = try? BenchmarkStyles.named(run.style)
    let result = try known.evaluate(
      BenchmarkInput(
        examples: examples, records: records, run: run,
        officialReader: style.flatMap(BenchmarkStyles.officialReader), seed: run.seed))
    return JudgedRun(
      judge: judge, result: result, examples: examples, records: records, keepsTexts: keepsTexts)
  }

  /// The examples that the run is about; `nil` where their data is not here.
  private func examples(
    of benchmark: any Benchmark, _ run: Run, _ records: [JudgmentRecord]
  ) throws -> [Example]? {
    var path = data
    if path == nil {
      let availability = benchmark.availability(in: location)
      guard availability.isPresent, benchmark.card.name != ExamplesBenchmark().card.name else {
        return nil
      }
      path = availability.folder
    }
    let all = (benchmark as? any SourcedBenchmark)?.source.card.parts.map(\.name) ?? []
    let choices = parts.isEmpty ? [[], all] : [parts]
    for parts in choices {
      let examples = try benchmark.examples(
        at: path, options: BenchmarkOptions(parts: parts, seed: run.seed))
      let covered = BenchmarkReplay.covered(examples, run: run, records: records)
      if Self.fits(records, covered) { return covered }
    }
    guard data == nil else {
      throw AssayError(
        .invalidArgument, "The run has judgments that are not about this data.",
        advice: "Give the data that was judged, with its --part where there was one.",
        location: data.map { SourceLocation(file: $0.path(percentEncoded: false)) })
    }
    return nil
  }

  /// Whether every record is about one of the examples as it is.
  private static func fits(_ records: [JudgmentRecord], _ examples: [Example]) -> Bool {
    let known = Dictionary(examples.map { ($0.id, $0) }) { first, _ in first }
    return records.allSatisfy { record in
      known[record.example].map { $0.gold == record.gold && $0.format == record.format } ?? false
    }
  }

  private func measuredAlone(
    _ judge: String, _ run: Run, _ records: [JudgmentRecord], sources: [String], keepsTexts: Bool
  ) throws -> JudgedRun {
    var seen: Set<String> = []
    let examples = records.filter { seen.insert($0.example).inserted }.map(Example.init(of:))
    var result = try ExamplesBenchmark().evaluate(
      BenchmarkInput(examples: examples, records: records, run: run, seed: run.seed))
    let card = Benchmarks.all.first { sources == [$0.card.name] }?.card
    result.benchmark.name = sources.joined(separator: "+")
    result.benchmark.title = card?.title ?? sources.joined(separator: ", ")
    result.dataset.name = result.benchmark.name
    // Judges that read nothing still need the texts.
    result.baselines = []
    if let card {
      result.notes.append(
        "The data of \(card.title) is not here, so its official numbers and parts are missing.")
    }
    return JudgedRun(
      judge: judge, result: result, examples: examples, records: records, keepsTexts: keepsTexts)
  }
}

extension Example {
  /// What a record says of its example: everything but the texts.
  init(of record: JudgmentRecord) {
    self.init(
      id: record.example, format: record.format, input: "", responses: [], gold: record.gold,
      source: record.source, domain: record.domain, group: record.group)
  }
}
