// SPDX-License-Identifier: Apache-2.0

extension FilterAccount {
  /// A table of a data card: a header and rows of equal width.
  public struct Table: Sendable, Hashable {
    public var header: [String]
    public var rows: [[String]]

    /// The table in Markdown.
    public var markdown: String { MarkdownTable(header, rows).text }
  }

  private var points: [(name: String, set: Composition)] {
    [("entered", entered)] + steps.map { ($0.filter, $0.after) }
  }

  /// The share of each source before the first filter and after each, the largest first, as R3's
  /// table 2 gives it.
  public var sourceTable: Table {
    let names = entered.sources.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    return Table(
      header: ["source"] + points.map(\.name),
      rows: names.map { name in
        [name] + points.map { Self.percent($0.set.share(ofSource: name)) }
      } + [["examples"] + points.map { "\($0.set.count)" }])
  }

  /// The share of each label before the first filter and after each, as R3's table 7 gives it.
  public var labelTable: Table {
    let names = Set(points.flatMap { $0.set.labels.keys }).sorted()
    return Table(
      header: ["label"] + points.map(\.name),
      rows: names.map { name in
        [name] + points.map { Self.percent($0.set.share(ofLabel: name)) }
      })
  }

  /// The mean lengths in words before the first filter and after each, as R3's table 6 gives them.
  public var lengthTable: Table {
    func mean(_ sum: Int, _ count: Int) -> String {
      count > 0 ? "\(Int((Double(sum) / Double(count)).rounded()))" : "-"
    }
    return Table(
      header: ["words"] + points.map(\.name),
      rows: [
        ["question"] + points.map { mean($0.set.questionWords, $0.set.count) },
        ["response"] + points.map { mean($0.set.responseWords, $0.set.responses) },
      ])
  }

  /// How many examples left at each filter, reason by reason.
  public var departureTable: Table {
    Table(
      header: ["filter", "reason", "examples"],
      rows: steps.flatMap { step in
        step.reasons.map { [step.filter, $0.name, "\($0.count)"] }
      })
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
