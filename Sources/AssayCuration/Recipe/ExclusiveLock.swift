// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Keeps a second process away from the same work; the system frees it when the process ends.
final class ExclusiveLock {
  private let descriptor: Int32

  /// - Throws: An `AssayError` with code `fileUnwritable` where another process holds the lock.
  init(_ file: URL) throws {
    let path = file.path(percentEncoded: false)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw AssayError(
        .fileUnwritable, "Another process is at work on this stage.",
        advice: "Wait for it, or give each process a shard of its own (--shard 1/2, 2/2).",
        location: SourceLocation(file: path))
    }
  }

  deinit { close(descriptor) }
}
