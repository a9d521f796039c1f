// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The table of contents of a safetensors file: which tensor lies where.
///
/// A file is eight bytes with the header's length (little-endian), the header as JSON, and the
/// tensors' bytes without gaps. A header that parses keeps its promises: every range lies inside
/// the file, has the size that shape and type ask for, and touches no other.
public struct SafetensorsHeader: Sendable, Hashable {
  /// One tensor of the file.
  public struct Entry: Sendable, Hashable {
    public var name: String
    public var element: SafetensorsElement
    public var shape: [Int]
    /// Where its bytes lie, counted from the beginning of the file.
    public var bytes: Range<Int>
  }

  /// The tensors in the order of their bytes.
  public var entries: [Entry]
  /// The free text that the writer left, such as `format`.
  public var metadata: [String: String]

  /// The longest header that is read, in bytes: the limit of the format's own library.
  public static let maximumHeaderBytes = 100_000_000

  /// Reads and checks the header of a whole file in memory.
  ///
  /// - Parameter file: The file's path, for messages.
  /// - Throws: An `AssayError` with code `badCheckpoint`, or `limitExceeded` for a header beyond
  ///   the limit, whose location names the tensor.
  public init(_ bytes: UnsafeRawBufferPointer, file: String) throws {
    let length = try Self.headerLength(bytes, file: file)
    let text = UnsafeRawBufferPointer(rebasing: bytes[8..<(8 + length)])
      .bindMemory(to: UInt8.self)
    metadata = [:]
    entries = []
    for (name, value) in try Self.members(of: text, file: file) {
      if name == "__metadata__" {
        metadata = (value.objectValue ?? [:]).compactMapValues(\.stringValue)
      } else {
        entries.append(try Self.entry(name, value, dataStart: 8 + length, file: file))
      }
    }
    entries.sort {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    try checkCover(from: 8 + length, to: bytes.count, file: file)
  }

  private static func headerLength(_ bytes: UnsafeRawBufferPointer, file: String) throws -> Int {
    guard bytes.count >= 8 else {
      throw failure("The file has \(bytes.count) bytes; a safetensors file has at least 8.", file)
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(maximumHeaderBytes) else {
      throw AssayError(
        .limitExceeded,
        "The header claims \(length) bytes, more than the limit of \(maximumHeaderBytes).",
        advice: advice, location: SourceLocation(file: file))
    }
    guard Int(length) <= bytes.count - 8 else {
      throw failure(
        "The header claims \(length) bytes, but only \(bytes.count - 8) follow: the file is cut off.",
        file)
    }
    return Int(length)
  }

  private static func entry(
    _ name: String, _ value: JSONValue, dataStart: Int, file: String
  ) throws -> Entry {
    guard let typeName = value["dtype"]?.stringValue else {
      throw failure("The tensor has no dtype.", file, name)
    }
    guard let element = SafetensorsElement(rawValue: typeName) else {
      let known = SafetensorsElement.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("The dtype \(typeName) is not supported; known are \(known).", file, name)
    }
    let shape = value["shape"]?.arrayValue?.map(\.integerValue) ?? [nil]
    let sizes = shape.compactMap(\.self)
    guard sizes.count == shape.count, sizes.allSatisfy({ $0 >= 0 }) else {
      throw failure("The shape is not a list of sizes.", file, name)
    }
    let offsets = value["data_offsets"]?.arrayValue?.compactMap(\.integerValue) ?? []
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
      offsets[1] <= Int.max - dataStart
    else {
      throw failure("The data_offsets are not a beginning and an end after it.", file, name)
    }
    let expected = byteCount(sizes, element)
    guard expected == offsets[1] - offsets[0] else {
      throw failure(
        "The shape \(sizes) of \(typeName) needs \(expected.map(String.init) ?? "too many") bytes, "
          + "but its offsets span \(offsets[1] - offsets[0]).", file, name)
    }
    return Entry(
      name: name, element: element, shape: sizes,
      bytes: (dataStart + offsets[0])..<(dataStart + offsets[1]))
  }

  /// The product of the sizes in bytes, `nil` where it is too large for a number.
  private static func byteCount(_ shape: [Int], _ element: SafetensorsElement) -> Int? {
    if shape.contains(0) { return 0 }
    var count = element.byteCount
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }

  /// Checks that the tensors lie in the file, one after the other without overlap, gap or rest.
  private func checkCover(from start: Int, to end: Int, file: String) throws {
    var position = start
    for entry in entries {
      guard entry.bytes.upperBound <= end else {
        throw Self.failure(
          "The tensor ends at byte \(entry.bytes.upperBound), but the file has \(end).", file,
          entry.name)
      }
      guard entry.bytes.lowerBound >= position else {
        throw Self.failure("The tensor's bytes overlap those of another one.", file, entry.name)
      }
      guard entry.bytes.lowerBound == position else {
        throw Self.failure(
          "\(entry.bytes.lowerBound - position) bytes before the tensor belong to none.", file,
          entry.name)
      }
      position = entry.bytes.upperBound
    }
    guard position == end else {
      throw Self.failure("\(end - position) bytes after the last tensor belong to none.", file)
    }
  }

  static let advice = "The file is damaged or is no safetensors file; copy it again."

  static func failure(_ message: String, _ file: String, _ tensor: String? = nil) -> AssayError {
    AssayError(
      .badCheckpoint, message, advice: advice, location: SourceLocation(file: file, field: tensor))
  }
}
