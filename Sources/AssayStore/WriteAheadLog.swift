// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Dispatch
import Foundation
import Synchronization

/// The log that a database writes its commits into, as far as it has to reach the disk.
///
/// A commit that stands in the log outlives a killed process at once, and a lost power supply once
/// the log is synced. SQLite can do both in one step; apart, the next commit need not wait for the
/// sync of the one before, so that an answer stands in the log a fraction of a millisecond after
/// it came. SQLite itself syncs the log before it folds it into the database, so a sync of the log
/// covers every commit before it, wherever it stands by then.
final class WriteAheadLog: Sendable {
  private let path: String
  private let descriptor = Mutex<Int32>(-1)
  private let queue = DispatchQueue(label: "assay.store.sync", qos: .userInitiated)

  /// - Parameter database: The file that the log stands beside.
  init(of database: URL) { path = database.path(percentEncoded: false) + "-wal" }

  deinit { close() }

  /// Returns once everything that was committed before the call is on the disk.
  ///
  /// - Throws: `fileUnwritable` where the disk reports an error.
  func sync() async throws {
    let failure: Int32? = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.syncNow()) }
    }
    guard let failure else { return }
    throw AssayError(
      .fileUnwritable, "The disk reported an error: \(String(cString: strerror(failure))).",
      advice: "Check the disk and its free space. Everything that was finished is kept; the same "
        + "command goes on from there.", location: SourceLocation(file: path))
  }

  func close() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { _ = Foundation.close(descriptor) }
      descriptor = -1
    }
  }

  /// The number of the error, `nil` where there was none.
  private func syncNow() -> Int32? {
    let file = descriptor.withLock { descriptor in
      // Nobody removes the log while a database is open, so the file stays the same one.
      if descriptor < 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
      return descriptor
    }
    guard file >= 0, fsync(file) == 0 else { return errno }
    return nil
  }
}
