// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@testable import AssayJudging

@Suite struct JudgmentFileTests {
  static func judge(_ model: any ChatModel, seed: UInt64 = 0) -> Judge {
    Judge(
      style: NumberStyle(), model: model, policy: JudgingPolicy(retriesUnreadable: false),
      seed: seed, batching: Judge.Batching(maximumBatch: 4))
  }

  static func lines(_ url: URL) throws -> [Substring] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
  }

  @Test func aFinishedFileReadsBackAsItWasWritten() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "deep/run.jsonl")
      let judge = Self.judge(RuleModel(always: "1"))
      let examples = pairs(5) + [statement()]
      let run = judge.run(on: examples, software: "1")
      let file = try JudgmentFile(at: url, run: run)
      try await judge.judge(examples, into: file)
      try await file.close()
      let read = try JudgmentFile.read(url)
      #expect(read.run == run)
      #expect(read.records == (try await judge.records(of: examples)))
      #expect(FileManager.default.fileExists(atPath: folder.path() + "deep/run.run.json"))
    }
  }

  @Test func aRunIsTakenUpWhereItEnded() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let examples = pairs(6)
      let first = RuleModel { request in
        request.key.example == "ex-1"
          ? .failure(AssayError(.modelFailed, "down")) : .success(Completion(text: "1"))
      }
      let run = Self.judge(first).run(on: examples, software: "1")
      let begun = try JudgmentFile(at: url, run: run)
      try await Self.judge(first).judge(Array(examples.prefix(3)), into: begun)
      try await begun.close()

      let second = RuleModel(always: "1")
      let taken = try JudgmentFile(at: url, run: run)
      var seen: [Int] = []
      try await Self.judge(second).judge(examples, into: taken) { seen.append($0) }
      // Two of the six answers had failed; they are asked again, the other four are not.
      #expect(second.requests.count == 8)
      #expect(seen == [8, 12])
      let records = try JudgmentFile.read(url).records
      #expect(records.count == 12)
      #expect(Set(records.map(\.id)).count == 12)
      #expect(records.allSatisfy { !$0.hasFailed })
      #expect(Decision.decisions(from: records).map(\.id) == examples.map(\.id))
    }
  }

  @Test(arguments: ["{\"v\":1,\"exam", "{", "x"])
  func aTornLastLineIsRepaired(rest: String) async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let judge = Self.judge(RuleModel(always: "1"))
      let run = judge.run(on: pairs(2), software: "1")
      let begun = try JudgmentFile(at: url, run: run)
      #expect(!begun.wasRepaired)
      try await judge.judge(Array(pairs(2).prefix(1)), into: begun)
      try await begun.close()
      let handle = try FileHandle(forWritingTo: url)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(rest.utf8))
      try handle.close()

      #expect(try JudgmentFile.read(url).records.count == 2)
      let taken = try JudgmentFile(at: url, run: run)
      #expect(taken.wasRepaired)
      try await judge.judge(pairs(2), into: taken)
      try await taken.close()
      #expect(try Self.lines(url).count == 4)
      #expect(
        try JudgmentFile.read(url).records.map(\.example) == ["ex-0", "ex-0", "ex-1", "ex-1"])
    }
  }

  @Test func anotherConfigurationIsRefusedAndNamed() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let model = RuleModel(always: "1")
      _ = try JudgmentFile(at: url, run: Self.judge(model).run(on: pairs(2), software: "1"))
      var other = Self.judge(model, seed: 7)
      other.sampling.temperature = 0.5
      let run = other.run(on: pairs(3), software: "1")
      let error = #expect(throws: AssayError.self) { try JudgmentFile(at: url, run: run) }
      #expect(error?.code == .invalidArgument)
      for part in ["seed: 0 there, 7 here", "temperature 0.5", "examples: 2 there, 3 here"] {
        #expect(error?.message.contains(part) == true, "\(part)")
      }
      try FileManager.default.removeItem(at: JudgmentFile.manifest(for: url))
      #expect(throws: AssayError.self) { try JudgmentFile(at: url, run: run) }
    }
  }

  @Test func aDamagedLineIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let judge = Self.judge(RuleModel(always: "1"))
      let file = try JudgmentFile(at: url, run: judge.run(on: pairs(2), software: "1"))
      try await judge.judge(pairs(2), into: file)
      var lines = try Self.lines(url).map(String.init)
      let damages = [
        ("not json", nil), ("{}", "v"),
        (lines[1].replacingOccurrences(of: "\"v\":1", with: "\"v\":9"), "v"),
        (lines[1].replacingOccurrences(of: "\"sample\":0", with: "\"sample\":\"x\""), "sample"),
      ]
      for (line, field) in damages {
        lines[1] = line
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
        let error = #expect(throws: AssayError.self) { try JudgmentFile.read(url) }
        #expect(error?.code == .malformedRow)
        #expect(error?.location?.line == 2)
        #expect(error?.location?.field == field, "\(line.prefix(20))")
      }
    }
  }

  @Test func aFullDiskKeepsWhatIsFinished() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let judge = Self.judge(RuleModel(always: "1"))
      let run = judge.run(on: pairs(6), software: "1")
      let room = 2_000
      let file = try JudgmentFile(at: url, run: run) { handle, data in
        // A disk that takes a part of the batch and then has no room.
        let offset = Int(try handle.offset())
        guard offset + data.count > room else { return try handle.write(contentsOf: data) }
        try handle.write(contentsOf: data.prefix(max(0, room - offset)))
        throw POSIXError(.ENOSPC)
      }
      let error = await #expect(throws: AssayError.self) {
        try await judge.judge(pairs(6), into: file)
      }
      #expect(error?.code == .fileUnwritable)
      let kept = try JudgmentFile.read(url).records
      #expect(kept.count == 4)
      #expect(await file.finished.count == 4)
      // Two that write one file would ask everything twice.
      let busy = #expect(throws: AssayError.self) { try JudgmentFile(at: url, run: run) }
      #expect(busy?.code == .inUse)
      try await file.close()
      let taken = try JudgmentFile(at: url, run: run)
      #expect(!taken.wasRepaired)
      try await judge.judge(pairs(6), into: taken)
      #expect(try JudgmentFile.read(url).records.count == 12)
    }
  }

  @Test func aCancelledRunKeepsWhatIsFinished() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "run.jsonl")
      let judge = Self.judge(RuleModel(always: "1"))
      let file = try JudgmentFile(at: url, run: judge.run(on: pairs(40), software: "1"))
      let task = Task {
        try await judge.judge(pairs(40), into: file) { count in
          if count >= 12 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try JudgmentFile.read(url).records.count == 12)
    }
  }

  @Test func aMissingFileIsAClearError() throws {
    let url = URL(filePath: "/nowhere/at/all.jsonl")
    let error = #expect(throws: AssayError.self) { try JudgmentFile.read(url) }
    #expect(error?.code == .fileUnreadable)
  }
}
