// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
public import Foundation

/// The folder that a finished recipe leaves: examples by split, a ledger, a card.
///
/// | file | holds |
/// |---|---|
/// | `data/train.jsonl`, `validation.jsonl`, `test.jsonl` | examples, one a line |
/// | `data/*.parquet` | the same for tables, where the DuckDB command line is there |
/// | `ledger.jsonl` | every example that left, where and why |
/// | `README.md` | the data card in the form of the Hugging Face hub |
/// | `plots/*.svg` | the plots of the card, where somebody draws them |
/// | `recipe.yaml` | the recipe, byte for byte |
///
/// The same recipe on the same data gives the same bytes. Other splits in `data` and other plots in
/// `plots` are of a former recipe and are removed.
public struct CuratedSet: Sendable {
  /// The folder.
  public let folder: URL
  /// How many examples each written split has, in the order of the splits.
  public let splits: [Split]
  /// What became of all examples.
  public let account: CuratedAccount

  /// One split of the set.
  public struct Split: Sendable, Hashable {
    /// `train`, `validation` or `test`.
    public var name: String
    public var file: URL
    /// The same as a table; `nil` where DuckDB is not there to write it.
    public var table: URL?
    public var examples: Int
  }

  /// Writes the set of a finished run.
  ///
  /// - Parameters:
  ///   - recipeText: The recipe as it was read.
  ///   - illustrate: Draws the plots of the card.
  /// - Throws: An `AssayError` with code `fileUnwritable`; what a former run wrote stays then.
  public init(
    _ run: CurationRun, recipeText: String,
    illustrate: (CuratedAccount) throws -> [CuratedFigure] = { _ in [] }
  ) async throws {
    let folder = run.root
    self.folder = folder
    let stages = try await run.finishedStages()
    let output = run.recipe.output
    guard let last = stages.first(where: { $0.record.stage == output.stage }) else {
      throw AssayError(
        .invalidArgument, "The stage '\(output.stage)' is not finished.",
        advice: "Carry the recipe out first.")
    }
    let data = folder.appending(path: "data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    splits = try Self.split(last.examples, output, seed: run.recipe.seed, into: data)
    try Self.remove(
      from: data, endings: ["jsonl", "parquet"], except: splits.flatMap { [$0.file, $0.table] })
    try Self.writeLedger(stages, to: folder.appending(path: "ledger.jsonl"))
    try Self.write(recipeText, to: folder.appending(path: "recipe.yaml"))
    account = try CuratedAccount(run.recipe, stages: stages, splits: splits)
    let figures = try illustrate(account)
    for figure in figures {
      let file = folder.appending(path: figure.file)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Self.write(figure.svg, to: file)
    }
    try Self.remove(
      from: folder.appending(path: "plots"), endings: ["svg"],
      except: figures.map { folder.appending(path: $0.file) })
    let card = CuratedCard(account, figures: figures)
    try Self.write(card.markdown, to: folder.appending(path: "README.md"))
  }

  private static func split(
    _ examples: ExampleStream, _ output: CurationRecipe.Output, seed: UInt64, into folder: URL
  ) throws -> [Split] {
    let division = try GroupSplit(validation: output.validation, test: output.test, seed: seed)
    var parts: [(part: GroupSplit.Part, name: String)] = [(.training, "train")]
    if output.validation > 0 { parts.append((.validation, "validation")) }
    if output.test > 0 { parts.append((.test, "test")) }
    return try parts.map { part, name in
      let file = folder.appending(path: "\(name).jsonl")
      let writer = try LineWriter(replacing: file)
      var count = 0
      try examples.forEach { example in
        guard division.part(ofGroup: example.group) == part else { return }
        try writer.append(example.jsonValue)
        count += 1
      }
      try writer.finish()
      return Split(
        name: name, file: file, table: count == 0 ? nil : try ParquetTable.write(file),
        examples: count)
    }
  }

  /// Removes what a former recipe left in the folder: a split or a plot that is no more.
  private static func remove(from folder: URL, endings: Set<String>, except files: [URL?]) throws {
    let kept = Set(files.compactMap { $0?.lastPathComponent })
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    for name in (names ?? []).sorted() where !kept.contains(name) {
      let file = folder.appending(path: name)
      guard endings.contains(file.pathExtension) else { continue }
      do {
        try FileManager.default.removeItem(at: file)
      } catch {
        throw AssayError(
          .fileUnwritable, "A file of a former run cannot be removed: \(error.reason).",
          advice: "Remove it by hand: it does not belong to the set any more.",
          location: SourceLocation(file: file.path(percentEncoded: false)))
      }
    }
  }

  /// The departures of all stages, in the recipe's order.
  private static func writeLedger(_ stages: [FinishedStage], to file: URL) throws {
    let writer = try LineWriter(replacing: file)
    for stage in stages {
      var rows = try RowReader(stage.departures)
      while let row = try rows.next() { try writer.append(LedgerLine(row: row).jsonValue) }
    }
    try writer.finish()
  }

  private static func write(_ text: String, to file: URL) throws {
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The file cannot be written: \(error.reason)",
        advice: "Free some space and run again; finished work is kept.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }
}
