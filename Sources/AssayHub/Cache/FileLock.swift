// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// An exclusive lock on a file, kept by the operating system for as long as this value lives.
///
/// `huggingface_hub` takes the same lock on the same file, and a killed process gives it back.
final class FileLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes the lock, as soon as nobody else has it.
  ///
  /// - Parameter onWait: Called once where somebody else has it.
  /// - Throws: `fileUnwritable` where the file cannot be made or its disk has no locks;
  ///   `CancellationError`.
  static func acquire(
    _ file: URL, timekeeper: any Timekeeper, onWait: () -> Void
  ) async throws -> FileLock {
    let path = file.path(percentEncoded: false)
    var hasWaited = false
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o664)
      guard descriptor >= 0 else { throw AssayError.unwritable(path, errno) }
      let lock = FileLock(descriptor: descriptor)
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        if isCurrent(descriptor, path) { return lock }
        // The holder before took the file away; the next one has to be the same for all.
        continue
      }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw AssayError(
          .fileUnwritable, "The disk of the cache has no locks.",
          advice: "Name a folder on another disk with HF_HUB_CACHE.",
          location: SourceLocation(file: path))
      }
      if !hasWaited { onWait() }
      hasWaited = true
      try await timekeeper.sleep(for: .milliseconds(100))
    }
  }

  /// Whether the path still leads to the open file.
  private static func isCurrent(_ descriptor: Int32, _ path: String) -> Bool {
    var (own, other) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && stat(path, &other) == 0 && own.st_ino == other.st_ino
      && own.st_dev == other.st_dev
  }
}
