// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayData
import AssayJudging
import AssayReport
import AssayTraining
import Foundation

/// `assay report`: a page from what earlier commands left.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the HTML report of verdicts, of a training run, or of both.",
    discussion: """
      The page is one file that needs no network and no script to be read.

      Examples:
        assay report --judgments judgments.jsonl --data examples.jsonl --out report.html
        assay report --training runs/assay-mini/log.jsonl --out training.html
      """)

  @Option(help: ArgumentHelp("A file of verdicts, as `assay judge` writes it.", valueName: "file"))
  var judgments: String?

  @Option(help: ArgumentHelp("The examples that were judged.", valueName: "path"))
  var data: String?

  @Option(help: "The benchmark that the verdicts are of.")
  var benchmark: String = "examples"

  @Option(help: "A part of the data; may be given several times.")
  var part: [String] = []

  @Option(help: ArgumentHelp("The log of a training run.", valueName: "file"))
  var training: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The page to write.", valueName: "file"))
  var out = "report.html"

  @OptionGroup var output: OutputOptions

  func run() async throws {
    guard judgments != nil || training != nil else {
      throw AssayError(
        .invalidArgument, "There is nothing to report on.",
        advice: "Give --judgments, --training or both.")
    }
    var report = Report(title: "Training", summary: "How the weights were made.")
    if let judgments { report = try judged(URL(filePath: judgments)) }
    if let training {
      let course = try TrainingLog.read(URL(filePath: training))
      report.sections.insert(
        TrainingSections.section("Training", course: course),
        at: min(1, report.sections.count))
    }
    try ReportRenderer().write(report, to: URL(filePath: out))
    try output.print("report", Written(file: out), text: out)
  }

  private func judged(_ file: URL) throws -> Report {
    let (run, records) = try JudgmentFile.read(file)
    guard let run else {
      throw AssayError(
        .fileUnreadable, "The description of the run is missing.",
        advice: "Keep \(JudgmentFile.manifest(for: file).lastPathComponent) beside the verdicts.",
        location: SourceLocation(file: file.path()))
    }
    let judge = try benchmark == "examples" ? ExamplesBenchmark() : Benchmarks.named(benchmark)
    let judgedIDs = Set(records.map(\.example))
    let examples = try judge.examples(
      at: data.map { URL(filePath: $0) }, options: BenchmarkOptions(parts: part, seed: run.seed)
    ).filter { judgedIDs.contains($0.id) }
    let result = try judge.evaluate(
      BenchmarkInput(examples: examples, records: records, run: run, seed: run.seed))
    return Report(
      title: "\(result.benchmark.title), judged by \(run.model.name)",
      summary: BenchmarkSections.summary(of: result),
      facts: BenchmarkSections.facts(for: result),
      sections: BenchmarkSections.sections(for: result, records: records))
  }

  private struct Written: Encodable {
    var file: String
  }
}
