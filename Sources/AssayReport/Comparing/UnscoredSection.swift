// SPDX-License-Identifier: Apache-2.0

import AssayBench

/// The part of a comparison that counts the verdicts without a judgment, by their cause.
enum UnscoredSection {
  static func section(_ comparison: Comparison) -> Report.Section {
    let runs = comparison.runs
    let reasons = Set(runs.flatMap { $0.result.unscored.reasons.map(\.reason) }).sorted()
    let lead =
      "Verdicts of all orders and votes that have no judgment. They are never counted as right, and "
      + "never as a score."
    guard !reasons.isEmpty else {
      let verdicts = runs.reduce(0) { $0 + $1.result.unscored.verdicts }
      return Report.Section(
        heading: "Unscored", lead: lead,
        blocks: [.prose("All \(verdicts) verdicts could be read.")])
    }
    let rows = runs.map { run in
      let unscored = run.result.unscored
      let share = 100 * Double(unscored.count) / Double(max(1, unscored.verdicts))
      return [run.judge, run.result.benchmark.title]
        + reasons.map { reason in
          "\(unscored.reasons.first { $0.reason == reason }?.count ?? 0)"
        } + [
          "\(unscored.count) of \(unscored.verdicts)",
          "\(SVGText.number((share * 10).rounded() / 10)) %",
        ]
    }
    return Report.Section(
      heading: "Unscored", lead: lead,
      blocks: [
        .table(
          Report.Table(header: ["judge", "benchmark"] + reasons + ["all", "share"], rows: rows))
      ])
  }
}
