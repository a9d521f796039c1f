// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Synchronization
import Testing

@Suite struct CompletionTests {
  @Test func completionsComeBackWhole() async throws {
    try await withStore { store in
      let completion = Completion(
        text: "a / \"b\"\n\u{0}é", reasoning: "because", finishReason: .length,
        usage: TokenUsage(promptTokens: 3, completionTokens: 4),
        tokens: [TokenLogProbability(token: "a", logProbability: -0.25)])
      try await store.store([contentKey("a"): completion, contentKey("b"): Completion(text: "")])
      let found = try await store.lookup([contentKey("a"), contentKey("b"), contentKey("c")])
      #expect(found == [contentKey("a"): completion, contentKey("b"): Completion(text: "")])
      // What was paid for first stays.
      try await store.store([contentKey("a"): Completion(text: "another")])
      #expect(try await store.lookup([contentKey("a")]) == [contentKey("a"): completion])
    }
  }

  @Test(arguments: ["", "a", contentKey("g"), contentKey("A"), contentKey("a") + "aa"])
  func aKeyIsASHA256(_ key: String) async throws {
    try await withStore { store in
      let error = await #expect(throws: AssayError.self) { try await store.lookup([key]) }
      #expect(error?.code == .invalidArgument)
      await #expect(throws: AssayError.self) {
        try await store.store([key: Completion(text: "")])
      }
    }
  }

  @Test func recordsShareACompletion() async throws {
    try await withStore { store in
      let body = try Completion(text: "one answer").jsonData()
      let shared = StoredCompletion(key: contentKey("a"), body: body)
      let runs = [
        try await store.begin(description(seed: 1)), try await store.begin(description(seed: 2)),
      ]
      for run in runs { try await store.append([record(1, completion: shared)], to: run.id) }
      for run in runs {
        #expect(try await store.allContents(of: run.id).map(\.completion) == [shared])
      }
      #expect(try await store.lookup([contentKey("a")]).count == 1)
    }
  }

  @Test func aRecordKeepsTheAnswerThatItWasReadFrom() async throws {
    try await withStore { store in
      let bodies = try ["one", "another"].map { try Completion(text: $0).jsonData() }
      let run = try await store.begin(description())
      for number in 0..<4 {
        let completion = StoredCompletion(key: contentKey("a"), body: bodies[number % 2])
        try await store.append([record(number, completion: completion)], to: run.id)
      }
      let kept = try await store.allContents(of: run.id).map(\.completion)
      #expect(kept.map { $0?.body } == [bodies[0], bodies[1], bodies[0], bodies[1]])
      #expect(kept[1] == kept[3])
      #expect(try await store.lookup([contentKey("a")]).values.map(\.text) == ["one"])
    }
  }

  @Test func onlyOldAndUnreferencedCompletionsAreCollected() async throws {
    let time = Mutex(Date(timeIntervalSince1970: 1000))
    try await withStore(options: Store.Options(now: { time.withLock { $0 } })) { store in
      let run = try await store.begin(description())
      let body = try Completion(text: "kept by a record").jsonData()
      try await store.append(
        [record(1, completion: StoredCompletion(key: contentKey("a"), body: body))], to: run.id)
      try await store.store([contentKey("b"): Completion(text: "old")])
      time.withLock { $0 = Date(timeIntervalSince1970: 2000) }
      try await store.store([contentKey("c"): Completion(text: "young")])

      let limit = Date(timeIntervalSince1970: 1500)
      let rehearsed = try await store.collect(olderThan: limit, isRehearsal: true)
      #expect(rehearsed.completions == 1)
      #expect(try await store.lookup([contentKey("b")]).count == 1)
      #expect(try await store.collect(olderThan: limit) == rehearsed)
      let left = try await store.lookup([contentKey("a"), contentKey("b"), contentKey("c")])
      #expect(Set(left.keys) == [contentKey("a"), contentKey("c")])

      try await store.remove(run.id)
      #expect(try await store.runs().isEmpty)
      #expect(try await store.collect(olderThan: limit).completions == 1)
      #expect(try await store.damages().isEmpty)
    }
  }
}
