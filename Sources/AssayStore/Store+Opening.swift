// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import GRDB

extension Store {
  /// The number in a file's header that says whose database it is: "ASSY".
  static let applicationID: Int32 = 0x4153_5359

  static func open(_ url: URL, options: Options) throws -> DatabasePool {
    let file = url.lastPathComponent
    try createFolder(of: url)
    try requireOurs(url)
    do {
      return try retryingWhileBusy(for: options.busyTimeout) {
        let pool = try DatabasePool(
          path: url.path(percentEncoded: false), configuration: configuration(options))
        try pool.writeWithoutTransaction { db in
          // Commits are synced by us, and acknowledged only then; see `WriteAheadLog`.
          try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        try migrate(pool, file: file)
        return pool
      }
    } catch {
      throw AssayError.store(error, file: file)
    }
  }

  private static func configuration(_ options: Options) -> Configuration {
    var configuration = Configuration()
    let timeout = options.busyTimeout.components
    configuration.busyMode = .timeout(
      Double(timeout.seconds) + Double(timeout.attoseconds) * 1e-18)
    configuration.maximumReaderCount = 4
    let maximumBytes = options.maximumBytes
    configuration.prepareDatabase { db in
      // In KiB. Writing goes to scattered places of the indices, reading mostly along the file.
      try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -8192 : -32768)")
      guard !db.configuration.readonly else { return }
      if try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 {
        // These hold for the file's whole life and must come before its first table; in one
        // transaction, so that nobody ever sees a file without the mark that it is ours.
        try db.execute(
          sql: """
            PRAGMA page_size = 4096;
            BEGIN;
            PRAGMA auto_vacuum = INCREMENTAL;
            PRAGMA application_id = \(applicationID);
            COMMIT;
            """)
      }
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 16000")
      if maximumBytes > 0, let page = try Int.fetchOne(db, sql: "PRAGMA page_size") {
        try db.execute(sql: "PRAGMA max_page_count = \(max(1, maximumBytes / page))")
      }
    }
    return configuration
  }

  private static func createFolder(of url: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw AssayError(
        .fileUnwritable, "The store's folder cannot be made: \(error.localizedDescription)",
        advice: "Check the path and the permissions.",
        location: SourceLocation(file: url.path(percentEncoded: false)))
    }
  }

  /// Refuses, before anything is touched, a file that is not a store.
  private static func requireOurs(_ url: URL) throws {
    let path = url.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { return }
    // With a journal beside it the file is in the middle of being made; the database decides.
    guard !FileManager.default.fileExists(atPath: path + "-journal") else { return }
    let header: Data
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      header = try handle.read(upToCount: 100) ?? Data()
    } catch {
      throw AssayError(
        .fileUnreadable, "The store cannot be read: \(error.localizedDescription)",
        advice: "Check the path and the permissions.", location: SourceLocation(file: path))
    }
    guard !header.isEmpty else { return }
    guard header.count == 100, header.starts(with: Array("SQLite format 3\u{0}".utf8)) else {
      throw AssayError.damaged(
        "the file does not begin as a SQLite database", file: url.lastPathComponent)
    }
    let identifier = header[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard identifier == UInt32(bitPattern: applicationID) else {
      throw AssayError(
        .malformedFile, "The file is a database of another program.",
        advice: "Name another file for the store.",
        location: SourceLocation(file: url.lastPathComponent))
    }
  }

  /// Tries again while processes that open one new file at once are in each other's way.
  private static func retryingWhileBusy<Value>(
    for timeout: Duration, _ body: () throws -> Value
  ) throws -> Value {
    let deadline = ContinuousClock.now + timeout
    while true {
      do {
        return try body()
      } catch let error as DatabaseError
        where [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL].contains(error.resultCode)
        && ContinuousClock.now < deadline
      {
        Thread.sleep(forTimeInterval: Double.random(in: 0.005...0.03))
      }
    }
  }
}
