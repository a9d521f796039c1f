// SPDX-License-Identifier: Apache-2.0

public import AssayBench

/// The results of judges on benchmarks as a table that travels: CSV for programs, Markdown and
/// LaTeX for people.
public struct ResultTable: Sendable {
  /// What each judge reached on each benchmark, in the order of the rows.
  public var entries: [Entry]
  /// Whether several judges stand below each other or beside each other; CSV is always long.
  public var arrangement: Arrangement

  /// One judge on one benchmark.
  public struct Entry: Sendable {
    /// The judge's name in the table.
    public var judge: String
    public var result: BenchmarkResult

    public init(judge: String, result: BenchmarkResult) {
      self.judge = judge
      self.result = result
    }
  }

  /// Where several judges stand.
  public enum Arrangement: String, Sendable, CaseIterable {
    /// Each judge has rows of its own: n, official, ours, unscored.
    case rows
    /// Each judge has a column of its own: one table of official numbers, one of ours.
    case columns
  }

  /// The forms of a table.
  public enum Format: String, Sendable, CaseIterable {
    /// One line a number, every metric of every part, in full precision.
    case csv
    /// A table of GitHub-flavoured Markdown.
    case markdown = "md"
    /// A table of the `booktabs` package.
    case latex = "tex"
  }

  public init(_ entries: [Entry], arrangement: Arrangement = .rows) {
    self.entries = entries
    self.arrangement = arrangement
  }

  /// The table in the form, with a line feed at its end.
  public func text(_ format: Format) -> String {
    switch format {
    case .csv: CSVTable.text(of: entries)
    case .markdown: ResultGrid.grids(of: self).map(MarkdownTable.text).joined(separator: "\n")
    case .latex:
      LaTeXTable.preamble + ResultGrid.grids(of: self).map(LaTeXTable.text).joined(separator: "\n")
    }
  }
}
