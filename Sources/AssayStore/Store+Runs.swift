// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Crypto
import Foundation
import GRDB

extension Store {
  /// Takes up the run of this description, or begins it.
  ///
  /// - Throws: `invalidArgument` where the name belongs to another run; what a full disk or a
  ///   damaged file causes.
  public func begin(_ description: RunDescription) async throws -> StoredRun {
    let row = clean(description)
    let fingerprint = ContentKey.text(SHA256.hash(data: row.body))
    let now = options.now().timeIntervalSince1970
    try await write(rows: 1) { db in
      try Self.requireFree(row.name, for: fingerprint, db)
      try db.execute(
        sql: """
          INSERT INTO run
            (fingerprint, name, model, style, data, software, expected, created_at, description)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (fingerprint) DO UPDATE
          SET name = coalesce(excluded.name, name), expected = excluded.expected
          """,
        arguments: [
          fingerprint, row.name, row.model, row.style, row.data, row.software, row.expected, now,
          row.body,
        ])
    }
    return try await run(fingerprint)
  }

  /// The run of this description, where it was begun.
  public func begun(_ description: RunDescription) async throws -> StoredRun? {
    let fingerprint = ContentKey.text(SHA256.hash(data: clean(description).body))
    return try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT \(Self.columns) FROM run WHERE fingerprint = ?", arguments: [fingerprint]
      ).map(Self.run)
    }
  }

  private func clean(_ description: RunDescription) -> RunDescription {
    var clean = description
    clean.body = redaction.cleanDescription(description.body)
    clean.name = description.name.map(redaction.clean)
    clean.model = redaction.clean(description.model)
    clean.style = redaction.clean(description.style)
    clean.data = redaction.clean(description.data)
    return clean
  }

  /// All runs, the newest first.
  public func runs() async throws -> [StoredRun] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM run ORDER BY created_at DESC, id DESC")
        .map(Self.run)
    }
  }

  /// The run with this name, or with a fingerprint that begins so.
  ///
  /// - Throws: `notRecorded` where there is none, `invalidArgument` where there are several.
  public func run(_ nameOrPrefix: String) async throws -> StoredRun {
    let found = try await read { db in
      if let row = try Row.fetchOne(
        db, sql: "SELECT \(Self.columns) FROM run WHERE name = ?", arguments: [nameOrPrefix])
      {
        return [try Self.run(row)]
      }
      guard nameOrPrefix.count >= 4 else { return [] }
      return try Row.fetchAll(
        db, sql: "SELECT \(Self.columns) FROM run WHERE substr(fingerprint, 1, ?) = ? LIMIT 2",
        arguments: [nameOrPrefix.count, nameOrPrefix.lowercased()]
      ).map(Self.run)
    }
    guard let run = found.first else {
      throw AssayError(
        .notRecorded, "The store has no run '\(nameOrPrefix)'.",
        advice: "Give a run's name or at least 4 digits of its fingerprint.",
        location: SourceLocation(file: url.lastPathComponent))
    }
    guard found.count == 1 else {
      throw AssayError(
        .invalidArgument, "Several runs begin with '\(nameOrPrefix)'.",
        advice: "Give more digits.", location: SourceLocation(file: url.lastPathComponent))
    }
    return run
  }

  /// How far a run is. Prompts and answers are not read for it.
  public func progress(of run: StoredRun.ID) async throws -> RunProgress {
    try await read { db in
      var progress = RunProgress()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT standing, count(*), count(correct), coalesce(sum(correct), 0),
            coalesce(sum(prompt_tokens), 0), coalesce(sum(completion_tokens), 0)
          FROM item WHERE run = ? GROUP BY standing
          """, arguments: [run])
      while let row = try rows.next() {
        switch StoredRecord.Standing(rawValue: try row.value(0)) {
        case .judged: progress.judged += try row.value(1)
        case .unscored: progress.unscored += try row.value(1)
        case .failed, nil: progress.failed += try row.value(1)
        }
        progress.labelled += try row.value(2)
        progress.correct += try row.value(3)
        progress.promptTokens += try row.value(4)
        progress.completionTokens += try row.value(5)
      }
      return progress
    }
  }

  /// Removes a run and its records. Completions stay, for other runs, until they are collected.
  public func remove(_ run: StoredRun.ID) async throws {
    try await write(rows: 1) { db in
      for table in ["item", "record"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run])
      }
      try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run])
    }
  }

  private static func requireFree(
    _ name: String?, for fingerprint: String, _ db: Database
  ) throws {
    guard let name,
      let owner = try String.fetchOne(
        db, sql: "SELECT fingerprint FROM run WHERE name = ? AND fingerprint <> ?",
        arguments: [name, fingerprint])
    else { return }
    throw AssayError(
      .invalidArgument,
      "The name '\(name)' belongs to run \(owner.prefix(10)), which has another configuration.",
      advice: "Choose another name, or repeat that run's configuration to go on with it.")
  }

  private static let columns =
    "id, fingerprint, description, name, model, style, data, software, expected, created_at"

  private static func run(_ row: Row) throws -> StoredRun {
    StoredRun(
      id: try row.value(0), fingerprint: try row.value(1),
      description: RunDescription(
        body: try row.value(2), name: row.optional(3), model: try row.value(4),
        style: try row.value(5), data: try row.value(6), software: try row.value(7),
        expected: try row.value(8)),
      createdAt: Date(timeIntervalSince1970: try row.value(9)))
  }
}
