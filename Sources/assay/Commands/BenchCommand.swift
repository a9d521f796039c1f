// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayJudging
import AssayReport
import Foundation

/// `assay bench`: a judge measured on a benchmark.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure a judge on a benchmark: the official metric, and ours with intervals.",
    discussion: """
      The judge is a model (--model), or a recording of what some judge once wrote (--replay), \
      which is read and measured again from its raw text.

      Examples:
        assay bench digit-chains --model assay-mini --limit 200
        assay bench judgebench --data DATA/judgebench --replay RECORDING.jsonl --json
        assay bench llmbar --data DATA/llmbar --replay DATA/llmbar/evaluators/GPT-4/CoT
        assay bench judgebench --endpoint http://localhost:8000/v1 --model NAME --name first
        assay bench --all --endpoint http://localhost:8000/v1 --model NAME --out results
        assay bench evouna --data DATA/evouna --part TQ --model runs/evouna
        assay bench llmbar --endpoint http://localhost:8000/v1 --model NAME --table llmbar.tex
      """)

  @Argument(help: "The benchmark's name (see `assay list benchmarks`).")
  var benchmark: String?

  @Flag(help: "Measure every benchmark whose data is here, and print one table.")
  var all = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The benchmark's folder or file (--all: a folder of them); ASSAY_DATA and the cache of the "
        + "Hugging Face hub are searched where it is left out.",
      valueName: "path"))
  var data: String?

  @Option(help: "A part of the benchmark; may be given several times.")
  var part: [String] = []

  @Option(
    help: ArgumentHelp("Take the first examples only (digit-chains: groups).", valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "A recording's file or folder instead of a model; may be given several times.",
      valueName: "path"))
  var replay: [String] = []

  @OptionGroup var options: SessionOptions
  @OptionGroup(title: "Decisions") var decisions: DecisionOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Keep the verdicts in this file (--all: a file for each in this folder), and go on from "
        + "what is there.", valueName: "file"))
  var out: String?

  @Option(help: ArgumentHelp("Also write an HTML report.", valueName: "file"))
  var report: String?

  @OptionGroup(title: "Tables") var tables: TableOptions

  func validate() throws {
    guard all || benchmark != nil else {
      throw ValidationError("Name a benchmark, or measure --all that are here.")
    }
    guard !all || (benchmark == nil && part.isEmpty && replay.isEmpty) else {
      throw ValidationError("--all goes with no benchmark, --part or --replay.")
    }
    guard !all || decisions.decisions == nil && decisions.abstainBelow == nil else {
      throw ValidationError("--all goes with neither --decisions nor --abstain-below.")
    }
  }

  func run() async throws {
    guard let name = benchmark else { return try await runAll() }
    let benchmark = try Benchmarks.named(name)
    if let limit, limit < 1 { throw AssayError(.invalidArgument, "--limit must be at least 1.") }
    let examples = try benchmark.examples(
      at: path(of: benchmark),
      options: BenchmarkOptions(parts: part, limit: limit, seed: options.judge.seed))
    if !replay.isEmpty { return try show(benchmark, try await replayed(benchmark, examples)) }
    try await options.withSession { session in
      if options.budget.estimate {
        let estimate = try await session.estimate([examples])
        return try output.print("bench", estimate, text: estimate.text)
      }
      let (judge, records) = try await session.records(
        of: examples, file: out.map { URL(filePath: $0) }, output: output)
      try show(
        benchmark,
        Measured(
          judge: judge, examples: examples, records: records,
          reader: BenchmarkStyles.officialReader(of: judge.style)))
    }
  }

  private func show(_ benchmark: any Benchmark, _ measured: Measured) throws {
    let measured = try result(benchmark, measured)
    try tables.write(
      [ResultTable.Entry(judge: measured.result.run.model.name, result: measured.result)], output)
    try measured.show("bench", output, report: report)
  }

  /// A judge's answers, and what reads them officially.
  struct Measured {
    var judge: Judge
    var examples: [Example]
    var records: [JudgmentRecord]
    var reader: (any OfficialReader)?
  }

  /// The numbers of what the answers come to. A mean of samples is nothing to read officially.
  func result(_ benchmark: any Benchmark, _ measured: Measured) throws -> ResultOutput {
    let pools = decisions.rule(options.judge) == .mean
    return try decisions.result(
      of: measured.records, judge: options.judge, judge: measured.judge,
      examples: measured.examples
    ) { records, run in
      try benchmark.evaluate(
        BenchmarkInput(
          examples: measured.examples, records: records, run: run,
          officialReader: pools ? nil : measured.reader, seed: options.judge.seed))
    }
  }

  private func path(of benchmark: any Benchmark) -> URL? {
    if let data { return URL(filePath: data) }
    return benchmark.availability(in: DataFolders.location).folder
  }

  private func replayed(
    _ benchmark: any Benchmark, _ examples: [Example]
  ) async throws -> Measured {
    guard options.judge.model == nil, options.endpoint.endpoints.isEmpty else {
      throw AssayError(
        .invalidArgument, "A recording needs no model.",
        advice: "Give either --model or --replay.")
    }
    let recorded = try benchmark.replay(replay.map { URL(filePath: $0) }, for: examples)
    let records = try await JudgingRun(
      judge: recorded.judge, examples: recorded.examples, file: out.map { URL(filePath: $0) },
      output: output
    ).records()
    return Measured(
      judge: recorded.judge, examples: recorded.examples, records: records,
      reader: recorded.officialReader)
  }
}
