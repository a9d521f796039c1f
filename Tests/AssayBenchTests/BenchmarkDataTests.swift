// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

/// The benchmarks on their real or generated data, with judges whose numbers are known.
@Suite struct BenchmarkDataTests {
  /// A model that knows the right answers, and writes them in the style it is asked in.
  struct Oracle: ChatModel {
    let identity = ModelIdentity(name: "oracle", fingerprint: "0")
    var answers: [String: Judgment]

    init(_ examples: [Example]) {
      answers = examples.reduce(into: [:]) { $0[$1.id] = $1.gold }
    }

    func complete(
      _ requests: [CompletionRequest]
    ) async throws -> [Result<Completion, AssayError>] {
      requests.map { request in
        guard let gold = answers[request.key.example] else {
          return .failure(AssayError(.modelFailed, "unknown example"))
        }
        let shown = request.key.order == .swapped ? gold.swapped() : gold
        return .success(Completion(text: shown.description))
      }
    }
  }

  /// Reads a judgment's own description, in every format.
  struct PlainStyle: PromptStyle {
    let name = "plain"

    func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
      [.user(example.input)]
    }

    func target(
      _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
    ) throws -> String {
      judgment.description
    }

    func verdict(
      from completion: Completion, for example: Example, form: PromptForm
    ) -> Verdict {
      let text = completion.text
      let step = text.hasPrefix("step ") ? Int(text.dropFirst(5)) : nil
      let candidates: [Judgment] =
        [.boolean(true), .boolean(false), .firstError(nil)]
        + Preference.allCases.map { .preference($0) } + (1...5).map { .score($0) }
        + (step.map { [.firstError($0)] } ?? [])
      return candidates.first { $0.description == text }.map { .judged($0) }
        ?? .unscored(.unparsed)
    }
  }

  static func measure(
    _ benchmark: any Benchmark, _ examples: [Example], dropping dropped: Int = 0
  ) async throws -> BenchmarkResult {
    let judge = Judge(style: PlainStyle(), model: Oracle(examples))
    let records = try await judge.records(of: examples)
    return try benchmark.evaluate(
      BenchmarkInput(
        examples: examples, records: records.dropLast(dropped),
        run: judge.run(on: examples, software: "test")))
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func evounaHasTheKnownBaselines() async throws {
    let benchmark = EVOUNABenchmark()
    let examples = try benchmark.examples(
      at: try SharedData.path("evouna"), options: BenchmarkOptions())
    #expect(examples.count == 24_788)
    let result = try await Self.measure(benchmark, examples)
    #expect(result.official("accuracy")?.value == 100)
    #expect(result.robust("balanced_accuracy")?.value == 100)
    #expect(result.sections.map(\.name).prefix(3) == ["NQ", "TQ", "NQ/fid"])
    #expect(result.sections.count == 12)
    let known: [(String, String, Double)] = [
      ("lexical match (ascii)", "accuracy_NQ", 84.3),
      ("lexical match (ascii)", "accuracy_TQ", 90.8),
    ]
    for (rule, metric, expected) in known {
      let baseline = try #require(result.baselines.first { $0.name == rule })
      let value = try #require(baseline.metrics.first { $0.name == metric })
      #expect(abs(try #require(value.value) - expected) < 0.05, "\(rule) \(metric)")
      #expect(value.method == "student-clustered")
    }
    let majority = try #require(result.baselines.first { $0.name == "majority class" })
    #expect(majority.metrics.first { $0.name == "balanced_accuracy" }?.value == 50)
  }

  @Test func digitChainsAskEveryHeldOutProblemInEveryFormat() async throws {
    let benchmark = DigitChainsBenchmark()
    let examples = try benchmark.examples(at: nil, options: BenchmarkOptions(limit: 30))
    let result = try await Self.measure(benchmark, examples)
    #expect(result.dataset.groups == 30)
    #expect(result.sections.map(\.n) == Array(repeating: 30, count: 6))
    #expect(result.official("mean_consistent_accuracy")?.value == 100)
    for section in result.sections {
      #expect(section.official[0].value == 100)
      #expect(section.robust.contains { $0.lower != nil })
    }
    #expect(result.robust("consistent_accuracy")?.n == examples.count)
    #expect(result.baselines.contains { $0.name == "pairwise: always first" })
    #expect(result.baselines.contains { $0.name == "stepwise: majority class" })
    let pairs = try benchmark.examples(
      at: nil, options: BenchmarkOptions(parts: ["pairwise"], limit: 5))
    #expect(pairs.count == 5 && pairs.allSatisfy { $0.format.isPairwise })
    #expect(throws: AssayError.self) {
      try benchmark.examples(at: nil, options: BenchmarkOptions(parts: ["essay"]))
    }
  }

  @Test func whatIsMissingCountsAsFailed() async throws {
    let benchmark = DigitChainsBenchmark()
    let examples = try benchmark.examples(
      at: nil, options: BenchmarkOptions(parts: ["pairwise", "binary"], limit: 10))
    let result = try await Self.measure(benchmark, examples, dropping: 7)
    #expect(result.unscored.verdicts == 30)
    #expect(result.unscored.reasons == [.init(reason: "failed", count: 7)])
    #expect(result.notes.contains { $0.contains("7 of 30") })
    #expect(result.dataset.n == 20)
    #expect(try #require(result.robust("consistent_accuracy")?.value) < 100)
  }

  @Test func answersToOtherExamplesAreRefused() async throws {
    let benchmark = DigitChainsBenchmark()
    let examples = try benchmark.examples(at: nil, options: BenchmarkOptions(limit: 2))
    let judge = Judge(style: PlainStyle(), model: Oracle(examples))
    let records = try await judge.records(of: examples)
    let error = #expect(throws: AssayError.self) {
      try benchmark.evaluate(
        BenchmarkInput(
          examples: Array(examples.dropLast()), records: records,
          run: judge.run(on: examples, software: "test")))
    }
    #expect(error?.code == .invalidArgument)
  }

  @Test func yourOwnExamplesNeedNoLabels() async throws {
    var examples = try DigitChainsBenchmark().examples(
      at: nil, options: BenchmarkOptions(parts: ["pairwise", "stepwise"], limit: 8))
    examples[0].gold = nil
    let result = try await Self.measure(ExamplesBenchmark(), examples)
    #expect(result.official.isEmpty)
    #expect(result.robust("consistent_accuracy")?.n == 15)
    #expect(result.robust("consistent_accuracy")?.value == 100)
    #expect(result.unscored.count > 0)
    #expect(result.notes.contains { $0.contains("1 of 16") })
  }

  @Test func ourOwnJudgmentFilesReplayOnAnyBenchmark() async throws {
    try await withTemporaryFolder { folder in
      let benchmark = DigitChainsBenchmark()
      let all = try benchmark.examples(
        at: nil, options: BenchmarkOptions(parts: ["pairwise"], limit: 12))
      let examples = Array(all.prefix(8))
      let answers = Completion(text: "Both try. [[A>B]]")
      let file = folder.appending(path: "run.jsonl")
      let recording = Recording(
        file: file, fingerprint: "0",
        completions: examples.reduce(into: [:]) { completions, example in
          for order in PresentationOrder.allCases {
            completions[CompletionRequest.Key(example: example.id, order: order)] = answers
          }
        })
      let judge = Judge(style: ArenaHardStyle(), model: recording)
      let run = judge.run(on: examples, software: "test")
      try await judge.judge(examples, into: try JudgmentFile(at: file, run: run))

      let replayed = try benchmark.replay([file], for: all)
      #expect(replayed.examples == examples)
      #expect(replayed.style is ArenaHardStyle)
      let records = try await replayed.judge.records(of: replayed.examples)
      #expect(records == (try await judge.records(of: examples)))
      #expect(records.allSatisfy { $0.shown == .judged(.preference(.first)) })

      let others = try benchmark.examples(
        at: nil, options: BenchmarkOptions(parts: ["binary"], limit: 2))
      #expect(throws: AssayError.self) { try benchmark.replay([file], for: others) }
      try FileManager.default.removeItem(at: JudgmentFile.manifest(for: file))
      #expect(throws: AssayError.self) { try benchmark.replay([file], for: all) }
      #expect(throws: AssayError.self) {
        try benchmark.replay([folder.appending(path: "none")], for: all)
      }
    }
  }

  @Test func theResultIsTheSameTwiceAndSurvivesItsJSON() async throws {
    let benchmark = DigitChainsBenchmark()
    let examples = try benchmark.examples(at: nil, options: BenchmarkOptions(limit: 6))
    let result = try await Self.measure(benchmark, examples)
    #expect(try await Self.measure(benchmark, examples) == result)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(result)
    #expect(try JSONDecoder().decode(BenchmarkResult.self, from: data) == result)
    let json = try JSONParser.parse(String(decoding: data, as: UTF8.self))
    let keys = try #require(json.objectValue).keys.sorted()
    #expect(
      keys == [
        "baselines", "benchmark", "dataset", "differences", "notes", "official", "protocol",
        "robust", "run", "schema", "sections", "unscored",
      ])
    #expect(json["schema"] == 1)
  }
}
