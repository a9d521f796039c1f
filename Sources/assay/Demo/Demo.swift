// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import AssayModels
import AssayReport
import AssayTraining
import Foundation

/// The loop that `assay demo` shows, step by step.
struct Demo {
  var groups: Int
  var examples: Int
  var seed: UInt64
  /// Where the report goes, and what leads to it.
  var folder: URL
  var output: OutputOptions

  /// What the demonstration found.
  struct Outcome: Encodable {
    var report: String
    var evaluator: BenchmarkResult
    var rejectionSampling: RejectionSamplingStudy.Outcome
    var judgebench: BenchmarkResult?

    private enum CodingKeys: String, CodingKey {
      case report, evaluator, judgebench
      case rejectionSampling = "rejection_sampling"
    }
  }

  func run() async throws -> Outcome {
    output.note("1. The embedded evaluator judges \(groups) held-out problems in five formats.")
    let (result, records) = try await evaluator()
    output.note("2. One round of rejection sampling from a weaker checkpoint.")
    let study = try await rejectionSampling()
    let recorded = try await recordedJudge()
    let page = folder.appending(path: "index.html")
    try ReportRenderer().write(
      report(result, records, study: study, recorded: recorded), to: page)
    return Outcome(
      report: page.path(percentEncoded: false), evaluator: result, rejectionSampling: study,
      judgebench: recorded?.result)
  }

  private func evaluator() async throws -> (BenchmarkResult, [JudgmentRecord]) {
    let benchmark = DigitChainsBenchmark()
    let examples = try benchmark.examples(
      at: nil, options: BenchmarkOptions(limit: groups, seed: seed))
    let judge = Judge(
      style: try PromptStyles.named("compact"),
      model: try await ModelLocation(EmbeddedEvaluator.mini.rawValue).load(),
      sampling: SamplingParameters(maximumTokens: 256), seed: seed,
      batching: Judge.Batching(maximumBatch: 128))
    let records = try await JudgingRun(judge: judge, examples: examples, output: output)
      .records()
    let result = try benchmark.evaluate(
      BenchmarkInput(
        examples: examples, records: records,
        run: judge.run(on: examples, software: assayVersion), seed: seed))
    return (result, records)
  }

  private func rejectionSampling() async throws -> RejectionSamplingStudy.Outcome {
    let location = try ModelLocation(EmbeddedEvaluator.start.rawValue)
    let start = try await TensorActor.run { try Checkpoint.load(location.folder) }
    let work = folder.appending(path: "rejection-sampling", directoryHint: .isDirectory)
    // Every demonstration is a run of its own; an older one is no start for it.
    try? FileManager.default.removeItem(at: work)
    var configuration = try RejectionSamplingConfiguration(
      yaml: DemoRecipe.text, file: "the demonstration's recipe")
    configuration.reseed(seed)
    configuration.output = work.path(percentEncoded: false)
    configuration.evaluation = SFTConfiguration.EvaluationChoice(
      examplesPerFormat: groups, seed: seed + 1)
    let study = try RejectionSamplingStudy(
      configuration, start: start, workingFolder: folder)
    let pool = try configuration.data.flatMap { try $0.examples(workingFolder: folder) }
    let progress = StudyProgress(quiet: output.quiet)
    return try await study.run(
      from: start, on: Array(pool.prefix(examples)), onEvent: { progress.show($0) })
  }

  private func recordedJudge() async throws -> (
    result: BenchmarkResult, records: [JudgmentRecord]
  )? {
    let name =
      "dataset=judgebench,response_model=gpt-4o-2024-05-13,judge_name=arena_hard,"
      + "judge_model=o1-mini-2024-09-12.jsonl"
    guard let data = SharedDataFolder.url?.appending(path: "judgebench"),
      FileManager.default.fileExists(
        atPath: data.appending(path: "outputs/\(name)").path(percentEncoded: false))
    else {
      output.note("3. No JudgeBench data here (set ASSAY_DATA), so no recorded judge is scored.")
      return nil
    }
    output.note("3. The recorded judge o1-mini on JudgeBench, read from its raw text.")
    let benchmark = JudgeBenchBenchmark()
    let examples = try benchmark.examples(at: data, options: BenchmarkOptions())
    let replay = try benchmark.recording(
      at: [data.appending(path: "outputs/\(name)")], for: examples)
    let records = try await JudgingRun(
      judge: replay.judge, examples: replay.examples, output: output
    ).records()
    let result = try benchmark.evaluate(
      BenchmarkInput(
        examples: replay.examples, records: records,
        run: replay.judge.run(on: replay.examples, software: assayVersion),
        officialReader: replay.officialReader, seed: seed))
    return (result, records)
  }
}
