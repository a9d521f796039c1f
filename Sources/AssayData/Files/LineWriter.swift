// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// Writes JSON Lines so that a failure, such as a full disk, never damages what was there.
///
/// Replacing goes through a new file beside the old one, which takes its place at `finish`; what a
/// killed process left of such a file goes away when the same file is next replaced.
/// Appending cuts a line that could only be written in part. What is neither a regular file nor
/// absent, such as a pipe, is written to directly.
public final class LineWriter {
  private let path: String
  /// The file that bytes go to until `finish`; the path itself unless a file is being replaced.
  private let workingPath: String
  private let descriptor: Int32
  private let isAppending: Bool
  private var pending: [UInt8] = []
  /// The file's length up to the last whole line on it.
  private var safeLength: off_t = 0
  private var isFinished = false

  private static let flushSize = 1 << 18

  /// Starts a file that takes the place of the one at the path when `finish` is called.
  public init(replacing file: URL) throws {
    let resolved = file.resolvingSymlinksInPath().path(percentEncoded: false)
    path = resolved
    isAppending = false
    var status = stat()
    let exists = stat(resolved, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind != S_IFREG, kind != S_IFDIR {
      workingPath = resolved
      descriptor = open(resolved, O_WRONLY | O_CLOEXEC)
    } else if exists, kind == S_IFDIR {
      throw Self.failure(resolved, EISDIR)
    } else {
      let partial: PartialFile
      do {
        partial = try PartialFile(replacing: resolved)
      } catch {
        throw Self.failure(resolved, error.number)
      }
      (workingPath, descriptor) = (partial.path, partial.descriptor)
      if exists { _ = fchmod(descriptor, status.st_mode & 0o7777) }
    }
    guard descriptor >= 0 else { throw Self.failure(resolved, errno) }
  }

  /// Opens a file to add lines at its end, and makes it where there is none.
  ///
  /// A last line without an ending gets one first.
  public init(appendingTo file: URL) throws {
    path = file.path(percentEncoded: false)
    workingPath = path
    isAppending = true
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    let length = lseek(descriptor, 0, SEEK_END)
    safeLength = max(0, length)
    var last: UInt8 = 0x0A
    if length > 0, pread(descriptor, &last, 1, length - 1) == 1, last != 0x0A {
      pending.append(0x0A)
    }
  }

  deinit {
    close(descriptor)
    if !isFinished, workingPath != path { unlink(workingPath) }
  }

  /// Adds one line, which may stay in memory until `flush` or `finish`.
  public func append(_ value: JSONValue) throws {
    value.appendJSON(to: &pending)
    pending.append(0x0A)
    if pending.count >= Self.flushSize { try flush() }
  }

  /// Hands everything so far to the operating system.
  public func flush() throws {
    var written = 0
    while written < pending.count {
      let count = pending.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return write(descriptor, base + written, bytes.count - written)
      }
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        if isAppending { keepWholeLines(of: pending[..<written]) }
        pending.removeAll()
        throw Self.failure(path, number)
      }
      written += count
    }
    safeLength += off_t(written)
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes what is left, makes it durable, and puts the new file in its place.
  public func finish() throws {
    guard !isFinished else { return }
    try flush()
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      throw Self.failure(path, errno)
    }
    if workingPath != path, rename(workingPath, path) != 0 { throw Self.failure(path, errno) }
    isFinished = true
  }

  /// After a write that stopped half-way: cuts the file after the last whole line in it.
  private func keepWholeLines(of written: ArraySlice<UInt8>) {
    let whole = written.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    _ = ftruncate(descriptor, safeLength + off_t(whole))
    safeLength += off_t(whole)
  }

  static func failure(_ path: String, _ number: Int32) -> AssayError {
    .unwritable(path, number)
  }
}
