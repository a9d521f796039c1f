// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation
import Synchronization

extension AssayError.Code {
  /// Another process works on the same run or file.
  public static let inUse = AssayError.Code(rawValue: "in-use")
}

/// The right to work on a run, which one process has at a time.
///
/// Two processes on one run would ask, and pay, the same questions. The claim is a lock of the
/// operating system on one byte of a file beside the store, so it ends with its process however
/// that ends: nothing is left over that a later process would have to wait for or to clear away.
public final class RunClaim: Sendable {
  private let path: String
  private let run: StoredRun.ID
  private let isHeld = Mutex(true)

  fileprivate init(path: String, run: StoredRun.ID) {
    self.path = path
    self.run = run
  }

  deinit { release() }

  /// Gives the run free.
  public func release() {
    let wasHeld = isHeld.withLock { isHeld in
      defer { isHeld = false }
      return isHeld
    }
    if wasHeld { LockFile.release(run, of: path) }
  }
}

extension Store {
  /// Claims a run for this process, until the claim is released or the process ends.
  ///
  /// - Throws: `inUse` where another process, or another part of this one, has it; the message
  ///   names the process. `fileUnwritable` where the lock's file cannot be made.
  public func claim(_ run: StoredRun) throws -> RunClaim {
    let path = url.path(percentEncoded: false) + "-lock"
    switch LockFile.claim(run.id, of: path) {
    case .claimed: return RunClaim(path: path, run: run.id)
    case .inUse(let process):
      let name = run.description.name.map { "'\($0)'" } ?? run.shortFingerprint
      throw AssayError(
        .inUse, "Process \(process) is working on the run \(name).",
        advice: "Wait for it to end, or stop it; the same command then goes on from there.",
        location: SourceLocation(file: url.lastPathComponent))
    case .failed(let number):
      throw AssayError(
        .fileUnwritable, "The run cannot be claimed: \(String(cString: strerror(number))).",
        advice: "Check the permissions of the store's folder.",
        location: SourceLocation(file: path))
    }
  }
}

/// The files of locks that this process has open. There is one descriptor for each: closing any
/// descriptor of a file gives up all locks of the process on it.
private enum LockFile {
  enum Outcome {
    case claimed
    case inUse(by: pid_t)
    case failed(Int32)
  }

  private struct Open {
    var descriptor: Int32
    var held: Set<Int64> = []
  }

  private static let files = Mutex<[String: Open]>([:])

  static func claim(_ run: Int64, of path: String) -> Outcome {
    files.withLock { files in
      var file = files[path] ?? Open(descriptor: open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644))
      guard file.descriptor >= 0 else { return .failed(errno) }
      guard !file.held.contains(run) else { return .inUse(by: getpid()) }
      files[path] = file
      var range = lock(F_WRLCK, run)
      while fcntl(file.descriptor, F_SETLK, &range) != 0 {
        let number = errno
        guard number == EACCES || number == EAGAIN else { return .failed(number) }
        var holder = lock(F_WRLCK, run)
        guard fcntl(file.descriptor, F_GETLK, &holder) == 0 else { return .failed(errno) }
        // It may have ended in the meantime.
        if holder.l_type != Int16(F_UNLCK) { return .inUse(by: holder.l_pid) }
      }
      file.held.insert(run)
      files[path] = file
      return .claimed
    }
  }

  static func release(_ run: Int64, of path: String) {
    files.withLock { files in
      guard var file = files[path], file.held.remove(run) != nil else { return }
      var range = lock(F_UNLCK, run)
      _ = fcntl(file.descriptor, F_SETLK, &range)
      if file.held.isEmpty {
        close(file.descriptor)
        files[path] = nil
      } else {
        files[path] = file
      }
    }
  }

  private static func lock(_ type: Int32, _ run: Int64) -> flock {
    var lock = flock()
    lock.l_type = Int16(type)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(run)
    lock.l_len = 1
    return lock
  }
}
