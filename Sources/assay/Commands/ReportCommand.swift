// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayData
import AssayGeneration
import AssayJudging
import AssayReport
import AssayTraining
import Foundation

/// `assay report`: a page, or tables, from what earlier commands left.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the HTML report or tables of runs, of one or side by side, or of a training.",
    discussion: """
      A run is a judgment file, a folder of them as `bench --all --out` leaves it, a run of the \
      store, or the name of a suite there. LABEL=RUN gives the judge a name of your choice. \
      Several runs are compared side by side. The page is one file that needs no network.

      Examples:
        assay report gpt4.jsonl --out gpt4.html
        assay report --compare gpt4.jsonl llama.jsonl mine=candidate --out compare.html
        assay report main candidate --table results.tex --table results.csv
        assay report --training runs/assay-mini/log.jsonl --out training.html
      """)

  @Argument(help: ArgumentHelp("Judgment files, folders of them, or runs of the store."))
  var runs: [String] = []

  @Flag(help: "Set the runs side by side on one page; several runs are in any case.")
  var compare = false

  @Option(help: ArgumentHelp("A file of verdicts, as `assay judge` writes it.", valueName: "file"))
  var judgments: String?

  @Option(
    help: ArgumentHelp(
      "The examples that were judged, or a folder of benchmarks; ASSAY_DATA and the cache of the "
        + "Hugging Face hub are searched where it is left out.", valueName: "path"))
  var data: String?

  @Option(help: "The benchmark that the verdicts are of, where they do not name it themselves.")
  var benchmark: String?

  @Option(help: "A part of the data; may be given several times.")
  var part: [String] = []

  @Option(help: ArgumentHelp("The log of a training run.", valueName: "file"))
  var training: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The page to write: report.html where no table is asked for.", valueName: "file"))
  var out: String?

  @OptionGroup(title: "Tables") var tables: TableOptions

  @Option(
    help: ArgumentHelp(
      "A table of prices, for cost against accuracy (docs/judging.md).", valueName: "yaml"))
  var prices: String?

  @Option(
    help: ArgumentHelp("The most megabytes of texts on a page that compares.", valueName: "MB"))
  var maxSize = 20

  @Option(help: "Every random choice follows from it.")
  var seed: UInt64 = 0

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !runs.isEmpty || judgments != nil || training != nil else {
      throw ValidationError("There is nothing to report on. Name a run, or give --training.")
    }
    guard runs.isEmpty || judgments == nil else {
      throw ValidationError("Name the runs, or give --judgments, not both.")
    }
    guard !compare || runs.count > 0 else {
      throw ValidationError("--compare needs the runs that are to be compared.")
    }
    guard (1...1000).contains(maxSize) else {
      throw ValidationError("--max-size takes megabytes, from 1 to 1000.")
    }
  }

  func run() async throws {
    let measured = try await measuredRuns()
    if !measured.isEmpty {
      try tables.write(
        measured.map { ResultTable.Entry(judge: $0.judge, result: $0.result) }, output)
    }
    let written = tables.table.map(\.path) + [tables.rewardBenchJSON].compactMap { $0 }
    guard let file = out ?? (tables.isSet ? nil : "report.html") else {
      return try output.print(
        "report", Written(file: nil, files: written), text: written.joined(separator: "\n"))
    }
    var report = try page(of: measured)
    if let training {
      let course = try TrainingLog.read(URL(filePath: training))
      report.sections.insert(
        TrainingSections.section("Training", course: course),
        at: min(1, report.sections.count))
    }
    try ReportRenderer().write(report, to: URL(filePath: file))
    try output.print("report", Written(file: file, files: written + [file]), text: file)
  }

  private func page(of measured: [JudgedRun]) throws -> Report {
    guard let first = measured.first else {
      return Report(title: "Training", summary: "How the weights were made.")
    }
    guard measured.count > 1 || compare else {
      return Report(
        title: "\(first.result.benchmark.title), judged by \(first.judge)",
        summary: BenchmarkSections.summary(of: first.result),
        facts: BenchmarkSections.facts(for: first.result),
        sections: BenchmarkSections.sections(for: first.result, records: first.records))
    }
    let comparison = Comparison(
      measured, seed: seed, prices: try prices.map(PriceTable.read)?.forComparison)
    return ComparisonReport.report(
      for: comparison, limits: ItemBrowser.Limits(bytes: maxSize << 20))
  }

  private func measuredRuns() async throws -> [JudgedRun] {
    let words = runs + [judgments].compactMap { $0 }
    guard !words.isEmpty else { return [] }
    let named = try await RunFinder(options: store).runs(words)
    var known: (any Benchmark)?
    if let benchmark {
      let own = ExamplesBenchmark()
      known = own.card.name == benchmark ? own : nil
      if known == nil { known = try Benchmarks.named(benchmark) }
    }
    var location = DataFolders.location
    var path = data.map { URL(filePath: $0) }
    if let folder = path, Set(named.flatMap { $0.records.map(\.source) }).count > 1 {
      location.folders.insert(folder, at: 0)
      path = nil
    }
    let measurement = RunMeasurement(
      benchmark: known, data: path, parts: part, location: location)
    return try zip(named, named.judges).map { run, judge in
      try measurement.measured(judge: judge, run: run.run, records: run.records)
    }
  }

  private struct Written: Encodable {
    /// The page; left out where only tables were asked for.
    var file: String?
    /// Everything that was written.
    var files: [String]
  }
}
