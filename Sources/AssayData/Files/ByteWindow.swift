// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The part of a file that lies in memory: bytes are added behind and consumed in front.
final class ByteWindow {
  private let source: ByteReader
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  /// Whether the file has nothing more than the window shows.
  private(set) var reachedEnd = false

  /// Opens the file and passes over a byte order mark.
  convenience init(_ file: URL) throws { try self.init(ByteReader(file)) }

  /// Takes an open file, and passes over a byte order mark.
  init(_ reader: ByteReader) throws {
    source = reader
    buffer = [UInt8](repeating: 0, count: ByteReader.chunk)
    while end < 3, !reachedEnd { try fill() }
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { start = 3 }
  }

  /// The path as it is shown in messages.
  var path: String { source.path }

  /// How many bytes the window holds.
  var count: Int { end - start }

  /// Gives up the first bytes of the window.
  func consume(_ count: Int) { start += min(count, end - start) }

  /// Runs the body with the bytes in the window.
  func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try buffer.withUnsafeBufferPointer { bytes in
      try body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
  }

  /// Reads one chunk more, moving what is left to the front and growing where that is not enough.
  func fill() throws {
    if start > 0 {
      let (from, length) = (start, end - start)
      buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        memmove(base, base + from, length)
      }
      (start, end) = (0, length)
    }
    if end == buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let end = end
    let count = try buffer.withUnsafeMutableBytes { bytes in
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
    }
    self.end += count
    if count == 0 { reachedEnd = true }
  }
}
