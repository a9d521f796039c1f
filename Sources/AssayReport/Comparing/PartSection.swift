// SPDX-License-Identifier: Apache-2.0

import AssayBench

/// The part of a comparison with the numbers of each part of each benchmark.
enum PartSection {
  /// The part; `nil` where no benchmark has parts.
  static func section(_ comparison: Comparison) -> Report.Section? {
    let tables = comparison.benchmarks.compactMap { card -> Report.Block? in
      let runs = comparison.runs(on: card)
      let parts = runs.flatMap { $0.result.sections.map(\.name) }.uniqued()
      guard parts.count > 1 else { return nil }
      let titles = runs.flatMap { $0.result.sections.compactMap { $0.primaryRobust?.title } }
        .uniqued()
      return .table(
        Report.Table(
          caption: "\(card.title): \(titles.joined(separator: " or "))",
          header: ["part", "n"] + runs.map(\.judge),
          rows: parts.map { part in
            let sections = runs.map { run in run.result.sections.first { $0.name == part } }
            let counts = sections.compactMap { $0?.n }.uniqued().map { "\($0)" }
            return [part, counts.joined(separator: " / ")]
              + sections.map { $0?.primaryRobust?.text ?? "–" }
          }))
    }
    guard !tables.isEmpty else { return nil }
    return Report.Section(
      heading: "By part", lead: "Our number for each part of the data.", blocks: tables)
  }
}
