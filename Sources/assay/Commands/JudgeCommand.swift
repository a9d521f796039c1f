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
      Running the same command again asks only what is missing. What an endpoint answers is kept \
      in the store as well, and never asked, or paid, again (docs/runs.md).

      Examples:
        assay judge --data examples.jsonl --model assay-mini --out judgments.jsonl
        assay judge --data digit-chains --limit 100 --out judgments.jsonl --report report.html
        assay judge --data examples.jsonl --endpoint http://localhost:8000/v1 --model NAME
        assay judge --data examples.jsonl --endpoint https://api.openai.com/v1 \
          --model gpt-4o-mini --prices prices.yaml --estimate
        assay judge --data examples.jsonl --policy jury.yaml --decisions decisions.jsonl
      """)

  @OptionGroup var input: DataInput
  @OptionGroup var options: SessionOptions
  @OptionGroup(title: "Rubric") var rubric: RubricOptions
  @OptionGroup(title: "Decisions") var decisions: DecisionOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Several judges: a jury or a cascade (docs/judging.md). Each keeps its verdicts in a file "
        + "beside --out, under its name.", valueName: "yaml"))
  var policy: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file of verdicts.", valueName: "file"))
  var out = "judgments.jsonl"

  @Option(help: ArgumentHelp("Also write an HTML report.", valueName: "file"))
  var report: String?

  func run() async throws {
    let given = try input.stream().collect()
    var options = options
    let examples = try rubric.applied(to: given, judge: &options.judge)
    guard !examples.isEmpty else { throw input.emptiness }
    if let policy {
      return try await judge(
        examples, by: PolicyFile(at: URL(filePath: policy)), options)
    }
    let known = RubricOptions.scores(of: given, lostIn: examples)
    try await options.withSession { session in
      if options.budget.estimate {
        let estimate = try await session.estimate([examples])
        return try output.print("judge", estimate, text: estimate.text)
      }
      let (judge, records) = try await session.records(
        of: examples, file: URL(filePath: out), output: output)
      let result = try decisions.result(
        of: records, judge: options.judge, judge: judge, examples: examples, known: known
      ) { records, run in
        try ExamplesBenchmark().evaluate(
          BenchmarkInput(
            examples: examples, records: records, run: run, seed: options.judge.seed))
      }
      output.note("Verdicts: \(out)")
      try result.show("judge", output, report: report)
    }
  }
}

extension JudgeCommand {
  /// Lets several judges decide.
  private func judge(
    _ examples: [Example], by policy: PolicyFile, _ options: SessionOptions
  ) async throws {
    var judges = try PolicyRun(
      policy, options: options, decisions: decisions, output: output, out: URL(filePath: out))
    if options.budget.estimate {
      let estimate = try await judges.estimate(examples)
      return try output.print("judge", estimate, text: estimate.text)
    }
    let outcome = try await judges.outcome(on: examples)
    var result = ResultOutput(
      result: try ExamplesBenchmark().evaluate(
        BenchmarkInput(
          examples: examples, records: outcome.records, run: outcome.run,
          seed: options.judge.seed)),
      records: outcome.records)
    result.decisions = ShownDecisions(
      rule: decisions.rule(options.judge), samples: 1,
      summary: DecisionSummary(outcome.decisions, abstainingBelow: decisions.abstainBelow))
    result.policy = outcome.shown
    try decisions.write(outcome.lines)
    try result.show("judge", output, report: report)
  }
}
