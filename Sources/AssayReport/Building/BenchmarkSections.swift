// SPDX-License-Identifier: Apache-2.0

public import AssayBench
import AssayCore
public import AssayJudging

/// The parts of a report that show what a benchmark says of a judge.
public enum BenchmarkSections {
  /// Summary, sections of the data, baselines and reading differences, then every item.
  public static func sections(
    for result: BenchmarkResult, records: [JudgmentRecord], maximumItems: Int = 20_000
  ) -> [Report.Section] {
    var sections = [numbers(result)]
    if let parts = parts(result) { sections.append(parts) }
    if !result.differences.isEmpty { sections.append(differences(result)) }
    sections.append(items(result.benchmark.title, records: records, maximum: maximumItems))
    return sections
  }

  /// The provenance of a result.
  public static func facts(for result: BenchmarkResult) -> [Report.Fact] {
    RunFacts.facts(for: result.run) + [
      Report.Fact("benchmark", "\(result.benchmark.title), version \(result.benchmark.version)"),
      Report.Fact("reference", result.benchmark.reference),
      Report.Fact(
        "examples", "\(result.dataset.n) examples of \(result.dataset.groups) questions"),
      Report.Fact("protocol", result.protocolText),
    ]
  }

  /// One sentence with the main number and what could not be read.
  public static func summary(of result: BenchmarkResult) -> String {
    let main = result.robust("consistent_accuracy") ?? result.robust.first ?? result.official.first
    let number = main.map { "\($0.title) \($0.text)" } ?? "no metric is defined"
    let unscored = result.unscored.count
    let unread =
      unscored == 0
      ? "every verdict could be read"
      : "\(unscored) of \(result.unscored.verdicts) verdicts could not be read"
    return "\(result.run.model.name) on \(result.benchmark.title): \(number) over "
      + "\(result.dataset.n) examples; \(unread)."
  }

  private static func numbers(_ result: BenchmarkResult) -> Report.Section {
    var blocks: [Report.Block] = [.figures(result.robust.prefix(4).map(figure))]
    let shares = result.robust.filter { $0.unit == .percent }.compactMap { row($0) }
    if !shares.isEmpty {
      blocks.append(
        .intervals(IntervalChart(caption: "Our numbers with their intervals.", rows: shares)))
    }
    blocks.append(
      .table(table("Official metric: \(result.benchmark.officialMetric)", result.official)))
    blocks.append(.table(table("Our metrics", result.robust)))
    blocks.append(.table(baselines(result)))
    blocks.append(.table(unscored(result)))
    blocks += result.notes.map { .prose($0) }
    return Report.Section(
      heading: result.benchmark.title,
      lead: "\(result.benchmark.summary) Intervals are 95 %.", blocks: blocks)
  }

  private static func parts(_ result: BenchmarkResult) -> Report.Section? {
    guard !result.sections.isEmpty else { return nil }
    let rows = result.sections.compactMap { section in
      main(section.robust).flatMap { metric in
        row(
          metric, label: section.name,
          baseline: chance(of: section.name, in: result)?.metrics
            .first { $0.name == metric.name }?.value)
      }
    }
    let columns = Columns(result.sections.map { $0.official + $0.robust })
    let table = Report.Table(
      header: ["part", "n"] + columns.titles,
      rows: result.sections.map { section in
        [section.name, "\(section.n)"] + columns.cells(section.official + section.robust)
      })
    var blocks: [Report.Block] = []
    if !rows.isEmpty {
      let name = result.sections.lazy.compactMap { main($0.robust)?.title }.first ?? ""
      blocks.append(.intervals(IntervalChart(caption: "By part: \(name).", rows: rows)))
    }
    blocks.append(.table(table))
    return Report.Section(
      heading: "By part", lead: "The same numbers for the parts of the data.", blocks: blocks)
  }

  private static func differences(_ result: BenchmarkResult) -> Report.Section {
    Report.Section(
      heading: "Where the readings differ",
      lead: "Answers that the benchmark's own rule and ours read differently.",
      blocks: [
        .table(
          Report.Table(
            header: ["item", "order", "official", "ours", "end of the answer"],
            rows: result.differences.map {
              [$0.example, $0.order.rawValue, $0.official, $0.ours, $0.excerpt]
            }))
      ])
  }

  private static func items(
    _ title: String, records: [JudgmentRecord], maximum: Int
  ) -> Report.Section {
    let list = ItemList(records: records, maximum: maximum)
    return Report.Section(
      heading: "Items", lead: "Every item with its prompt, completion and verdict.",
      blocks: [.items(list)])
  }

  private static func main(_ metrics: [Metric]) -> Metric? {
    metrics.first { $0.name == "consistent_accuracy" } ?? metrics.first { $0.unit == .percent }
  }

  private static func figure(_ metric: Metric) -> Report.Figure {
    let parts = metric.text.split(separator: "[", maxSplits: 1)
    let interval = parts.count > 1 ? parts[1].dropLast() : ""
    let detail = interval.isEmpty ? "n \(metric.n)" : "\(interval), n \(metric.n)"
    return Report.Figure(
      label: metric.title, value: String(parts.first ?? "").trimmed, detail: detail)
  }

  private static func row(
    _ metric: Metric, label: String? = nil, baseline: Double? = nil
  ) -> IntervalChart.Row? {
    guard let value = metric.value, let lower = metric.lower, let upper = metric.upper else {
      return nil
    }
    return IntervalChart.Row(
      label: label ?? metric.title, estimate: value / 100, lower: lower / 100,
      upper: upper / 100, count: metric.n, baseline: baseline.map { $0 / 100 })
  }

  private static func table(_ caption: String, _ metrics: [Metric]) -> Report.Table {
    Report.Table(
      caption: caption, header: ["metric", "value and interval", "n", "method", "note"],
      rows: metrics.map { [$0.title, $0.text, "\($0.n)", $0.method ?? "", $0.note ?? ""] })
  }

  /// The coin's numbers on a part, or on everything where the parts have no baselines of their own.
  private static func chance(
    of section: String, in result: BenchmarkResult
  ) -> BenchmarkResult.Baseline? {
    result.baselines.first { $0.name == "\(section): random" }
      ?? result.baselines.first { $0.name == "random" }
  }

  private static func baselines(_ result: BenchmarkResult) -> Report.Table {
    let columns = Columns(result.baselines.map(\.metrics))
    return Report.Table(
      caption: "Judges that read nothing, over the same examples",
      header: ["baseline"] + columns.titles,
      rows: result.baselines.map { [$0.name] + columns.cells($0.metrics) })
  }

  private static func unscored(_ result: BenchmarkResult) -> Report.Table {
    Report.Table(
      caption: "Verdicts without a judgment, by reason",
      header: ["reason", "count of \(result.unscored.verdicts)"],
      rows: result.unscored.reasons.isEmpty
        ? [["none", "0"]] : result.unscored.reasons.map { [$0.reason, "\($0.count)"] })
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
