// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@testable import AssayJudging

@Suite struct RunJournalTests {
  static func journal(
    _ judge: Judge, _ examples: [Example], in store: Store
  ) async throws -> RunJournal {
    try await RunJournal(
      judge.run(on: examples, software: "1"), expected: judge.policy.count(for: examples),
      in: store)
  }

  @Test func aRunIsTakenUpWhereItEnded() async throws {
    try await withTemporaryFolder { folder in
      let examples = pairs(6)
      let first = RuleModel { request in
        request.key.example == "ex-1"
          ? .failure(AssayError(.modelFailed, "down")) : .success(Completion(text: "1"))
      }
      let begun = try Store(at: folder.appending(path: "runs.sqlite"))
      let judge = JudgmentFileTests.judge(first)
      try await judge.judge(
        Array(examples.prefix(3)), into: Self.journal(judge, examples, in: begun))
      try await begun.close()

      let store = try Store(at: folder.appending(path: "runs.sqlite"))
      let second = RuleModel(always: "1")
      let later = JudgmentFileTests.judge(second)
      let journal = try await Self.journal(later, examples, in: store)
      var seen: [Int] = []
      try await later.judge(examples, into: journal) { seen.append($0) }
      // Two of the six answers had failed; they are asked again, the other four are not.
      #expect(second.requests.count == 8)
      #expect(seen == [8, 12])
      let records = try await journal.records()
      #expect(Set(records.map(\.id)).count == 12)
      #expect(records.allSatisfy { !$0.hasFailed })
      #expect(try journal.run == later.run(on: examples, software: "1"))
      let progress = try await store.progress(of: journal.stored.id)
      #expect(progress.judged == 12)
      #expect(progress.total == journal.stored.description.expected)
      try await store.close()
    }
  }

  /// With and without completions that stand apart from their records.
  @Test(arguments: [false, true])
  func anExportIsTheJudgmentFileOfTheRun(keepsApart: Bool) async throws {
    try await withTemporaryFolder { folder in
      let model = RuleModel { request in
        switch request.key.example {
        case "ex-1": .failure(AssayError(.modelFailed, "down, \"really\""))
        case "ex-2": .success(Completion(text: "/no\n", finishReason: .length))
        default:
          .success(
            Completion(
              text: "2", reasoning: "a/b",
              usage: TokenUsage(promptTokens: 1, completionTokens: 2)))
        }
      }
      let examples = pairs(5) + [statement()]
      let judge = JudgmentFileTests.judge(model)
      let records = try await judge.records(of: examples)
      let written = folder.appending(path: "written.jsonl")
      let file = try JudgmentFile(at: written, run: judge.run(on: examples, software: "1"))
      try await file.append(records)
      try await file.close()

      let store = try Store(at: folder.appending(path: "runs.sqlite"))
      let journal = try await Self.journal(judge, examples, in: store)
      try await journal.append(records) { record in
        let digits = String(StableHash.fnv1a(record.id), radix: 16)
        return keepsApart ? String(repeating: "0", count: 64 - digits.count) + digits : nil
      }
      #expect(try await journal.records() == records)
      let exported = folder.appending(path: "exported.jsonl")
      #expect(try await journal.export(to: exported) == records.count)
      for name in ["jsonl", "run.json"] {
        let pair = try ["written", "exported"].map {
          try Data(contentsOf: folder.appending(path: "\($0).\(name)"))
        }
        #expect(pair[0] == pair[1])
      }
      let error = await #expect(throws: AssayError.self) {
        try await journal.export(to: exported)
      }
      #expect(error?.code == .invalidArgument)
      try await store.close()
    }
  }
}
