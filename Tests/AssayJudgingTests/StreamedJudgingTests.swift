// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@testable import AssayJudging

@Suite struct StreamedJudgingTests {
  /// Examples that come one by one, and may end in an error.
  struct Source: AsyncSequence, Sendable {
    var examples: [Example]
    var error: AssayError?

    struct AsyncIterator: AsyncIteratorProtocol {
      var rest: ArraySlice<Example>
      var error: AssayError?

      mutating func next() async throws -> Example? {
        if rest.isEmpty, let error { throw error }
        return rest.popFirst()
      }
    }

    func makeAsyncIterator() -> AsyncIterator {
      AsyncIterator(rest: examples[...], error: error)
    }
  }

  static func judge(
    _ model: any ChatModel, votes: Int = 1, batch: Int = 4, concurrent: Int = 3
  ) -> Judge {
    Judge(
      style: NumberStyle(), model: model,
      policy: JudgingPolicy(votes: votes, retriesUnreadable: false),
      batching: Judge.Batching(maximumBatch: batch, concurrentBatches: concurrent))
  }

  static func withStore(_ body: (Store, URL) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let store = try Store(at: folder.appending(path: "runs.sqlite"))
      try await body(store, folder)
      try await store.close()
    }
  }

  /// Batches smaller than the questions of one example, equal to them and larger.
  @Test(arguments: [(1, 1), (2, 3), (4, 2), (5, 1), (64, 2)])
  func aStreamGivesTheRecordsOfTheArray(batch: Int, votes: Int) async throws {
    try await Self.withStore { store, _ in
      let examples = pairs(7) + [statement()] + pairs(9).suffix(2)
      let model = RuleModel { request in
        .success(Completion(text: request.key.order == .swapped ? "2" : "1"))
      }
      let judge = Self.judge(model, votes: votes, batch: batch)
      let survey = try await judge.survey(Source(examples: examples))
      let run = judge.run(on: survey, software: "1")
      #expect(run == judge.run(on: examples, software: "1"))
      #expect(survey.expected == judge.policy.count(for: examples))
      let journal = try await RunJournal(run, expected: survey.expected, in: store)
      var seen = 0
      try await judge.judge(streaming: Source(examples: examples), into: journal) { seen = $0 }
      #expect(seen == survey.expected)
      #expect(model.batches.allSatisfy { $0.count <= batch })
      #expect(try await journal.records() == (try await judge.records(of: examples)))
    }
  }

  @Test func aStreamIsTakenUpWhereItEnded() async throws {
    try await Self.withStore { store, _ in
      let examples = pairs(9)
      let failing = RuleModel { request in
        request.key.example == "ex-2"
          ? .failure(AssayError(.modelFailed, "down")) : .success(Completion(text: "1"))
      }
      let first = Self.judge(failing)
      let survey = try await first.survey(Source(examples: examples))
      let journal = try await RunJournal(
        first.run(on: survey, software: "1"), expected: survey.expected, in: store)
      let torn = Source(
        examples: Array(examples.prefix(6)), error: AssayError(.malformedRow, "torn"))
      let error = await #expect(throws: AssayError.self) {
        try await first.judge(streaming: torn, into: journal)
      }
      #expect(error?.code == .malformedRow)
      let kept = try await journal.finished()

      let second = RuleModel(always: "1")
      try await Self.judge(second).judge(streaming: Source(examples: examples), into: journal)
      // Nothing that was answered is asked again.
      let asked = Set(second.requests.map(\.key))
      #expect(asked.count == second.requests.count)
      #expect(asked.isDisjoint(with: kept))
      #expect(asked.count == survey.expected - kept.count)
      #expect(try await journal.finished().count == survey.expected)
      let third = RuleModel(always: "1")
      try await Self.judge(third).judge(streaming: Source(examples: examples), into: journal)
      #expect(third.requests.isEmpty)
    }
  }

  @Test func repeatedIdentifiersAreFoundBeforeAnythingIsAsked() async throws {
    let judge = Self.judge(RuleModel(always: "1"))
    let error = await #expect(throws: AssayError.self) {
      try await judge.survey(Source(examples: pairs(300) + [pairs(200)[150]]))
    }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("'ex-150'") == true)
    #expect(try await judge.survey(Source(examples: pairs(300))).count == 300)
    await #expect(throws: AssayError.self) {
      try await Self.judge(RuleModel(always: "1"), votes: 0).survey(Source(examples: []))
    }
  }

  /// With and without completions that stand apart from their records.
  @Test(arguments: [false, true])
  func aRecordedRunIsReplayed(keepsApart: Bool) async throws {
    try await Self.withStore { store, folder in
      let examples = pairs(5)
      let model = RuleModel { request in
        request.key.example == "ex-3"
          ? .failure(AssayError(.modelFailed, "down"))
          : .success(
            Completion(
              text: request.key.order == .swapped ? "2" : "?", reasoning: "\"so\"",
              usage: TokenUsage(promptTokens: 2, completionTokens: 1)))
      }
      let judge = Self.judge(model)
      let records = try await judge.records(of: examples)
      let recorded = try await RunJournalTests.journal(judge, examples, in: store)
      try await recorded.append(records) { record in
        let digits = String(StableHash.fnv1a(record.id), radix: 16)
        return keepsApart ? String(repeating: "0", count: 64 - digits.count) + digits : nil
      }
      let replay = RecordedRun(recorded)
      #expect(replay.identity.name == "rule")
      var again = Self.judge(replay)
      again.policy.retriesUnreadable = true
      let replayed = try await again.records(of: examples + [statement("unknown")])
      for (old, new) in zip(records, replayed) where old.example != "ex-3" {
        #expect(old == new)
      }
      let missing = replayed.filter(\.hasFailed)
      #expect(missing.map(\.example) == ["ex-3", "ex-3", "unknown"])
      #expect(
        missing.allSatisfy { $0.verdict.unscoredReason?.detail?.contains("no answer") == true })
    }
  }
}
