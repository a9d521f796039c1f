// SPDX-License-Identifier: Apache-2.0

import AssayBench

/// The part of a comparison about the order of responses: flips, the lean to the first, ties.
enum OrderSection {
  /// The part; `nil` where there are no pairs.
  static func section(_ comparison: Comparison) -> Report.Section? {
    let runs = comparison.runs.filter { $0.result.robust("first_position_lean") != nil }
    guard !runs.isEmpty else { return nil }
    func label(_ run: JudgedRun) -> String {
      comparison.benchmarks.count == 1
        ? run.judge
        : comparison.judges.count == 1
          ? run.result.benchmark.title : "\(run.judge), \(run.result.benchmark.title)"
    }
    func chart(_ name: String, _ caption: String, _ range: ClosedRange<Double>, signed: Bool)
      -> [Report.Block]
    {
      let rows = runs.compactMap { run -> IntervalChart.Row? in
        guard let metric = run.result.robust(name), let value = metric.value,
          let lower = metric.lower, let upper = metric.upper
        else { return nil }
        return IntervalChart.Row(
          label: label(run), estimate: value / 100, lower: lower / 100, upper: upper / 100,
          count: metric.n, series: comparison.series(of: run.judge))
      }
      return rows.isEmpty
        ? []
        : [
          .intervals(
            IntervalChart(caption: caption, rows: rows, range: range, showsDifferences: signed))
        ]
    }
    let names = ["flip_rate", "first_position_lean", "tie_rate"]
    let table = Report.Table(
      header: ["judge", "flip rate", "lean to the first", "ties"],
      rows: runs.map { run in
        [label(run)] + names.map { run.result.robust($0)?.text ?? "–" }
      })
    return Report.Section(
      heading: "Order",
      lead: "Flips: pairs whose two orders were judged differently. Lean: points by which the "
        + "response shown first is preferred more than half of the time. Verdicts without a "
        + "judgment take no part.",
      blocks: chart("flip_rate", "Flip rate.", 0...1, signed: false)
        + chart(
          "first_position_lean",
          "Lean: to the right the response shown first, to the left the second.", -0.5...0.5,
          signed: true) + [.table(table)])
  }
}
