// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayTensor
import AssayText
public import Foundation

/// The weights of a Hugging Face folder: one `model.safetensors`, or the shards that
/// `model.safetensors.index.json` names.
public struct WeightFolder: Sendable {
  /// The name of the file where there is only one.
  public static let fileName = "model.safetensors"
  /// The name of the list of shards.
  public static let indexName = "model.safetensors.index.json"

  private let files: [SafetensorsFile]

  /// Maps the files and checks their headers.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable`, `malformedFile` or `badCheckpoint`.
  public init(_ folder: URL) throws {
    let index = folder.appending(path: Self.indexName)
    guard FileManager.default.fileExists(atPath: index.path(percentEncoded: false)) else {
      files = [try SafetensorsFile(folder.appending(path: Self.fileName))]
      return
    }
    files = try Self.shards(index).map { try SafetensorsFile(folder.appending(path: $0)) }
    try requireDistinctNames()
  }

  /// All tensors by name, without copying their bytes.
  public func tensors() throws -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for file in files {
      for entry in file.header.entries { tensors[entry.name] = try file.tensor(entry) }
    }
    return tensors
  }

  /// Sixteen hexadecimal digits that depend on every byte.
  public var fingerprint: String {
    Fingerprint.text(files.reduce(0) { ($0 &* 31) ^ $1.fingerprint })
  }

  private static func shards(_ index: URL) throws -> [String] {
    let path = index.path(percentEncoded: false)
    guard let map = try JSONFile.read(index)["weight_map"]?.objectValue else {
      throw AssayError(
        .badCheckpoint, "The list of shards has no weight_map.",
        location: SourceLocation(file: path, field: "weight_map"))
    }
    var names: Set<String> = []
    for (tensor, value) in map {
      // A shard lies beside its list; a path that leads elsewhere is not followed.
      guard let name = value.stringValue, !name.isEmpty, !name.contains("/"), name != ".." else {
        throw AssayError(
          .badCheckpoint, "The shard of a tensor is not the name of a file.",
          location: SourceLocation(file: path, field: tensor))
      }
      names.insert(name)
    }
    return names.sorted()
  }

  private func requireDistinctNames() throws {
    var names: Set<String> = []
    for file in files {
      for entry in file.header.entries where !names.insert(entry.name).inserted {
        throw AssayError(
          .badCheckpoint, "The tensor is in two shards.",
          location: SourceLocation(file: file.path, field: entry.name))
      }
    }
  }
}
