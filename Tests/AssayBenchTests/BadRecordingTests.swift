// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

/// Recordings that are missing, damaged, or of something else.
@Suite struct BadRecordingTests {
  static let data = """
    {"pair_id":"p","source":"livebench-math","question":"q","response_model":"m",\
    "response_A":"a","response_B":"b","label":"A>B"}
    {"pair_id":"r","source":"livecodebench","question":"s","response_model":"m",\
    "response_A":"c","response_B":"d","label":"B>A"}
    """

  static func recorded(_ pair: String, _ judgments: String, a: String = "a") -> String {
    """
    {"pair_id":"\(pair)","source":"livebench-math","question":"\(pair == "p" ? "q" : "s")",\
    "response_model":"m","response_A":"\(a)","response_B":"\(pair == "p" ? "b" : "d")",\
    "label":"A>B","judge_name":"arena_hard","judgments":\(judgments)}
    """
  }

  static let answer = #"{"judgment":{"response":"[[A>B]]"},"decision":"A>B"}"#

  static func load(_ content: String) async throws -> RecordedJudge {
    try await withTemporaryFolder { folder in
      let name = "dataset=judgebench,response_model=gpt-4o-2024-05-13.jsonl"
      try Data(data.utf8).write(to: folder.appending(path: name))
      let file = folder.appending(path: "recording.jsonl")
      try Data(content.utf8).write(to: file)
      let benchmark = JudgeBenchBenchmark()
      let examples = try benchmark.examples(at: folder, options: BenchmarkOptions())
      return try benchmark.recording(at: [file], for: examples)
    }
  }

  @Test func aMissingItemAndANullJudgmentFailAlone() async throws {
    let recorded = try await Self.load(Self.recorded("p", "[\(Self.answer),null]"))
    #expect(recorded.examples.count == 2)
    let records = try await recorded.judge.records(of: recorded.examples)
    let kinds = records.map { $0.verdict.unscoredReason?.kind ?? "judged" }
    #expect(kinds == ["judged", "failed", "failed", "failed"])
    let result = try JudgeBenchBenchmark().evaluate(
      BenchmarkInput(
        examples: recorded.examples, records: records,
        run: recorded.judge.run(on: recorded.examples, software: "test"),
        officialReader: recorded.officialReader))
    // One right order and one missing decision are right to the official code.
    #expect(result.official("accuracy")?.count == 1)
    #expect(result.robust("consistent_accuracy")?.count == 0)
    #expect(result.unscored.count == 3)
  }

  @Test func aSingleOrderIsReplayedAsOne() async throws {
    let rows = [
      Self.recorded("p", "[\(Self.answer)]"), Self.recorded("r", "[\(Self.answer)]", a: "c"),
    ]
    let recorded = try await Self.load(rows.joined(separator: "\n"))
    #expect(recorded.policy.orders == .asGivenOnly)
    let records = try await recorded.judge.records(of: recorded.examples)
    #expect(records.count == 2)
    #expect(records.map(\.isCorrect) == [true, false])
  }

  static let damaged: [(String, AssayError.Code)] = [
    ("", .malformedFile),
    ("{\"pair_id\":", .malformedRow),
    ("{\"id\":\"p\"}", .malformedRow),
    (recorded("p", "3"), .malformedRow),
    (recorded("p", "[]"), .malformedRow),
    (recorded("p", "[{}]"), .malformedRow),
    (recorded("p", #"[{"judgment":{"response":7}}]"#), .malformedRow),
    (recorded("p", "[\(answer)]", a: "another"), .malformedRow),
    (
      recorded("p", "[\(answer)]").replacingOccurrences(of: "\"m\"", with: "\"claude\""),
      .malformedFile
    ),
  ]

  @Test(arguments: damaged)
  func damagedRecordingsAreRefused(content: String, code: AssayError.Code) async throws {
    let error = await #expect(throws: AssayError.self) { try await Self.load(content) }
    #expect(error?.code == code)
    #expect(error?.location?.file.hasSuffix("recording.jsonl") == true)
  }

  @Test func oneFileIsWanted() throws {
    #expect(throws: AssayError.self) { try JudgeBenchBenchmark().recording(at: [], for: []) }
    #expect(throws: AssayError.self) { try LLMBarBenchmark().recording(at: [], for: []) }
    let nowhere = [URL(filePath: "/nowhere/GPT-4/CoT")]
    let error = #expect(throws: AssayError.self) {
      try LLMBarBenchmark().recording(at: nowhere, for: [])
    }
    #expect(error?.code == .fileUnreadable)
  }

  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
    arguments: [
      ("llmbar/evaluators/Natural/GPT-4/Rating", AssayError.Code.malformedRow),
      ("llmbar/Natural.json", .malformedRow),
      ("gsm8k/test.jsonl", .malformedRow),
    ])
  func llmbarRefusesOtherFiles(path: String, code: AssayError.Code) throws {
    let benchmark = LLMBarBenchmark()
    let examples = try benchmark.examples(
      at: try SharedData.path("llmbar"), options: BenchmarkOptions())
    let error = #expect(throws: AssayError.self) {
      try benchmark.recording(at: [try SharedData.path(path)], for: examples)
    }
    #expect(error?.code == code)
  }
}
