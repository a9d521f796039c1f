// SPDX-License-Identifier: Apache-2.0

import AssayBench

/// A table for people before it has a form: columns, rows in groups, and what must be said below.
struct ResultGrid {
  var caption: String
  var columns: [Column]
  /// One group a benchmark; a rule stands between two.
  var groups: [[Row]]
  var notes: [String]

  /// A column's heading; all but texts are set to the right.
  struct Column {
    var title: String
    var isText = false
  }

  struct Row {
    var cells: [Cell]
  }

  enum Cell {
    /// A benchmark's name.
    case strong(String)
    /// The name of a part of the benchmark above it.
    case part(String)
    case plain(String)
    /// A number and its interval, which may be set smaller.
    case number(String, interval: String?)

    init(_ metric: Metric?) {
      self = metric.map { .number($0.valueText, interval: $0.intervalText) } ?? .plain("–")
    }
  }

  /// The tables that the entries make: one, or one of official numbers and one of ours.
  static func grids(of table: ResultTable) -> [ResultGrid] {
    let benchmarks = table.entries.map(\.result.benchmark.name).uniqued()
    let groups = benchmarks.map { name in
      BenchmarkGroup(table.entries.filter { $0.result.benchmark.name == name })
    }
    let judges = table.entries.map(\.judge).uniqued()
    guard judges.count > 1, table.arrangement == .columns else {
      return [rows(groups, judges: judges)]
    }
    return [columns(groups, judges, isOfficial: true), columns(groups, judges, isOfficial: false)]
  }

  private static func rows(_ groups: [BenchmarkGroup], judges: [String]) -> ResultGrid {
    let hasJudges = judges.count > 1
    let judgeColumn = hasJudges ? [Column(title: "Judge", isText: true)] : []
    let titles = ["n", "Official", "Ours", "Unscored"]
    return ResultGrid(
      caption: hasJudges ? "" : judges.first ?? "",
      columns: [Column(title: "Benchmark", isText: true)] + judgeColumn
        + titles.map { Column(title: $0) },
      groups: groups.map { $0.rows(hasJudges: hasJudges) }, notes: notes(groups))
  }

  private static func columns(
    _ groups: [BenchmarkGroup], _ judges: [String], isOfficial: Bool
  ) -> ResultGrid {
    ResultGrid(
      caption: isOfficial ? "Official" : "Ours",
      columns: [Column(title: "Benchmark", isText: true), Column(title: "n")]
        + judges.map { Column(title: $0) },
      groups: groups.map { $0.columns(judges, isOfficial: isOfficial) }, notes: notes(groups))
  }

  /// Which metrics stand in the columns, benchmark by benchmark.
  private static func notes(_ groups: [BenchmarkGroup]) -> [String] {
    func named(_ heading: String, _ metric: (BenchmarkResult) -> Metric?) -> String {
      let names = groups.compactMap { group in
        group.entries.compactMap { metric($0.result) }.first
          .map { "\(group.title): \($0.title)" }
      }
      return names.isEmpty ? "" : "\(heading): \(names.joined(separator: "; "))."
    }
    return [
      named("Official", { $0.primaryOfficial }), named("Ours", { $0.primaryRobust }),
      "Intervals are 95 %. Verdicts without a judgment are never right.",
    ].filter { !$0.isEmpty }
  }
}

/// The results of all judges on one benchmark.
private struct BenchmarkGroup {
  var entries: [ResultTable.Entry]
  var title: String { entries.first?.result.benchmark.title ?? "" }

  init(_ entries: [ResultTable.Entry]) { self.entries = entries }

  /// The parts of the benchmark in the order in which they first occur.
  private var parts: [String] {
    let names = entries.flatMap { $0.result.sections.map(\.name) }.uniqued()
    return names.count > 1 ? names : []
  }

  func rows(hasJudges: Bool) -> [ResultGrid.Row] {
    var rows: [ResultGrid.Row] = []
    for (index, entry) in entries.enumerated() {
      let judge: [ResultGrid.Cell] = hasJudges ? [.plain(entry.judge)] : []
      rows.append(
        ResultGrid.Row(
          cells: [.strong(index == 0 ? title : "")] + judge
            + Self.cells(
              entry.result.dataset.n, entry.result.primaryOfficial, entry.result.primaryRobust,
              entry.result.robust)))
    }
    for part in parts {
      var name = part
      for entry in entries {
        guard let section = entry.result.sections.first(where: { $0.name == part }) else {
          continue
        }
        let judge: [ResultGrid.Cell] = hasJudges ? [.plain(entry.judge)] : []
        rows.append(
          ResultGrid.Row(
            cells: [.part(name)] + judge
              + Self.cells(
                section.n, section.primaryOfficial, section.primaryRobust, section.robust)))
        name = ""
      }
    }
    return rows
  }

  func columns(_ judges: [String], isOfficial: Bool) -> [ResultGrid.Row] {
    func row(
      _ name: ResultGrid.Cell, _ value: (BenchmarkResult) -> (n: Int, metric: Metric?)?
    ) -> ResultGrid.Row {
      let values = judges.map { judge in
        entries.first { $0.judge == judge }.flatMap { value($0.result) }
      }
      let counts = values.compactMap { $0?.n }.uniqued().map { "\($0)" }
      return ResultGrid.Row(
        cells: [name, .plain(counts.joined(separator: " / "))]
          + values.map { ResultGrid.Cell($0?.metric) })
    }
    let whole = row(.strong(title)) {
      ($0.dataset.n, isOfficial ? $0.primaryOfficial : $0.primaryRobust)
    }
    return [whole]
      + parts.map { part in
        row(.part(part)) { result in
          result.sections.first { $0.name == part }
            .map { ($0.n, isOfficial ? $0.primaryOfficial : $0.primaryRobust) }
        }
      }
  }

  private static func cells(
    _ n: Int, _ official: Metric?, _ ours: Metric?, _ metrics: [Metric]
  ) -> [ResultGrid.Cell] {
    let unscored = metrics.first { $0.name == "unscored_rate" }
    return [
      .plain("\(n)"), ResultGrid.Cell(official), ResultGrid.Cell(ours),
      .plain(unscored.flatMap { rate in rate.count.map { "\($0) of \(rate.n)" } } ?? "–"),
    ]
  }
}
