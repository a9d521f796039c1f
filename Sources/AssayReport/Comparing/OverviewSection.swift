// SPDX-License-Identifier: Apache-2.0

import AssayBench
import AssayCore
import AssayJudging

/// The first part of a comparison: every judge's main numbers on every benchmark.
enum OverviewSection {
  static func section(_ comparison: Comparison) -> Report.Section {
    var blocks: [Report.Block] = []
    if comparison.judges.count == 1 {
      blocks += suiteChart(comparison)
    } else {
      blocks += comparison.benchmarks.compactMap { chart($0, comparison) }
    }
    blocks.append(.table(table(comparison)))
    if let outcomes = outcomes(comparison) { blocks.append(.outcomes(outcomes)) }
    blocks += notes(comparison).map { .prose($0) }
    return Report.Section(
      heading: comparison.judges.count == 1 ? "Benchmarks" : "Judges",
      lead: "Points with their 95 % intervals. A dashed tick is what a coin reaches. A pair is "
        + "right where both orders are judged right; a verdict that cannot be read is never right.",
      blocks: blocks)
  }

  /// All benchmarks of one judge on one axis.
  private static func suiteChart(_ comparison: Comparison) -> [Report.Block] {
    let rows = comparison.runs.compactMap { row($0, label: $0.result.benchmark.title, series: 0) }
    guard !rows.isEmpty else { return [] }
    return [
      .intervals(IntervalChart(caption: "Our main number of each benchmark.", rows: rows))
    ]
  }

  private static func chart(_ card: BenchmarkCard, _ comparison: Comparison) -> Report.Block? {
    let runs = comparison.runs(on: card)
    let rows = runs.compactMap {
      row($0, label: $0.judge, series: comparison.series(of: $0.judge))
    }
    guard !rows.isEmpty else { return nil }
    let metric = runs.compactMap { $0.result.primaryRobust?.title }.uniqued()
    return .intervals(
      IntervalChart(
        caption: "\(card.title): \(metric.joined(separator: " or ")).", rows: rows))
  }

  /// The run's main share; `nil` where it is none.
  private static func row(
    _ run: JudgedRun, label: String, series: Int
  ) -> IntervalChart.Row? {
    guard let metric = run.result.primaryRobust, metric.unit == .percent, let value = metric.value,
      let lower = metric.lower, let upper = metric.upper
    else { return nil }
    let coin = run.result.baselines.first { $0.name == "random" }?.metrics
      .first { $0.name == metric.name }?.value
    return IntervalChart.Row(
      label: label, estimate: value / 100, lower: lower / 100, upper: upper / 100,
      count: metric.n, baseline: coin.map { $0 / 100 }, series: series)
  }

  private static func table(_ comparison: Comparison) -> Report.Table {
    let several = comparison.judges.count > 1
    let hasBenchmarks = comparison.benchmarks.count > 1 || !several
    let runs = comparison.benchmarks.flatMap { comparison.runs(on: $0) }
    return Report.Table(
      caption: [
        named("Official, by the benchmark's own rule", comparison, \.primaryOfficial),
        named("Ours", comparison, \.primaryRobust),
      ].joined(separator: " "),
      header: (several ? ["judge"] : []) + (hasBenchmarks ? ["benchmark"] : [])
        + ["n", "official", "ours and 95 % interval", "unscored"],
      rows: runs.map { run in
        let unscored = run.result.unscored
        return (several ? [run.judge] : []) + (hasBenchmarks ? [run.result.benchmark.title] : [])
          + [
            run.result.dataset.n.grouped, run.result.primaryOfficial?.text ?? "–",
            run.result.primaryRobust?.text ?? "–", "\(unscored.count) of \(unscored.verdicts)",
          ]
      })
  }

  /// Which metric stands for each benchmark.
  private static func named(
    _ heading: String, _ comparison: Comparison, _ metric: (BenchmarkResult) -> Metric?
  ) -> String {
    let names = comparison.benchmarks.compactMap { card -> String? in
      let titles = comparison.runs(on: card).compactMap { metric($0.result)?.title }.uniqued()
      guard !titles.isEmpty else { return nil }
      let title = titles.joined(separator: " or ")
      return comparison.benchmarks.count == 1 ? title : "\(card.title) \(title)"
    }
    return names.isEmpty ? "\(heading): none." : "\(heading): \(names.joined(separator: "; "))."
  }

  private static func outcomes(_ comparison: Comparison) -> OutcomeChart? {
    let rows = comparison.runs.compactMap { run -> OutcomeChart.Row? in
      let outcomes = run.decisions.compactMap { ItemList.Outcome($0) }
      guard !outcomes.isEmpty else { return nil }
      let label =
        comparison.judges.count == 1
        ? run.result.benchmark.title
        : comparison.benchmarks.count == 1
          ? run.judge : "\(run.judge), \(run.result.benchmark.title)"
      return OutcomeChart.Row(
        label: label, counts: outcomes.reduce(into: [:]) { $0[$1, default: 0] += 1 })
    }
    return rows.isEmpty
      ? nil
      : OutcomeChart(
        caption: "How examples ended. Flipped: the two orders of a pair were judged differently.",
        rows: rows)
  }

  /// What must be known beside the numbers, each once.
  private static func notes(_ comparison: Comparison) -> [String] {
    comparison.benchmarks.flatMap { card in
      comparison.runs(on: card).flatMap { run -> [String] in
        let single =
          run.decisions.contains { $0.format.isPairwise } && run.result.run.policy.orders != .both
          ? [
            "\(run.judge) was asked in one order only; its pairs are right where that one is."
          ] : []
        return single + run.result.notes.map { "\(card.title): \($0)" }
      }
    }.uniqued()
  }
}
