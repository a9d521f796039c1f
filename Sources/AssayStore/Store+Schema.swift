// SPDX-License-Identifier: Apache-2.0
import AssayCore
import GRDB

extension Store {
  /// The migrations, oldest first. One that was released never changes.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("runs, records and completions") { db in
      try db.execute(sql: Schema.runs)
      try db.execute(sql: Schema.completions)
      try db.execute(sql: Schema.records)
    }
    return migrator
  }

  /// Brings the file to the newest form, unless another process has just done so.
  static func migrate(_ pool: DatabasePool, file: String) throws {
    let migrator = migrator
    func isCurrent() throws -> Bool {
      try pool.read { db in
        guard try !migrator.hasBeenSuperseded(db) else {
          throw AssayError(
            .malformedFile, "The store was written by a later version of this software.",
            advice: "Update the software, or use another file.",
            location: SourceLocation(file: file))
        }
        return try migrator.hasCompletedMigrations(db)
      }
    }
    guard try !isCurrent() else { return }
    do {
      try migrator.migrate(pool)
    } catch let error as DatabaseError {
      guard try isCurrent() else { throw error }
    }
  }
}

/// The statements that make the first form of the store.
private enum Schema {
  /// `fingerprint` is the SHA-256 of `description`: the same configuration is the same run.
  static let runs = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      name TEXT UNIQUE,
      model TEXT NOT NULL,
      style TEXT NOT NULL,
      data TEXT NOT NULL,
      software TEXT NOT NULL,
      expected INTEGER NOT NULL,
      created_at REAL NOT NULL,
      description BLOB NOT NULL
    ) STRICT
    """

  static let completions = """
    CREATE TABLE completion (
      id INTEGER PRIMARY KEY,
      key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
      created_at REAL NOT NULL,
      body BLOB NOT NULL
    ) STRICT
    """

  /// Narrow items beside wide records: what is done, counted and compared is read without
  /// touching prompts and answers. `item.record` has no foreign key because each delete of a
  /// record would then search all items; the two are only written and removed together.
  static let records = """
    CREATE TABLE record (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (id),
      completion INTEGER REFERENCES completion (id),
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX record_run ON record (run);
    CREATE INDEX record_completion ON record (completion) WHERE completion IS NOT NULL;
    CREATE TABLE item (
      run INTEGER NOT NULL REFERENCES run (id),
      example TEXT NOT NULL,
      presentation TEXT NOT NULL,
      sample INTEGER NOT NULL,
      standing INTEGER NOT NULL,
      correct INTEGER,
      prompt_tokens INTEGER,
      completion_tokens INTEGER,
      answer TEXT NOT NULL,
      record INTEGER NOT NULL,
      PRIMARY KEY (run, example, presentation, sample)
    ) STRICT, WITHOUT ROWID
    """
}
