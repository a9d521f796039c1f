// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import GRDB
import Testing

@Suite struct DamageTests {
  @Test(arguments: ["{\"not\": \"a store\"}\n", "SQLite format 3\u{0}", "x"])
  func aFileThatIsNoStoreIsLeftAlone(_ content: String) async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      try Data(content.utf8).write(to: file)
      let error = #expect(throws: AssayError.self) { try Store(at: file) }
      #expect(error?.code == .malformedFile)
      #expect(error?.location?.file == "runs.sqlite")
      #expect(try Data(contentsOf: file) == Data(content.utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).count == 1)
    }
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "contacts.sqlite")
      let queue = try DatabaseQueue(path: file.path())
      try await queue.write { try $0.execute(sql: "CREATE TABLE person (name TEXT)") }
      try queue.close()
      let before = try Data(contentsOf: file)
      let error = #expect(throws: AssayError.self) { try Store(at: file) }
      #expect(error?.code == .malformedFile)
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test func anEmptyFileBecomesAStore() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      try Data().write(to: file)
      let store = try Store(at: file)
      #expect(try await store.runs().isEmpty)
      try await store.close()
    }
  }

  @Test func aFolderIsNoStore() async throws {
    try await withTemporaryFolder { folder in
      let error = #expect(throws: AssayError.self) { try Store(at: folder) }
      #expect(error?.code == .fileUnreadable)
    }
  }

  @Test func aStoreOfALaterVersionIsLeftAlone() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      try await filled(file, count: 3)
      let queue = try DatabaseQueue(path: file.path())
      try await queue.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of the future')")
      }
      try queue.close()
      let error = #expect(throws: AssayError.self) { try Store(at: file) }
      #expect(error?.code == .malformedFile)
      #expect(error?.message.contains("later version") == true)
    }
  }

  @Test func damageInTheMiddleIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      try await filled(file, count: 2000)
      let handle = try FileHandle(forUpdating: file)
      let length = try handle.seekToEnd()
      // Everything but the first pages, which hold the schema.
      try handle.seek(toOffset: 4096 * 16)
      try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(length) - 4096 * 16))
      try handle.close()
      let error = await #expect(throws: AssayError.self) {
        let store = try Store(at: file)
        #expect(try await !store.damages().isEmpty)
        let run = try await store.begin(description())
        _ = try await store.allContents(of: run.id)
      }
      #expect(error?.code == .malformedFile)
      #expect(error?.advice?.contains(".recover") == true)
    }
  }

  @Test func noDamageBringsTheProgramDown() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      try await filled(file, count: 200)
      let whole = try Data(contentsOf: file)
      var generator = SeededGenerator(seed: 3, stream: "damage")
      var refused = 0
      for round in 0..<60 {
        var bytes = whole
        // From one byte to a hundred, some only in the header and the schema.
        for _ in 0...(round % 2 == 0 ? 0 : 100) {
          let place = generator.below(round % 3 == 0 ? 4096 : bytes.count)
          bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        }
        let copy = folder.appending(path: "copy-\(round).sqlite")
        try bytes.write(to: copy)
        do {
          try await readAll(try Store(at: copy))
        } catch is AssayError {
          refused += 1
        }
      }
      #expect(refused > 20)
    }
  }

  private func readAll(_ store: Store) async throws {
    let run = try await store.begin(description())
    _ = try await store.runs()
    _ = try await store.progress(of: run.id)
    _ = try await store.finished(of: run.id)
    _ = try await store.allContents(of: run.id, limit: 50)
    _ = try await store.differingItems(between: run.id, and: run.id)
    try await store.append([record(1, text: "again"), record(5000)], to: run.id)
    try await store.close()
  }

  @Test func aFullDiskLosesNothing() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      var store = try Store(at: file, options: Store.Options(maximumBytes: 400_000))
      let run = try await store.begin(description())
      var kept = 0
      let error = await #expect(throws: AssayError.self) {
        while true {
          let batch = (kept..<(kept + 10)).map { number in
            record(number, text: String(repeating: "x", count: 900))
          }
          try await store.append(batch, to: run.id)
          kept += 10
        }
      }
      #expect(error?.code == .fileUnwritable)
      #expect(error?.message == "The disk is full.")
      #expect(kept > 100)
      // What was acknowledged is there, nothing of the batch that failed is, and it goes on.
      #expect(try await store.allContents(of: run.id).count == kept)
      try await store.close()
      store = try Store(at: file)
      #expect(try await store.damages().isEmpty)
      #expect(try await store.finished(of: run.id) == Set((0..<kept).map { key($0) }))
      try await store.append([record(kept)], to: run.id)
      #expect(try await store.finished(of: run.id).count == kept + 1)
      try await store.close()
    }
  }

  private func filled(_ file: URL, count: Int) async throws {
    let store = try Store(at: file)
    let run = try await store.begin(description())
    try await store.append(
      (0..<count).map { record($0, text: String(repeating: "y", count: 200)) }, to: run.id)
    try await store.close()
  }
}
