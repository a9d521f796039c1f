// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation
import GRDB

extension Store {
  /// Keeps records of a run with their completions, and returns when they are durable.
  ///
  /// A record and its completion come into the store by one transaction. Where the run has the
  /// judgment already, the one of the higher standing stays (``StoredRecord/Standing``), so that
  /// two processes that ask the same leave one record.
  ///
  /// - Throws: `fileUnwritable`, as on a full disk: nothing of these records is kept then, all
  ///   earlier ones are. `invalidArgument` for a malformed key, or an example's identifier with a
  ///   secret in it.
  public func append(_ records: [StoredRecord], to run: StoredRun.ID) async throws {
    try await enqueue(records, to: run).wait()
  }

  /// Hands records in without waiting for the disk; they come after all that was handed in before.
  ///
  /// Bound the number of receipts that are not waited for: their records stand in memory.
  ///
  /// - Returns: What tells when they are durable; only then do they count as kept.
  /// - Throws: `invalidArgument`, as ``append(_:to:)`` does.
  public func enqueue(
    _ records: [StoredRecord], to run: StoredRun.ID
  ) async throws -> Receipt {
    let rows = try records.map { record in
      try RecordRow(record, redaction: redaction)
    }
    let now = options.now().timeIntervalSince1970
    return await commits.enqueue(rows: rows.count) { db in
      let statements = try RecordStatements(db)
      for row in rows { try statements.keep(row, run: run, now: now, db) }
    }
  }

  /// The judgments that need not be asked again: all but those that failed.
  public func finished(of run: StoredRun.ID) async throws -> Set<CompletionRequest.Key> {
    try await read { db in
      var keys: Set<CompletionRequest.Key> = []
      keys.reserveCapacity(
        try Int.fetchOne(db, sql: "SELECT count(*) FROM item WHERE run = ?", arguments: [run])
          ?? 0)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT example, presentation, sample FROM item WHERE run = ? AND standing > 0
          """, arguments: [run])
      while let row = try rows.next() { keys.insert(try Self.key(row)) }
      return keys
    }
  }

  /// Those of the keys that need not be asked again.
  ///
  /// It costs a search per key and no memory, so a run over millions of examples can ask for a
  /// batch at a time.
  public func finished(
    among keys: [CompletionRequest.Key], of run: StoredRun.ID
  ) async throws -> Set<CompletionRequest.Key> {
    try await read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT 1 FROM item
          WHERE run = ? AND example = ? AND presentation = ? AND sample = ? AND standing > 0
          """)
      var found: Set<CompletionRequest.Key> = []
      for key in keys {
        statement.setUncheckedArguments([run, key.example, key.order.rawValue, key.sample])
        if try Int.fetchOne(statement) != nil { found.insert(key) }
      }
      return found
    }
  }

  /// One page of a run's records, in the order in which they first came.
  ///
  /// - Parameters:
  ///   - place: The place of the last record before the page; 0 begins at the first.
  ///   - limit: The most records of the page.
  /// - Returns: The contents with their completions, and the place to go on from; nothing at the
  ///   end.
  public func contents(
    of run: StoredRun.ID, after place: Int64 = 0, limit: Int = 256
  ) async throws -> (contents: [RecordContent], place: Int64) {
    try await read { db in
      var contents: [RecordContent] = []
      var place = place
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT record.body, completion.key, completion.body, record.id
          FROM record LEFT JOIN completion ON completion.id = record.completion
          WHERE record.run = ? AND record.id > ? ORDER BY record.id LIMIT ?
          """, arguments: [run, place, limit])
      while let row = try rows.next() {
        contents.append(try Self.content(row))
        place = try row.value(3)
      }
      return (contents, place)
    }
  }

  /// What the store has of one judgment; `nil` where it was never asked.
  public func content(
    of key: CompletionRequest.Key, in run: StoredRun.ID
  ) async throws -> RecordContent? {
    try await contents(of: [key], in: run).first ?? nil
  }

  /// What the store has of some judgments, in their order; `nil` where one was never asked.
  public func contents(
    of keys: [CompletionRequest.Key], in run: StoredRun.ID
  ) async throws -> [RecordContent?] {
    try await read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT record.body, completion.key, completion.body
          FROM item JOIN record ON record.id = item.record
          LEFT JOIN completion ON completion.id = record.completion
          WHERE item.run = ? AND example = ? AND presentation = ? AND sample = ?
          """)
      return try keys.map { key in
        statement.setUncheckedArguments([run, key.example, key.order.rawValue, key.sample])
        return try Row.fetchOne(statement).map(Self.content)
      }
    }
  }

  private static func content(_ row: Row) throws -> RecordContent {
    let key: Data? = row.optional(1)
    return RecordContent(
      body: try row.value(0),
      completion: try key.map {
        StoredCompletion(key: ContentKey.text($0), body: try row.value(2))
      })
  }

  static func key(_ row: Row) throws -> CompletionRequest.Key {
    let name: String = try row.value(1)
    guard let order = PresentationOrder(rawValue: name) else {
      throw AssayError(
        .malformedFile, "The store has a record in the unknown order '\(name)'.",
        advice: "It was written by a later version; update the software.")
    }
    return CompletionRequest.Key(
      example: try row.value(0), order: order, sample: try row.value(2))
  }
}
