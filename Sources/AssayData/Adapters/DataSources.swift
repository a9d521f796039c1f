// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// The registry of everything that can be read as examples.
public enum DataSources {
  /// All sources, sorted by name.
  public static let all: [any DataSource] = [
    [JSONLines()], benchmarks, corpora, flame, r3, companions,
  ]
  .flatMap { $0 }.sorted { $0.name < $1.name }

  /// Test sets, which must not be trained on (`Adapters/Benchmarks`).
  static let benchmarks: [any DataSource] = [
    BBHBinary(), FeedbackBench(), HHHAlignment(), JudgeBench(), LLMAggreFact(), LLMBar(),
    MMLUSTEMBinary(), PPECorrectness(), ProcessBench(), ReasoningJudgeBench(), RewardBench(),
    RewardBench2(), RMBench(), RMB(), VerifyBench(), When2Call(), XSUM(),
  ]

  /// Questions with answers, and conversations (`Adapters/Corpora`).
  static let corpora: [any DataSource] = [
    EVOUNA(), GSM8K(), HHRLHF(), HumanEvalSamples(), XLAMFunctionCalls(),
  ]

  /// The source of that name.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` that tells the nearest names there are.
  public static func named(_ name: String) throws -> any DataSource {
    guard let source = all.first(where: { $0.name == name.lowercased() }) else {
      throw AssayError(
        .invalidArgument, "There is no data set '\(name)'.",
        advice: SimilarName.question(name, among: all.map(\.name))
          + "`assay data list` prints them all.")
    }
    return source
  }

  /// The source that a file or folder belongs to, by the upstream names of its files; a file of
  /// another name is taken for an example file.
  ///
  /// A folder that holds all files of one source is that source's; so is one that bears a source's
  /// name, or that of its repository, and holds any of its files.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable` where there is nothing at the path, or
  ///   `invalidArgument` where a folder holds no source's files.
  public static func recognized(at path: URL) throws -> any DataSource {
    var isFolder: ObjCBool = false
    let location = path.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
      throw ByteReader.failure(location, ENOENT)
    }
    let known = all.filter { isHeld($0, at: path, isFolder: isFolder.boolValue) }
    if known.count == 1, let source = known.first { return source }
    if isFolder.boolValue {
      let named = all.filter { isNamed($0, folder: path) }
      if named.count == 1, let source = named.first { return source }
    }
    let names = known.map(\.name).joined(separator: ", ")
    switch (isFolder.boolValue, known.isEmpty) {
    case (false, true): return JSONLines()
    case (_, false):
      throw AssayError(
        .invalidArgument, "By the names of its files this may be any of: \(names).",
        advice: "Name the data set: --source NAME, or in a recipe 'source: NAME'.",
        location: SourceLocation(file: location))
    case (true, true):
      throw AssayError(
        .invalidArgument, "The folder holds no data set that is known by its file names.",
        advice: SimilarName.question(path.lastPathComponent, among: all.map(\.name))
          + "Name the data set (--source NAME, or in a recipe 'source: NAME'), or one file; "
          + "`assay data list` prints the names.",
        location: SourceLocation(file: location))
    }
  }

  /// Whether the file has a name of the source's own, or the folder all of the source's files.
  private static func isHeld(
    _ source: any DataSource, at path: URL, isFolder: Bool
  ) -> Bool {
    let files = source.card.parts.map(\.fileName)
    // Names such as `test.jsonl` and `data` are everybody's.
    guard isFolder else {
      let name = path.lastPathComponent
      return files.contains(name) && !commonNames.contains { name.hasPrefix("\($0).") }
    }
    let names = files.filter { $0.contains(".") }
    return !names.isEmpty
      && names.allSatisfy {
        FileManager.default.fileExists(
          atPath: path.appending(path: $0).path(percentEncoded: false))
      }
  }

  /// Whether the folder bears the source's name and holds a file of one of its parts.
  private static func isNamed(_ source: any DataSource, folder: URL) -> Bool {
    let card = source.card
    let name = folder.standardizedFileURL.lastPathComponent.lowercased()
    let repository = card.hub.flatMap {
      $0.lowercased().split(separator: "/").last.map(String.init)
    }
    return (name == card.name || name == repository)
      && card.parts.contains { $0.file(in: folder) != nil }
  }

  private static let commonNames = ["train", "validation", "test", "dev", "data"]
}
