// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Crypto
public import Foundation

/// Vectors of texts on disk, found again by the text's content; one file for each embedder.
///
/// A vector is written as soon as it is there, so that a run that was killed goes on where it
/// stopped. A record is a hash of the text, the vector as the embedder gave it, and a checksum;
/// what a killed process wrote half is cut off when the file is opened. In memory is a table of
/// about 40 bytes a text. One process at a time may have the file open.
public actor EmbeddingCache {
  /// The number of texts whose vectors are kept.
  public var count: Int { offsets.count }
  /// The number of components of a vector; 0 before the first.
  public private(set) var width = 0
  private let url: URL
  private let handle: FileHandle
  private var lock: ExclusiveLock?
  private var offsets: [Key: UInt64] = [:]
  private var end: UInt64 = 0

  /// Half of a SHA-256: enough that no two of many millions of texts share it.
  private struct Key: Hashable {
    var high: UInt64
    var low: UInt64

    init(_ text: String) {
      let digest = Array(SHA256.hash(data: Data(text.utf8)))
      high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
      low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }

    init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }
  }

  /// Opens the file of an embedder in a folder, or creates both.
  ///
  /// - Throws: An `AssayError` where they cannot be written, another process holds the file, or it
  ///   is no such file.
  public init(folder: URL, identity: ModelIdentity) throws {
    let digest = SHA256.hash(data: Data("\(identity.name)\n\(identity.fingerprint)".utf8))
    let name = digest.prefix(8).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    url = folder.appending(path: "\(name).vectors")
    let path = url.path(percentEncoded: false)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
      handle = try FileHandle(forUpdating: url)
    } catch { throw Self.unwritable(path) }
    lock = try? ExclusiveLock(folder.appending(path: "\(name).lock"))
    guard lock != nil else {
      throw AssayError(
        .fileUnwritable, "Another process keeps vectors of this embedder in the folder.",
        advice: "Wait for it, or use another folder.", location: SourceLocation(file: path))
    }
    let found = try Self.scan(handle, path: path, identity: Data(digest))
    (width, offsets, end) = (found.width, found.offsets, found.end)
  }

  /// The vectors of those texts that are known, by their index.
  ///
  /// - Throws: An `AssayError` where the file cannot be read.
  public func vectors(of texts: [String]) throws -> [Int: [Float]] {
    var result: [Int: [Float]] = [:]
    for (index, text) in texts.enumerated() {
      guard let offset = offsets[Key(text)] else { continue }
      do {
        try handle.seek(toOffset: offset + 16)
        guard let data = try handle.read(upToCount: 4 * width), data.count == 4 * width else {
          continue
        }
        result[index] = Self.floats(data)
      } catch {
        throw AssayError(
          .fileUnreadable, "The kept vectors cannot be read.", advice: "Check the disk.",
          location: SourceLocation(file: url.path(percentEncoded: false)))
      }
    }
    return result
  }

  /// Lets another process have the file; nothing can be read or kept afterwards.
  public func close() {
    try? handle.close()
    offsets = [:]
    lock = nil
  }

  /// Keeps vectors; those known already, of another width or not finite are left out.
  ///
  /// - Throws: An `AssayError` where the file cannot be written.
  public func keep(_ vectors: [(text: String, vector: [Float])]) throws {
    var data = Data()
    for (text, vector) in vectors where !vector.isEmpty && vector.allSatisfy(\.isFinite) {
      if width == 0 {
        width = vector.count
        data.append(contentsOf: withUnsafeBytes(of: UInt32(width).littleEndian) { Array($0) })
        end += 4
      }
      let key = Key(text)
      guard vector.count == width, offsets[key] == nil else { continue }
      let record = Self.record(key, vector)
      offsets[key] = end
      end += UInt64(record.count)
      data.append(record)
    }
    do {
      try handle.seekToEnd()
      try handle.write(contentsOf: data)
    } catch { throw Self.unwritable(url.path(percentEncoded: false)) }
  }
}

extension EmbeddingCache {
  /// Eight letters and the hash of the embedder's identity; the width follows with the first vector.
  private static let magic = Data("ASSAYEM1".utf8)

  private static func record(_ key: Key, _ vector: [Float]) -> Data {
    var data = Data()
    for word in [key.high, key.low] {
      withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
    }
    vector.withUnsafeBytes { data.append(contentsOf: $0) }
    withUnsafeBytes(of: checksum(data).littleEndian) { data.append(contentsOf: $0) }
    return data
  }

  private static func checksum(_ data: Data) -> UInt64 {
    data.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  private static func floats(_ data: Data) -> [Float] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
  }

  private static func word(_ data: Data, at offset: Int) -> UInt64 {
    data.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }

  /// Reads the file once, cuts off what is incomplete, and says where every vector lies.
  private static func scan(
    _ handle: FileHandle, path: String, identity: Data
  ) throws -> (width: Int, offsets: [Key: UInt64], end: UInt64) {
    let head = magic + identity
    var offsets: [Key: UInt64] = [:]
    do {
      let found = try handle.read(upToCount: head.count) ?? Data()
      guard found.count == head.count else {
        guard head.starts(with: found) else { throw foreign(path) }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: head)
        return (0, [:], UInt64(head.count))
      }
      guard found == head else { throw foreign(path) }
      var end = UInt64(head.count)
      guard let bytes = try handle.read(upToCount: 4), bytes.count == 4 else {
        try handle.truncate(atOffset: end)
        return (0, [:], end)
      }
      let width = bytes.withUnsafeBytes {
        Int(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)))
      }
      guard width > 0, width < 1 << 20 else { throw foreign(path) }
      end += 4
      let size = 4 * width + 24
      while let record = try handle.read(upToCount: size), record.count == size,
        word(record, at: size - 8) == checksum(record.prefix(size - 8))
      {
        offsets[Key(high: word(record, at: 0), low: word(record, at: 8))] = end
        end += UInt64(size)
      }
      try handle.truncate(atOffset: end)
      return (width, offsets, end)
    } catch let error as AssayError {
      throw error
    } catch { throw unwritable(path) }
  }

  private static func foreign(_ path: String) -> AssayError {
    AssayError(
      .malformedFile, "The file does not hold this embedder's vectors.",
      advice: "Move it away; it is written anew.", location: SourceLocation(file: path))
  }

  private static func unwritable(_ path: String) -> AssayError {
    AssayError(
      .fileUnwritable, "The kept vectors cannot be written.",
      advice: "Check the folder's permissions and the space on the disk.",
      location: SourceLocation(file: path))
  }
}
