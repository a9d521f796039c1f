// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// A file's bytes in memory, mapped: they are read when they are first touched.
///
/// The mapping is private and writable, so that a stray write in place changes a copy and neither
/// the file nor the process's health.
final class MappedFile: @unchecked Sendable {
  // Sendable: the mapping is made once and only read through `bytes`.
  let bytes: UnsafeRawBufferPointer
  private let base: UnsafeMutableRawPointer?

  /// - Throws: An `AssayError` with code `fileUnreadable`.
  init(_ file: URL) throws {
    let path = file.path(percentEncoded: false)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("opened", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("examined", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw AssayError(
        .fileUnreadable, "This is not a file.", location: SourceLocation(file: path))
    }
    let count = Int(status.st_size)
    guard count > 0 else {
      base = nil
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard
      let mapping = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0),
      mapping != MAP_FAILED
    else { throw Self.failure("mapped", path) }
    base = mapping
    bytes = UnsafeRawBufferPointer(start: mapping, count: count)
  }

  deinit {
    if let base { munmap(base, bytes.count) }
  }

  private static func failure(_ verb: String, _ path: String) -> AssayError {
    AssayError(
      .fileUnreadable, "The file cannot be \(verb): \(String(cString: strerror(errno))).",
      advice: "Check that it is there and may be read.", location: SourceLocation(file: path))
  }
}
