// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Crypto
import Foundation
import GRDB

/// A record on its way into the file: checked, cleaned of secrets, its key in bytes.
struct RecordRow: Sendable {
  var record: StoredRecord
  var completion: (key: Data, body: Data)?

  init(_ record: StoredRecord, redaction: Redaction) throws {
    guard redaction.clean(record.key.example) == record.key.example else {
      throw AssayError(
        .invalidArgument, "An example's identifier holds a secret and cannot be stored.",
        advice: "Give the example another identifier.")
    }
    self.record = record
    self.record.answer = redaction.clean(record.answer)
    self.record.content.body = redaction.clean(record.content.body)
    completion = try record.content.completion.map {
      (try ContentKey.bytes($0.key), redaction.clean($0.body))
    }
  }
}

/// The statements that keep one record, compiled once per connection.
struct RecordStatements {
  private let existing: Statement
  private let insertRecord: Statement
  private let updateRecord: Statement
  private let putItem: Statement
  private let completions: CompletionStatements

  init(_ db: Database) throws {
    existing = try db.cachedStatement(
      sql: """
        SELECT standing, record FROM item
        WHERE run = ? AND example = ? AND presentation = ? AND sample = ?
        """)
    insertRecord = try db.cachedStatement(
      sql: "INSERT INTO record (run, completion, body) VALUES (?, ?, ?)")
    updateRecord = try db.cachedStatement(
      sql: "UPDATE record SET completion = ?, body = ? WHERE id = ?")
    putItem = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO item
          (run, example, presentation, sample, standing, correct, prompt_tokens,
            completion_tokens, answer, record)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    completions = try CompletionStatements(db)
  }

  /// Writes the record, or leaves the one that is there and stands higher.
  func keep(_ row: RecordRow, run: Int64, now: Double, _ db: Database) throws {
    let record = row.record
    let order = record.key.order.rawValue
    existing.setUncheckedArguments([run, record.key.example, order, record.key.sample])
    let rows = try Row.fetchCursor(existing)
    let earlier = try rows.next().map {
      (standing: try $0.value(0) as Int, record: try $0.value(1) as Int64)
    }
    if let earlier, earlier.standing > 0, earlier.standing >= record.standing.rawValue { return }
    let completion = try row.completion.map {
      try completions.keep(key: $0.key, body: $0.body, now: now, db)
    }
    let place: Int64
    if let earlier {
      place = earlier.record
      updateRecord.setUncheckedArguments([completion, record.content.body, place])
      try updateRecord.execute()
    } else {
      insertRecord.setUncheckedArguments([run, completion, record.content.body])
      try insertRecord.execute()
      place = db.lastInsertedRowID
    }
    putItem.setUncheckedArguments([
      run, record.key.example, order, record.key.sample, record.standing.rawValue,
      record.isCorrect, record.usage?.promptTokens, record.usage?.completionTokens,
      record.answer, place,
    ])
    try putItem.execute()
  }
}

/// The statements that keep one completion.
struct CompletionStatements {
  private let insert: Statement
  private let find: Statement

  init(_ db: Database) throws {
    insert = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO completion (key, created_at, body) VALUES (?, ?, ?)")
    find = try db.cachedStatement(sql: "SELECT id, body = ? FROM completion WHERE key = ?")
  }

  /// Writes the completion unless its key is known; the first one stays.
  func keepFirst(key: Data, body: Data, now: Double) throws {
    insert.setUncheckedArguments([key, now, body])
    try insert.execute()
  }

  /// Writes the completion unless it is there, and gives its number.
  ///
  /// Two processes that asked the same at once may have two answers. A record keeps the one that
  /// it was read from: the second stands under a key of its own, which no request has.
  func keep(key: Data, body: Data, now: Double, _ db: Database) throws -> Int64 {
    let before = db.totalChangesCount
    try keepFirst(key: key, body: body, now: now)
    if db.totalChangesCount > before { return db.lastInsertedRowID }
    find.setUncheckedArguments([body, key])
    let rows = try Row.fetchCursor(find)
    guard let row = try rows.next() else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a completion is missing")
    }
    if try row.value(1) { return try row.value(0) }
    let own = Data(SHA256.hash(data: key + body))
    return try keep(key: own, body: body, now: now, db)
  }
}
