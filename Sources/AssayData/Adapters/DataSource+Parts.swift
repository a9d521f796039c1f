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
    try stream(at: path, options: options, columns: columns, state: {}) { _, row, part in
      try decode(row, part)
    }
  }

  /// The same stream, with a state that is made anew at each reading and carried from row to row.
  func stream<State>(
    at path: URL, options: DataOptions, columns: [String]? = nil,
    state: @escaping @Sendable () -> State,
    decode: @escaping @Sendable (inout State, Row, DataPart) throws -> [Example]
  ) throws -> ExampleStream {
    let files = try partFiles(at: path, options: options)
    return ExampleStream {
      var rows = PartRows(files, columns: columns, limits: options.limits)
      var state = state()
      return { try rows.next().map { try decode(&state, $0.row, $0.part) } }
    }
  }

  /// The same stream, with adjacent rows of a part that have the same key decoded together.
  func stream(
    at path: URL, options: DataOptions,
    groupedBy key: @escaping @Sendable (Row) throws -> String,
    decode: @escaping @Sendable ([Row], DataPart) throws -> [Example]
  ) throws -> ExampleStream {
    let files = try partFiles(at: path, options: options)
    return ExampleStream {
      var rows = PartRows(files, columns: nil, limits: options.limits)
      // What is wrong with a row is told after the group before it.
      var ahead = Result { try rows.next() }
      func take() throws -> (row: Row, part: DataPart)? {
        defer { ahead = Result { try rows.next() } }
        return try ahead.get()
      }
      return {
        guard let (row, part) = try take() else { return nil }
        let name = try key(row)
        var group = [row]
        while case .success(let next?) = ahead, next.part == part,
          (try? key(next.row)) == name, let same = try take()
        {
          group.append(same.row)
        }
        return try decode(group, part)
      }
    }
  }

  /// The files that the options ask for, each with its part, in the order of reading.
  func partFiles(
    at path: URL, options: DataOptions
  ) throws -> [(file: URL, part: DataPart)] {
    let named = try options.parts.map { try part(named: $0) }
    var isFolder: ObjCBool = false
    let location = path.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
      throw ByteReader.failure(location, ENOENT)
    }
    guard isFolder.boolValue else {
      let candidates = named.isEmpty ? candidates(holding: path) : named
      // Parts of one file are read together; a name that several files have says nothing.
      if named.isEmpty, let first = candidates.first,
        candidates.allSatisfy({ $0.fileName == first.fileName })
      {
        let standard = candidates.filter(\.isDefault)
        return (standard.isEmpty ? [first] : standard).map { (path, $0) }
      }
      if named.count == 1 || named.allSatisfy({ $0.isHeld(by: path) }), !named.isEmpty {
        return named.map { (path, $0) }
      }
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
    let whole = card.parts.filter { $0.standsForDefaults && $0.file(in: path) != nil }
    let chosen =
      !named.isEmpty || present.isEmpty && whole.isEmpty
      ? wanted : present.isEmpty ? whole : present
    return try chosen.flatMap { part in
      guard let file = part.file(in: path) else {
        throw AssayError(
          .fileUnreadable, "The folder has no file '\(part.fileName)'.",
          advice: "The data set '\(name)' comes from \(card.homepage).",
          location: SourceLocation(file: location))
      }
      return try Self.files(in: file).map { ($0, part) }
    }
  }

  /// The parts that the options ask for, in the order of reading; one without a name for a source
  /// that has no parts.
  func partNames(at path: URL, options: DataOptions) throws -> [String?] {
    guard !card.parts.isEmpty else { return [nil] }
    var names: [String] = []
    for (_, part) in try partFiles(at: path, options: options) where !names.contains(part.name) {
      names.append(part.name)
    }
    return names
  }

  /// The parts that the file may hold, by its name, and where that is not enough by its folders.
  private func candidates(holding file: URL) -> [DataPart] {
    let candidates = card.parts.filter { $0.isHeld(by: file) }
    let exact = candidates.filter { part in
      let names = part.fileName.split(separator: "/").map(String.init)
      return file.standardizedFileURL.pathComponents.suffix(names.count) == names[...]
    }
    return exact.isEmpty ? candidates : exact
  }

  private func part(named name: String) throws -> DataPart {
    // Names are unique also without their case (`NQ`, `nq`).
    let part =
      card.parts.first { $0.name == name }
      ?? card.parts.first { $0.name.lowercased() == name.lowercased() }
    guard let part else {
      throw AssayError(
        .invalidArgument, "The data set '\(card.name)' has no part '\(name)'.",
        advice: SimilarName.question(name, among: card.parts.map(\.name))
          + "Its parts are: \(partNames).")
    }
    return part
  }

  /// The parts' names, the first of very many.
  private var partNames: String {
    let names = card.parts.map(\.name)
    return names.count <= 24
      ? names.joined(separator: ", ")
      : names.prefix(20).joined(separator: ", ") + " and \(names.count - 20) more"
  }

  /// The file itself, or all data files in a folder and the folders in it, by name.
  private static func files(in path: URL) throws -> [URL] {
    var isFolder: ObjCBool = false
    let location = path.path(percentEncoded: false)
    _ = FileManager.default.fileExists(atPath: location, isDirectory: &isFolder)
    guard isFolder.boolValue else { return [path] }
    let names = try FileManager.default.subpathsOfDirectory(atPath: location).sorted()
    return names.map { path.appending(path: $0) }
      .filter { DataPart.formats.contains($0.formatExtension) }
  }
}

extension DataPart {
  /// The endings of files that can be read.
  static let formats = ["parquet", "jsonl", "json", "csv", "tsv"]

  /// The part's file in a folder, or the folder of its files, or `nil`.
  ///
  /// It is the upstream file, with or without the folders that it lies in upstream; or the same
  /// file in another format, named as upstream (a shard's number may be missing) or as the part.
  func file(in folder: URL) -> URL? {
    let upstream = folder.appending(path: fileName)
    let place = upstream.deletingLastPathComponent().appending(path: Self.stem(of: upstream))
    let stems =
      [place, folder.appending(path: Self.stem(of: upstream))]
      + [folder.appending(path: Self.plainStem(of: upstream)), folder.appending(path: name)]
    let converted = stems.flatMap { stem in Self.formats.map { stem.appendingPathExtension($0) } }
    let plain = [upstream, folder.appending(path: upstream.lastPathComponent)] + converted
    let packed = Unpacking.programs.keys.sorted().flatMap { ending in
      plain.map { $0.appendingPathExtension(ending) }
    }
    return (plain + packed).first {
      FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
    }
  }

  /// Whether the file's name is that of the part's file.
  func isHeld(by file: URL) -> Bool {
    let upstream = URL(filePath: fileName)
    return file.lastPathComponent == upstream.lastPathComponent
      || file.unpacked.lastPathComponent == upstream.lastPathComponent
      || [Self.stem(of: upstream), Self.plainStem(of: upstream), name]
        .contains(Self.stem(of: file))
  }

  private static func stem(of file: URL) -> String {
    file.unpacked.deletingPathExtension().lastPathComponent
  }

  /// The name without the number of a single shard, such as `-00000-of-00001`.
  private static func plainStem(of file: URL) -> String {
    let stem = stem(of: file)
    return stem.hasSuffix("-00000-of-00001") ? String(stem.dropLast(15)) : stem
  }
}
