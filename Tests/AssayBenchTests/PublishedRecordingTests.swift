// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

/// Numbers that others published, reproduced from the raw recordings.
@Suite struct PublishedRecordingTests {
  static let responses = "dataset=judgebench,response_model=gpt-4o-2024-05-13"

  static func replay(
    _ benchmark: any ReplayableBenchmark, data: String, recordings: [String]
  ) async throws -> (result: BenchmarkResult, records: [JudgmentRecord]) {
    let examples = try benchmark.examples(
      at: try SharedData.path(data), options: BenchmarkOptions())
    let recorded = try benchmark.recording(
      at: try recordings.map { try SharedData.path($0) }, for: examples)
    let judge = recorded.judge
    let records = try await judge.records(of: recorded.examples)
    let input = BenchmarkInput(
      examples: recorded.examples, records: records,
      run: judge.run(on: recorded.examples, software: "test"),
      officialReader: recorded.officialReader)
    return (try benchmark.evaluate(input), records)
  }

  static func judgeBench(
    _ judge: String
  ) async throws -> (result: BenchmarkResult, records: [JudgmentRecord]) {
    try await replay(
      JudgeBenchBenchmark(), data: "judgebench",
      recordings: ["judgebench/outputs/\(responses),\(judge).jsonl"])
  }

  static func percent(_ metric: Metric?) throws -> Int {
    // Thousandths of a percent, which is how the published tables are compared.
    Int((try #require(metric?.value) * 1000).rounded())
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func arenaHardJudgeGivesThePublishedNumbers() async throws {
    let (result, records) = try await Self.judgeBench(
      "judge_name=arena_hard,judge_model=o1-mini-2024-09-12")
    #expect(records.count == 700)
    #expect(result.dataset.n == 350)
    #expect(try Self.percent(result.official("accuracy")) == 65_714)
    #expect(try Self.percent(result.official("order_1")) == 70_857)
    #expect(try Self.percent(result.official("consistent")) == 58_000)
    #expect(try Self.percent(result.official("consistency")) == 68_571)
    let sections = [
      "knowledge": 58_442, "reasoning": 62_245, "math": 82_143, "coding": 78_571,
    ]
    for (section, expected) in sections {
      #expect(try Self.percent(result.official("accuracy", in: section)) == expected)
    }
    #expect(result.sections.map(\.n) == [154, 98, 56, 42])
    #expect(try Self.percent(result.robust("consistent_accuracy")) == 58_000)
    #expect(result.unscored.count == 0)
    #expect(result.differences.isEmpty)
  }

  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
    arguments: [
      ("Skywork_Skywork-Reward-Llama-3.1-8B", 62_286, 99_714),
      ("internlm_internlm2-7b-reward", 59_429, 100_000),
    ])
  func rewardModelsGiveThePublishedNumbers(
    model: String, accuracy: Int, consistency: Int
  ) async throws {
    let (result, _) = try await Self.judgeBench("judge_name=reward_model,judge_model=\(model)")
    #expect(try Self.percent(result.official("accuracy")) == accuracy)
    #expect(try Self.percent(result.official("order_1")) == accuracy)
    #expect(try Self.percent(result.official("consistency")) == consistency)
    // The one pair of equal scores is a decision to the official code, and a tie to us.
    #expect(result.differences.count == (model.hasPrefix("Skywork") ? 2 : 0))
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func everyStoredDecisionIsReadFromTheRawText() async throws {
    let name = "judge_name=arena_hard,judge_model=o1-mini-2024-09-12"
    let (_, records) = try await Self.judgeBench(name)
    let file = try SharedData.path("judgebench/outputs/\(Self.responses),\(name).jsonl")
    var stored: [String: [String]] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let row = try JSONParser.parse(String(line))
      stored[try #require(row["pair_id"]?.stringValue)] =
        row["judgments"]?.arrayValue?.map { $0["decision"]?.stringValue ?? "none" }
    }
    let names: [Preference: String] = [.first: "A>B", .second: "B>A", .tie: "A=B"]
    for record in records {
      let decisions = try #require(stored[record.example])
      let decision = decisions[record.order == .asGiven ? 0 : 1]
      guard case .judged(.preference(let shown)) = record.shown else {
        Issue.record("\(record.id) is unscored")
        continue
      }
      #expect(names[shown] == decision)
    }
  }

  static let subsets = [
    "Natural", "Adversarial-Neighbor", "Adversarial-GPTInst", "Adversarial-GPTOut",
    "Adversarial-Manual",
  ]

  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
    arguments: ["GPT-4", "LLaMA2"])
  func llmbarGivesTheStatisticsOfItsAuthors(judge: String) async throws {
    let (result, records) = try await Self.replay(
      LLMBarBenchmark(), data: "llmbar", recordings: ["llmbar/evaluators/\(judge)/CoT"])
    #expect(records.count == 838)
    for subset in Self.subsets {
      let file = try SharedData.path("llmbar/evaluators/\(subset)/\(judge)/CoT/statistics.json")
      let statistics = try JSONParser.parse(try String(contentsOf: file, encoding: .utf8))
      for name in ["correct_False", "correct_True", "correct_average", "correct_both", "equal"] {
        let text = try #require(statistics[name]?.stringValue)
        let number = text.split(separator: "=").last?.trimmingCharacters(in: .whitespaces)
        let published = try #require(number.flatMap { Double($0.dropLast()) })
        let ours = try #require(result.official(name, in: subset)?.value)
        #expect(abs(ours - published) < 1e-9, "\(subset) \(name)")
      }
    }
  }

  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
    arguments: [("GPT-4", 0), ("LLaMA2", 212)])
  func llmbarListsWhatAStrictReadingRefuses(judge: String, expected: Int) async throws {
    let (result, records) = try await Self.replay(
      LLMBarBenchmark(), data: "llmbar", recordings: ["llmbar/evaluators/\(judge)/CoT"])
    #expect(result.differences.count == expected)
    // Our reading never finds another winner; it only refuses answers that break the contract.
    #expect(result.differences.allSatisfy { $0.ours == "unparsed" })
    let strict = records.filter { $0.verdict.judgment == nil }.count
    #expect(result.unscored.count == strict)
    #expect(result.unscored.verdicts == 838)
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func oneSubsetsRecordingIsMeasuredOnThatSubsetAlone() async throws {
    let (result, _) = try await Self.replay(
      LLMBarBenchmark(), data: "llmbar",
      recordings: ["llmbar/evaluators/Natural/GPT-4/CoT/result.json"])
    #expect(result.dataset.n == 100)
    #expect(try Self.percent(result.official("correct_average")) == 94_500)
    #expect(result.run.model.name == "GPT-4-CoT")
  }
}
