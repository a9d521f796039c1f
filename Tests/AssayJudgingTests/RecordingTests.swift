// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

@Suite struct RecordingTests {
  @Test func aJudgmentFileReplaysToTheSameRecords() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let model = RuleModel { request in
        let answers = ["1", "2", "?", "true"]
        let place = Int(request.seed % 4)
        return .success(Completion(text: answers[place], finishReason: .stop))
      }
      let examples = pairs(8) + [statement()]
      let judge = Judge(
        style: NumberStyle(), model: model,
        policy: JudgingPolicy(votes: 2, retriesUnreadable: false))
      let file = try JudgmentFile(at: url, run: judge.run(on: examples, software: "1"))
      try await judge.judge(examples, into: file)
      let recording = try Recording.judgments(at: url)
      #expect(recording.identity.name == "run.jsonl")
      #expect(recording.count == 34)
      var replay = judge
      replay.model = recording
      #expect(try await replay.records(of: examples) == (try await judge.records(of: examples)))
    }
  }

  @Test func anItemThatWasNotRecordedFailsAlone() async throws {
    let key = CompletionRequest.Key(example: "ex-0", order: .asGiven)
    let recording = Recording(
      file: URL(filePath: "/data/judge.jsonl"), fingerprint: "f",
      completions: [key: Completion(text: "1")])
    let judge = Judge(style: NumberStyle(), model: recording)
    let records = try await judge.records(of: pairs(1))
    #expect(records[0].verdict.judgment == .preference(.first))
    let reason = try #require(records[1].verdict.unscoredReason?.detail)
    for part in ["ex-0", "swapped", "judge.jsonl"] { #expect(reason.contains(part)) }
  }

  @Test func aRetryOfARecordedAnswerKeepsIt() async throws {
    let key = CompletionRequest.Key(example: "s")
    let recording = Recording(
      file: URL(filePath: "/r"), fingerprint: "",
      completions: [key: Completion(text: "?", finishReason: .unknown)])
    let records = try await Judge(style: NumberStyle(), model: recording)
      .records(of: [statement()])
    #expect(records[0].verdict.unscoredReason == .unparsed)
    #expect(records[0].attempts == 1)
  }

  @Test(arguments: ["", "{\"pair_id\":1}\n", "nonsense"])
  func anotherFileIsRefused(content: String) async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "other.jsonl")
      try Data(content.utf8).write(to: url)
      let error = #expect(throws: AssayError.self) { try Recording.judgments(at: url) }
      #expect(error?.location?.file == "other.jsonl")
    }
  }
}
