// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation
import GRDB

/// Runs, their judgments and every completion that was paid for, in one SQLite file.
///
/// What a writing method has returned from is on the disk: neither a killed process nor a lost
/// power supply takes it away. Any number of processes may share one store; each sees what the
/// others have finished. The file is in WAL mode, so `-wal` and `-shm` files stand beside it while
/// it is open.
///
/// ```swift
/// let store = try Store(at: URL(filePath: "runs.sqlite"))
/// let run = try await store.begin(description)
/// try await store.append(records, to: run.id)
/// ```
public final class Store: Sendable {
  /// The file of the store.
  public let url: URL
  /// How the store behaves.
  public let options: Options

  let pool: DatabasePool
  let commits: GroupCommit
  private let log: WriteAheadLog
  let redaction: Redaction

  /// How a store behaves.
  public struct Options: Sendable {
    /// Texts that must never be stored, such as keys of endpoints; see ``Redaction``.
    public var secrets: [String]
    /// How long to wait for another process that is writing.
    public var busyTimeout: Duration
    /// How long a write may wait for others to share its transaction.
    public var commitDelay: Duration
    /// Where this many rows wait, the transaction begins at once.
    public var maximumRowsPerCommit: Int
    /// Refuses to grow beyond this many bytes, as a full disk would; 0 sets no limit.
    public var maximumBytes: Int
    /// The time of day.
    public var now: @Sendable () -> Date

    public init(
      secrets: [String] = [], busyTimeout: Duration = .seconds(30),
      commitDelay: Duration = .milliseconds(2), maximumRowsPerCommit: Int = 2048,
      maximumBytes: Int = 0, now: @escaping @Sendable () -> Date = { Date() }
    ) {
      self.secrets = secrets
      self.busyTimeout = busyTimeout
      self.commitDelay = commitDelay
      self.maximumRowsPerCommit = max(1, maximumRowsPerCommit)
      self.maximumBytes = maximumBytes
      self.now = now
    }
  }

  /// Opens the store, or creates it with the folder that it lies in.
  ///
  /// - Throws: `malformedFile` where the file is damaged, belongs to another program or was
  ///   written by a later version; `fileUnwritable` or `fileUnreadable`.
  public init(at url: URL, options: Options = Options()) throws {
    self.url = url
    self.options = options
    redaction = Redaction(secrets: options.secrets)
    let pool = try Self.open(url, options: options)
    self.pool = pool
    log = WriteAheadLog(of: url)
    commits = GroupCommit(
      pool: pool, log: log, delay: options.commitDelay, maximumRows: options.maximumRowsPerCommit,
      file: url.lastPathComponent)
  }

  /// Waits for what is under way and closes the file.
  public func close() async throws {
    await commits.finish()
    log.close()
    // The readers go first: only a writer that closes last folds the `-wal` file into the store.
    pool.releaseMemory()
    try translatingErrors { try pool.close() }
  }

  /// Reads the whole file and says what is damaged in it; empty where nothing is.
  ///
  /// It takes as long as reading the file does.
  public func damages() async throws -> [String] {
    try await read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    }
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch {
      throw AssayError.store(error, file: url.lastPathComponent)
    }
  }

  /// Runs the body inside a transaction that it may share with others, and returns once the
  /// transaction is on the disk.
  func write(
    rows: Int, isUrgent: Bool = false, _ body: @escaping @Sendable (Database) throws -> Void
  ) async throws {
    try await commits.enqueue(rows: rows, isUrgent: isUrgent, body).wait()
  }

  func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw AssayError.store(error, file: url.lastPathComponent)
    }
  }
}
