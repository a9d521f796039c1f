// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension DataSource {
  /// A stream over the parts that the options ask for, each row turned into its examples.
  ///
  /// The path may be the folder with the upstream files. It may also be one file: then its name
  /// says which part it is, or the one part that the options name.
  func stream(
    at path: URL, options: DataOptions,
    decode: @escaping @Sendable (Row, DataPart) throws -> [Example]
  ) throws -> ExampleStream {
    let files = try partFiles(at: path, options: options)
    let limits = options.limits
    return ExampleStream {
      var rest = files[...]
      var current: (rows: RowReader, part: DataPart)?
      return {
        while true {
          if let row = try current?.rows.next(), let part = current?.part {
            return try decode(row, part)
          }
          guard let next = rest.popFirst() else { return nil }
          current = (try RowReader(next.file, limits: limits), next.part)
        }
      }
    }
  }

  private func partFiles(
    at path: URL, options: DataOptions
  ) throws -> [(file: URL, part: DataPart)] {
    let named = try options.parts.map { try part(named: $0) }
    var isFolder: ObjCBool = false
    let location = path.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
      throw ByteReader.failure(location, ENOENT)
    }
    guard isFolder.boolValue else {
      let candidates = named.isEmpty ? card.parts.filter { matches(path, $0) } : named
      if named.isEmpty, let part = candidates.first(where: \.isDefault) ?? candidates.first {
        return [(path, part)]
      }
      if named.count == 1 { return [(path, named[0])] }
      throw AssayError(
        .invalidArgument,
        named.isEmpty
          ? "The file's name does not say which part of '\(name)' it is."
          : "One file cannot hold \(named.count) parts.",
        advice: "Name one part: \(partNames).", location: SourceLocation(file: location))
    }
    let wanted = named.isEmpty ? card.parts.filter(\.isDefault) : named
    let present = wanted.filter { isThere(path.appending(path: $0.fileName)) }
    // Without a wish, a folder that holds only some of the files is read as far as it goes.
    let chosen = named.isEmpty && !present.isEmpty ? present : wanted
    for part in chosen where !isThere(path.appending(path: part.fileName)) {
      throw AssayError(
        .fileUnreadable, "The folder has no file '\(part.fileName)'.",
        advice: "The data set '\(name)' comes from \(card.homepage).",
        location: SourceLocation(file: location))
    }
    return chosen.map { (path.appending(path: $0.fileName), $0) }
  }

  private func part(named name: String) throws -> DataPart {
    guard let part = card.parts.first(where: { $0.name == name }) else {
      throw AssayError(
        .invalidArgument, "The data set '\(card.name)' has no part '\(name)'.",
        advice: "Its parts are: \(partNames).")
    }
    return part
  }

  private var partNames: String { card.parts.map(\.name).joined(separator: ", ") }

  private func isThere(_ file: URL) -> Bool {
    FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
  }

  private func matches(_ file: URL, _ part: DataPart) -> Bool {
    file.lastPathComponent == URL(filePath: part.fileName).lastPathComponent
  }
}
