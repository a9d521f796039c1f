// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Foundation

/// What became of all examples of a finished recipe: the numbers behind its card, its tables and
/// its plots.
public struct CuratedAccount: Sendable {
  public var recipe: CurationRecipe
  /// The stages in the recipe's order.
  public var stages: [Stage]
  public var splits: [CuratedSet.Split]

  /// One stage.
  public struct Stage: Sendable {
    public var record: StageRecord
    /// What came out of it.
    public var tally: StageTally
    /// For every reason why examples left, one of them.
    public var samples: [Departed]
    /// The selection that it made, and its plots' points.
    public var selection: DiversityReport?
    public var planes: [SelectionPlane]
  }

  /// An example that left.
  public struct Departed: Sendable, Hashable {
    public var filter: String
    public var reason: String
    public var example: String
    public var detail: String
  }

  init(_ recipe: CurationRecipe, stages: [FinishedStage], splits: [CuratedSet.Split]) throws {
    self.recipe = recipe
    self.splits = splits
    self.stages = try stages.map { stage in
      Stage(
        record: stage.record, tally: try StageTally(stage.examples),
        samples: try Self.samples(of: stage),
        selection: try stage.record.facts["selection"].map {
          try JSONDecoder().decode(DiversityReport.self, from: Data($0.jsonText.utf8))
        },
        planes: (stage.record.facts["planes"]?.arrayValue ?? []).compactMap {
          SelectionPlane($0)
        })
    }
  }

  /// The stage that the set is made of.
  public var last: Stage? { stages.first { $0.record.stage == recipe.output.stage } }

  /// Where examples came from, each source once, in the order of the recipe.
  public var sources: [Source] {
    var sources: [Source] = []
    for record in stages.map(\.record) {
      guard let name = record.facts["source"]?.stringValue else { continue }
      let source = Source(
        name: name, read: record.kept,
        licence: record.facts["licence"]?.stringValue ?? "not stated",
        home: record.facts["homepage"]?.stringValue ?? "",
        isTestSet: record.facts["evaluation_only"] == .bool(true))
      if let index = sources.firstIndex(where: { $0.isSame(as: source) }) {
        sources[index].read += source.read
      } else {
        sources.append(source)
      }
    }
    return sources
  }

  /// One source of examples.
  public struct Source: Sendable, Hashable {
    public var name: String
    /// How many examples were read from it, by all stages that read it.
    public var read: Int
    public var licence: String
    public var home: String
    /// Whether its publishers mean it for evaluation.
    public var isTestSet: Bool

    fileprivate func isSame(as other: Source) -> Bool {
      (name, licence, home, isTestSet) == (other.name, other.licence, other.home, other.isTestSet)
    }
  }

  /// Stages that hold examples of several sources.
  public var mixed: [Stage] { stages.filter { $0.tally.sources.count > 1 } }

  private static func samples(of stage: FinishedStage) throws -> [Departed] {
    var samples: [Departed] = []
    var rows = try RowReader(stage.departures)
    var missing = stage.record.left.count
    while missing > 0, let row = try rows.next() {
      let line = try LedgerLine(row: row)
      guard !samples.contains(where: { $0.filter == line.filter && $0.reason == line.reason })
      else { continue }
      missing -= 1
      samples.append(
        Departed(
          filter: line.filter, reason: line.reason, example: line.example, detail: line.detail))
    }
    return samples
  }
}

/// A plot beside the card, as a file in the set's folder.
public struct CuratedFigure: Sendable, Hashable {
  /// The file's path in the folder.
  public var file: String
  /// What the plot shows.
  public var caption: String
  /// The bytes of an SVG file.
  public var svg: String

  public init(file: String, caption: String, svg: String) {
    self.file = file
    self.caption = caption
    self.svg = svg
  }
}
