// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Crypto
public import Foundation

/// What surrounds a recipe while it is carried out: paths, models, the seed.
///
/// The library opens no endpoint and reads no environment; whoever runs a recipe hands over the
/// means.
public struct CurationContext: Sendable {
  /// The seed of the stage.
  public var seed: UInt64
  /// The folder that relative paths of the recipe start from.
  public var base: URL
  /// Values for `${NAME}` in the recipe's paths.
  public var variables: [String: String]
  /// Makes a model ready that the recipe names.
  public var model: @Sendable (String) async throws -> any ChatModel
  /// Makes an embedder ready that the recipe names.
  public var embedder: @Sendable (String) async throws -> any Embedder
  /// Hands out the items of benchmarks, by names or of all that are here, and what tells them from
  /// other versions.
  public var benchmarks: @Sendable ([String]) async throws -> ProtectedSet
  /// Finds a data set that was fetched before, by its name.
  public var dataSet: @Sendable (String) throws -> URL
  /// A folder that the stage may use as it likes; what is in it survives a killed process.
  public var scratch: URL
  /// Told how many examples of a stage are done.
  public var progress: @Sendable (Int) -> Void

  public init(
    seed: UInt64 = 0, base: URL, variables: [String: String] = [:], scratch: URL,
    model: @escaping @Sendable (String) async throws -> any ChatModel = { throw Self.none($0) },
    embedder: @escaping @Sendable (String) async throws -> any Embedder = { throw Self.none($0) },
    benchmarks: @escaping @Sendable ([String]) async throws -> ProtectedSet = { _ in
      throw Self.noBenchmarks
    },
    dataSet: @escaping @Sendable (String) throws -> URL = { throw Self.noDataSet($0) },
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.seed = seed
    self.base = base
    self.variables = variables
    self.scratch = scratch
    self.model = model
    self.embedder = embedder
    self.benchmarks = benchmarks
    self.dataSet = dataSet
    self.progress = progress
  }

  /// The file that a path of the recipe names.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` for a variable without a value.
  public func file(_ path: String) throws -> URL {
    var text = path
    while let start = text.range(of: "${"), let end = text[start.upperBound...].firstIndex(of: "}")
    {
      let name = String(text[start.upperBound..<end])
      guard let value = variables[name] else {
        throw AssayError(
          .invalidArgument, "The recipe's path '\(path)' needs a value for \(name).",
          advice: "Set it, as in --set \(name)=/path/to/folder.")
      }
      text.replaceSubrange(start.lowerBound...end, with: value)
    }
    return text.hasPrefix("/") ? URL(filePath: text) : base.appending(path: text)
  }

  /// The SHA-256 of a file's name and bytes in hexadecimal, or of all files under a folder, by
  /// their paths inside it.
  public static func hash(of location: URL) throws -> String {
    var hasher = SHA256()
    for (name, file) in try files(in: location) {
      hasher.update(data: Data(name.utf8 + [0]))
      let handle: FileHandle
      do {
        handle = try FileHandle(forReadingFrom: file)
      } catch {
        throw AssayError(
          .fileUnreadable, "The file cannot be opened.", advice: "Check the path and its rights.",
          location: SourceLocation(file: file.path(percentEncoded: false)))
      }
      while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
        hasher.update(data: chunk)
      }
    }
    return hasher.finalize().map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
  }

  /// The file, or every file under the folder by path.
  private static func files(in location: URL) throws -> [(name: String, url: URL)] {
    let path = location.path(percentEncoded: false)
    guard let isFolder = isFolder(location) else {
      throw AssayError(
        .fileUnreadable, "There is no such file or folder.", advice: "Check the recipe's path.",
        location: SourceLocation(file: path))
    }
    guard isFolder else { return [(location.lastPathComponent, location)] }
    return try FileManager.default.subpathsOfDirectory(atPath: path).sorted().compactMap { name in
      let file = location.appending(path: name)
      return Self.isFolder(file) == false ? (name, file) : nil
    }
  }

  /// `nil` where there is nothing.
  private static func isFolder(_ location: URL) -> Bool? {
    var isFolder: ObjCBool = false
    let path = location.path(percentEncoded: false)
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      ? isFolder.boolValue : nil
  }

  /// The embedder of stages that name none: the small sentence encoder all-MiniLM-L6-v2.
  public static let standardEmbedder = "minilm"

  /// The items of benchmarks, and a value that changes with them.
  public struct ProtectedSet: Sendable {
    public var items: ProtectedItems
    public var content: JSONValue

    public init(items: @escaping ProtectedItems, content: JSONValue) {
      self.items = items
      self.content = content
    }
  }

  /// The error where nobody provides benchmarks.
  public static let noBenchmarks = AssayError(
    .invalidArgument, "There are no benchmarks to compare with.",
    advice: "Name the folders that hold them.")

  /// The error for a data set that is not on this machine.
  public static func noDataSet(_ name: String) -> AssayError {
    AssayError(
      .fileUnreadable, "The data set '\(name)' is not on this machine.",
      advice: "Fetch it with: assay data pull \(name). Or give the stage that reads it a 'path'.")
  }

  /// The error for a model that nobody provides.
  public static func none(_ name: String) -> AssayError {
    AssayError(
      .invalidArgument, "The recipe has no model '\(name)'.",
      advice: "Describe it in the recipe's section 'models'.")
  }
}
