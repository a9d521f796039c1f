// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// A file that is still coming: its bytes so far, and their hash.
///
/// What is written stays on the disk whatever happens, so that the next attempt, or the next
/// process, asks for the rest only.
final class PartialFile {
  let path: String
  let size: Int
  /// The bytes that are there.
  private(set) var count = 0
  private let checksum: HubChecksum
  private var digest: BlobDigest
  private let descriptor: Int32

  private static let chunk = 1 << 18

  /// Opens the file, or makes it, and reads what an earlier attempt left.
  init(_ file: URL, size: Int, checksum: HubChecksum) throws {
    path = file.path(percentEncoded: false)
    self.size = size
    self.checksum = checksum
    digest = BlobDigest(checksum, size: size)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw AssayError.unwritable(path, errno) }
    try readBack()
  }

  deinit { close(descriptor) }

  var isWhole: Bool { count == size }

  /// Whether the bytes have the checksum.
  var isRight: Bool { isWhole && digest.isRight }

  /// Adds bytes at the end.
  ///
  /// - Throws: `fileUnwritable` where the disk is full; what fitted stays.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let written = pwrite(descriptor, base, rest.count, off_t(count))
      if written < 0 {
        if errno == EINTR { continue }
        throw AssayError.unwritable(path, errno)
      }
      digest.update(UnsafeRawBufferPointer(rebasing: rest[..<written]))
      count += written
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// Throws everything away.
  func restart() throws {
    guard ftruncate(descriptor, 0) == 0 else { throw AssayError.unwritable(path, errno) }
    digest = BlobDigest(checksum, size: size)
    count = 0
  }

  /// Makes the bytes durable and gives them their place.
  func install(at file: URL) throws {
    let place = file.path(percentEncoded: false)
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw AssayError.unwritable(path, errno)
    }
    guard rename(path, place) == 0 else { throw AssayError.unwritable(place, errno) }
  }

  private func readBack() throws {
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    while true {
      let read = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(count))
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<read])) }
      count += read
      // Longer than the file can be: not a beginning of it.
      if count > size { return try restart() }
    }
  }

  /// Whether a file has the checksum.
  static func isRight(_ file: URL, size: Int, checksum: HubChecksum) -> Bool {
    let descriptor = open(file.path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var digest = BlobDigest(checksum, size: size)
    var buffer = [UInt8](repeating: 0, count: chunk)
    var count = 0
    while true {
      let read = buffer.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<read])) }
      count += read
    }
    return count == size && digest.isRight
  }
}
