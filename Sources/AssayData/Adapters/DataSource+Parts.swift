// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension DataSource {
  /// A stream over the parts that the options ask for, each row turned into its examples.
  ///
  /// The path may be the folder with the upstream files. It may also be one file: then its name
  /// says which part it is, or the one part that the options name.
  ///
  /// - Parameter columns: The names of the columns of CSV files that have no header row.
  func stream(
    at path: URL, options: DataOptions, columns: [String]? = nil,
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
          current = (try RowReader(next.file, columns: columns, limits: limits), next.part)
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
    let present = wanted.filter { $0.file(in: path) != nil }
    // Without a wish, a folder that holds only some of the files is read as far as it goes.
    let chosen = named.isEmpty && !present.isEmpty ? present : wanted
    return try chosen.map { part in
      guard let file = part.file(in: path) else {
        throw AssayError(
          .fileUnreadable, "The folder has no file '\(part.fileName)'.",
          advice: "The data set '\(name)' comes from \(card.homepage).",
          location: SourceLocation(file: location))
      }
      return (file, part)
    }
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

  private func matches(_ file: URL, _ part: DataPart) -> Bool {
    file.lastPathComponent == URL(filePath: part.fileName).lastPathComponent
  }
}

extension DataPart {
  /// The part's file in a folder, or `nil`: the upstream file, with or without its folders, or
  /// the same file converted to another format.
  func file(in folder: URL) -> URL? {
    let upstream = folder.appending(path: fileName)
    let flat = folder.appending(path: upstream.lastPathComponent)
    let converted = ["jsonl", "json", "csv", "parquet"].flatMap { format in
      [upstream, flat].map {
        $0.deletingPathExtension().appendingPathExtension(format)
      } + [folder.appending(path: "\(name).\(format)")]
    }
    return ([upstream, flat] + converted).first {
      FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
    }
  }
}
