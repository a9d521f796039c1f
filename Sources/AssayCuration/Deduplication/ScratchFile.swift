// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// A file of numbers for what does not fit into memory: written at its end, read anywhere, gone
/// with the value.
///
/// Numbers lie in the machine's own byte order, because the file never leaves the process.
final class ScratchFile {
  private let path: String
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private let bufferSize: Int
  private var flushed = 0

  /// How many bytes were appended, which is where the next number goes.
  var end: Int { flushed + pending.count }

  /// Creates the file, or empties the one that is there.
  init(_ url: URL, bufferSize: Int = 1 << 18) throws {
    path = url.path(percentEncoded: false)
    self.bufferSize = bufferSize
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw AssayError.unwritable(path, errno) }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  func append<Number: BitwiseCopyable>(_ numbers: [Number]) throws {
    numbers.withUnsafeBytes { pending.append(contentsOf: $0) }
    if pending.count >= bufferSize { try flush() }
  }

  /// Hands everything so far to the operating system.
  func flush() throws {
    var done = 0
    while done < pending.count {
      let written = pending.withUnsafeBytes { bytes in
        bytes.baseAddress.map { write(descriptor, $0 + done, bytes.count - done) } ?? 0
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw AssayError.unwritable(path, errno) }
      done += written
    }
    flushed += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  /// Numbers that were flushed, from the byte `offset` on.
  ///
  /// - Throws: `fileUnreadable` where the file ends before.
  func read<Number: BitwiseCopyable>(
    _ type: Number.Type, count: Int, at offset: Int
  ) throws -> [Number] {
    try [Number](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      let length = count * MemoryLayout<Number>.stride
      var done = 0
      while done < length, let base = bytes.baseAddress {
        let some = pread(descriptor, base + done, length - done, off_t(offset + done))
        if some < 0, errno == EINTR { continue }
        guard some > 0 else {
          throw AssayError(
            .fileUnreadable, "A scratch file cannot be read to its end.",
            advice: "Check the disk and run again; finished stages are kept.",
            location: SourceLocation(file: path))
        }
        done += some
      }
      filled = count
    }
  }
}
