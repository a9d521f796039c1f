// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@Suite struct CrashTests {
  @Test func aKilledRunLosesNothingAndRepeatsNothing() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      let log = folder.appending(path: "log")
      var generator = SeededGenerator(seed: 7, stream: "kill")
      var kills = 0
      for _ in 0..<20 {
        let writer = try CrashWriterProcess(store: file, count: 4000, log: log)
        // From before the store is open to long after.
        if try await writer.kill(after: .milliseconds(generator.below(120))) { kills += 1 }
        try await check(file, log)
      }
      #expect(kills >= 5, "the writer must be killed at its work")
      let writer = try CrashWriterProcess(store: file, count: 4000, log: log)
      #expect(await writer.status() == 0)
      let finished = try await check(file, log)
      #expect(finished == Set((0..<4000).map { key($0) }))
    }
  }

  @Test func severalProcessesShareAStore() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      // All begin with no file there, and all want the same 1000 items.
      let writers = try (0..<4).map { number in
        try CrashWriterProcess(
          store: file, count: 1000, log: folder.appending(path: "log-\(number)"))
      }
      for (number, writer) in writers.enumerated() {
        let status = await writer.status()
        let log = try String(
          contentsOf: folder.appending(path: "log-\(number)"), encoding: .utf8)
        #expect(status == 0, "\(log.split(separator: "\n").last ?? "")")
      }
      let store = try Store(at: file)
      #expect(try await store.runs().count == 1)
      let run = try await store.run("crash")
      #expect(try await store.allContents(of: run.id, limit: 500).count == 1000)
      #expect(try await store.finished(of: run.id).count == 1000)
      #expect(try await store.damages().isEmpty)
      try await store.close()
    }
  }

  /// Holds the store to the writer's log; gives what is finished.
  @discardableResult
  private func check(_ file: URL, _ log: URL) async throws -> Set<CompletionRequest.Key> {
    var acknowledged: Set<String> = []
    for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      try #require(words.count == 2)
      if words[0] == "ack" {
        #expect(acknowledged.insert(String(words[1])).inserted)
      } else {
        #expect(words[0] == "ask")
        #expect(!acknowledged.contains(String(words[1])), "\(words[1]) was paid for twice")
      }
    }
    let store = try Store(at: file)
    #expect(try await store.damages().isEmpty)
    guard try await !store.runs().isEmpty else {
      #expect(acknowledged.isEmpty)
      return []
    }
    let run = try await store.run("crash")
    let finished = try await store.finished(of: run.id)
    #expect(acknowledged.subtracting(finished.map(\.example)).isEmpty)
    let contents = try await store.allContents(of: run.id, limit: 500)
    #expect(contents.count == finished.count)
    #expect(Set(contents.map(\.body)).count == contents.count)
    for content in contents {
      let completion = try #require(content.completion)
      let text = try JSONDecoder().decode(Completion.self, from: completion.body).text
      let example = try JSONDecoder().decode([String: String].self, from: content.body)["example"]
      #expect(text == "The answer to \(example ?? "").")
    }
    try await store.close()
    return finished
  }
}
