// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@Suite struct GroupCommitTests {
  /// (delay, rows per transaction)
  @Test(arguments: [(Duration.zero, 2048), (.milliseconds(20), 2048), (.seconds(600), 1)])
  func everyWriteIsAcknowledgedOnce(delay: Duration, rows: Int) async throws {
    let options = Store.Options(commitDelay: delay, maximumRowsPerCommit: rows)
    try await withStore(options: options) { store in
      let run = try await store.begin(description())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<300 {
          group.addTask {
            try await store.append([record(number)], to: run.id)
            // An acknowledged record can be read by anyone.
            #expect(try await store.finished(among: [key(number)], of: run.id).count == 1)
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.allContents(of: run.id).count == 300)
    }
  }

  @Test func aFullGroupDoesNotWait() async throws {
    // With a delay of ten minutes only the number of rows can end the wait.
    let options = Store.Options(commitDelay: .seconds(600), maximumRowsPerCommit: 4)
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      let run = try await Store(at: file).begin(description())
      let store = try Store(at: file, options: options)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask { try await store.append([record(number)], to: run.id) }
        }
        try await group.waitForAll()
      }
      #expect(try await store.allContents(of: run.id).count == 8)
    }
  }

  @Test func oneBadWriteCostsItsNeighboursNothing() async throws {
    try await withStore(options: Store.Options(commitDelay: .milliseconds(50))) { store in
      let run = try await store.begin(description(seed: 1, name: "taken"))
      let refused = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask {
            do {
              if number == 7 {
                _ = try await store.begin(description(seed: 2, name: "taken"))
              } else {
                // Number 11 names a run that is not there.
                try await store.append([record(number)], to: number == 11 ? 999 : run.id)
              }
              return false
            } catch { return true }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(refused == 2)
      #expect(try await store.allContents(of: run.id).count == 18)
    }
  }

  @Test func whatIsHandedInKeepsItsOrder() async throws {
    try await withStore { store in
      let run = try await store.begin(description())
      var receipts: [Receipt] = []
      for number in 0..<200 {
        receipts.append(try await store.enqueue([record(number)], to: run.id))
      }
      // One that fails in their midst is told so, however often it is asked.
      let bad = try await store.enqueue([record(1)], to: 999)
      receipts.append(try await store.enqueue([record(200)], to: run.id))
      for _ in 0..<2 {
        await #expect(throws: AssayError.self) { try await bad.wait() }
        for receipt in receipts { try await receipt.wait() }
        #expect(bad.isSettled && receipts.allSatisfy(\.isSettled))
      }
      let kept = try await store.allContents(of: run.id, limit: 64)
      #expect(kept == (0...200).map { record($0).content })
    }
  }

  @Test func aCancelledTaskStillKeepsWhatItHandedIn() async throws {
    try await withStore(options: Store.Options(commitDelay: .milliseconds(50))) { store in
      let run = try await store.begin(description())
      let task = Task { try await store.append([record(1)], to: run.id) }
      task.cancel()
      try await task.value
      #expect(try await store.finished(of: run.id) == [key(1)])
    }
  }
}
