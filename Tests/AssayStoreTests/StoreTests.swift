// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@Suite struct StoreTests {
  @Test func whatIsStoredIsThereAfterReopening() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "deep/er/runs.sqlite")
      let kept = (0..<40).map { record($0, order: $0.isMultiple(of: 2) ? .asGiven : .swapped) }
      var store = try Store(at: file)
      var run = try await store.begin(description(name: "mine"))
      try await store.append(kept, to: run.id)
      try await store.close()
      #expect(!FileManager.default.fileExists(atPath: file.path() + "-wal"))

      store = try Store(at: file)
      let first = run
      run = try await store.begin(description())
      #expect(run == first)
      #expect(try await store.allContents(of: run.id) == kept.map(\.content))
      #expect(try await store.finished(of: run.id) == Set(kept.map(\.key)))
      #expect(try await store.damages().isEmpty)
      let other = try await store.begin(description(seed: 2))
      #expect(other.id != run.id)
      #expect(try await store.allContents(of: other.id).isEmpty)
      try await store.close()
    }
  }

  @Test func runsAreFoundByNameAndPrefix() async throws {
    try await withStore { store in
      let first = try await store.begin(description(seed: 1, name: "baseline"))
      let second = try await store.begin(description(seed: 2))
      #expect(try await store.run("baseline") == first)
      #expect(try await store.run(String(second.fingerprint.prefix(8)).uppercased()) == second)
      #expect(try await store.runs().map(\.id) == [second.id, first.id])
      for wrong in ["", "zzzz", String(first.fingerprint.prefix(3))] {
        let error = await #expect(throws: AssayError.self) { try await store.run(wrong) }
        #expect(error?.code == .notRecorded)
      }
      // The SHA-256 of the description, as `printf '{"seed":1}' | sha256sum` gives it.
      #expect(
        first.fingerprint == "fbe47f6d82b435a89f6e6fca65ad16138195de06c5fc3ffb66826a76e64e479f")
    }
  }

  @Test func aNameBelongsToOneConfiguration() async throws {
    try await withStore { store in
      let run = try await store.begin(description(seed: 1, name: "mine"))
      let error = await #expect(throws: AssayError.self) {
        try await store.begin(description(seed: 2, name: "mine"))
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.message.contains(run.shortFingerprint) == true)
      #expect(try await store.runs() == [run])
    }
  }

  /// (earlier, later, which stays)
  @Test(arguments: [
    (StoredRecord.Standing.failed, StoredRecord.Standing.failed, 1), (.failed, .unscored, 1),
    (.failed, .judged, 1), (.unscored, .failed, 0), (.unscored, .unscored, 0),
    (.unscored, .judged, 1), (.judged, .failed, 0), (.judged, .unscored, 0),
    (.judged, .judged, 0),
  ])
  func theHigherStandingStays(
    earlier: StoredRecord.Standing, later: StoredRecord.Standing, stays: Int
  ) async throws {
    try await withStore { store in
      let run = try await store.begin(description())
      let both = [
        record(1, standing: earlier, text: "earlier"), record(1, standing: later, text: "later"),
      ]
      for one in both { try await store.append([one], to: run.id) }
      #expect(try await store.allContents(of: run.id) == [both[stays].content])
      #expect(try await store.content(of: key(1), in: run.id) == both[stays].content)
      let progress = try await store.progress(of: run.id)
      #expect(progress.total == 1)
      #expect(progress.finished == (both[stays].standing == .failed ? 0 : 1))
    }
  }

  @Test func progressAddsUp() async throws {
    try await withStore { store in
      let run = try await store.begin(description())
      let other = try await store.begin(description(seed: 2))
      try await store.append([record(1), record(9)], to: other.id)
      try await store.append(
        [
          record(1, isCorrect: true), record(2, isCorrect: false),
          record(2, order: .swapped, isCorrect: true), record(2, sample: 1),
          record(3, standing: .unscored, isCorrect: false), record(4, standing: .failed),
        ], to: run.id)
      let progress = try await store.progress(of: run.id)
      #expect(progress.judged == 4)
      #expect(progress.unscored == 1)
      #expect(progress.failed == 1)
      #expect(progress.labelled == 4)
      #expect(progress.correct == 2)
      #expect(progress.promptTokens == 600)
      #expect(progress.completionTokens == 42)
      let asked = [key(1), key(3), key(4), key(5), key(2, order: .swapped), key(2, sample: 2)]
      #expect(
        try await store.finished(among: asked, of: run.id)
          == [key(1), key(3), key(2, order: .swapped)])
    }
  }

  @Test func differencesAreCountedAndListed() async throws {
    try await withStore { store in
      let first = try await store.begin(description(seed: 1))
      let second = try await store.begin(description(seed: 2))
      try await store.append(
        (0..<50).map { record($0, answer: "first", isCorrect: true) }, to: first.id)
      try await store.append(
        (10..<55).map {
          record($0, answer: $0 % 5 == 0 ? "second" : "first", isCorrect: $0 % 5 != 0)
        }, to: second.id)
      let difference = try await store.difference(between: first.id, and: second.id)
      #expect(difference.shared == 40)
      #expect(difference.differing == 8)
      #expect(difference.rightInFirstOnly == 8)
      #expect(difference.rightInSecondOnly == 0)
      #expect(difference.onlyInFirst == 10)
      #expect(difference.onlyInSecond == 5)
      var items: [DifferingItem] = []
      while true {
        let page = try await store.differingItems(
          between: first.id, and: second.id, after: items.last?.key, limit: 3)
        if page.isEmpty { break }
        items += page
      }
      #expect(items.map(\.key) == stride(from: 10, to: 50, by: 5).map { key($0) })
      #expect(items.allSatisfy { $0.first == .init(text: "first", isCorrect: true) })
      #expect(items.allSatisfy { $0.second == .init(text: "second", isCorrect: false) })
    }
  }
}

/// Runs the body with a fresh store.
func withStore(
  options: Store.Options = Store.Options(), _ body: (Store) async throws -> Void
) async throws {
  try await withTemporaryFolder { folder in
    let store = try Store(at: folder.appending(path: "runs.sqlite"), options: options)
    try await body(store)
    try await store.close()
  }
}
