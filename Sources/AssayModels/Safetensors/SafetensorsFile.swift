// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayTensor
public import Foundation

/// A safetensors file whose tensors are read without copying.
public struct SafetensorsFile: Sendable {
  /// What the file holds.
  public let header: SafetensorsHeader
  /// The file's path, for messages.
  public let path: String

  private let mapping: MappedFile

  /// Maps the file and checks its header.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable`, `badCheckpoint` or `limitExceeded`.
  public init(_ file: URL) throws {
    path = file.path(percentEncoded: false)
    mapping = try MappedFile(file)
    header = try SafetensorsHeader(mapping.bytes, file: path)
  }

  /// The tensor of an entry; it keeps the mapping alive.
  public func tensor(_ entry: SafetensorsHeader.Entry) throws -> Tensor {
    try Tensor.mapped(
      UnsafeRawBufferPointer(rebasing: mapping.bytes[entry.bytes]), shape: entry.shape,
      dtype: entry.element.dtype, owner: mapping)
  }

  /// A hash of all bytes.
  var fingerprint: UInt64 { Fingerprint.of(mapping.bytes) }
}
