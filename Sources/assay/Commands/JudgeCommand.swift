// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayData
import AssayJudging
import AssayReport
import Foundation

/// `assay judge`: verdicts on any examples.
struct JudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judge examples with a model, into a file that an interrupted run goes on with.",
    discussion: """
      Each line of the output is one answer: prompt, completion, verdict (docs/formats.md). \
      Running the same command again asks only what is missing.

      Examples:
        assay judge --data examples.jsonl --model assay-mini --out judgments.jsonl
        assay judge --data digit-chains --limit 100 --out judgments.jsonl --report report.html
      """)

  @OptionGroup var input: DataInput
  @OptionGroup var options: JudgeOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The file of verdicts.", valueName: "file"))
  var out = "judgments.jsonl"

  @Option(help: ArgumentHelp("Also write an HTML report.", valueName: "file"))
  var report: String?

  func run() async throws {
    let examples = try input.stream().collect()
    guard !examples.isEmpty else {
      throw AssayError(
        .malformedFile, "There is no example in the data.",
        advice: "Check that the file is whole.", location: SourceLocation(file: input.data))
    }
    let judge = try await options.judge()
    let records = try await JudgingRun(
      judge: judge, examples: examples, file: URL(filePath: out), output: output
    ).records()
    let result = try ExamplesBenchmark().evaluate(
      BenchmarkInput(
        examples: examples, records: records,
        run: judge.run(on: examples, software: assayVersion), seed: options.seed))
    output.note("Verdicts: \(out)")
    try ResultOutput(result: result, records: records).show("judge", output, report: report)
  }
}
