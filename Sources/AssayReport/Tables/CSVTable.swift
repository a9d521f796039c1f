// SPDX-License-Identifier: Apache-2.0

import AssayBench

/// Results as CSV (RFC 4180, with line feeds): one line for every number, nothing rounded.
enum CSVTable {
  static let header = [
    "judge", "benchmark", "part", "kind", "metric", "value", "lower", "upper", "unit", "n",
    "count", "method", "note",
  ]

  static func text(of entries: [ResultTable.Entry]) -> String {
    ([header] + entries.flatMap(rows)).map { line($0) + "\n" }.joined()
  }

  private static func rows(of entry: ResultTable.Entry) -> [[String]] {
    let result = entry.result
    let place = [entry.judge, result.benchmark.name]
    func rows(_ metrics: [Metric], _ kind: String, part: String = "") -> [[String]] {
      metrics.map { place + [part, kind] + cells($0) }
    }
    let reasons = result.unscored.reasons.map { reason in
      place + [
        "", "unscored", reason.reason, "\(reason.count)", "", "", "verdicts",
        "\(result.unscored.verdicts)", "\(reason.count)", "", "",
      ]
    }
    return rows(result.official, "official") + rows(result.robust, "ours") + reasons
      + result.sections.flatMap {
        rows($0.official, "official", part: $0.name) + rows($0.robust, "ours", part: $0.name)
      }
      + result.baselines.flatMap { rows($0.metrics, "baseline", part: $0.name) }
  }

  private static func cells(_ metric: Metric) -> [String] {
    [
      metric.name, number(metric.value), number(metric.lower), number(metric.upper),
      metric.unit.rawValue, "\(metric.n)", metric.count.map { "\($0)" } ?? "",
      metric.method ?? "", metric.note ?? "",
    ]
  }

  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  /// The cells with commas between them; those with a comma, a quote, a line break or a space at an
  /// end stand in quotes.
  static func line(_ cells: [String]) -> String {
    cells.map { cell in
      let isPlain =
        cell.unicodeScalars.allSatisfy { !",\"\r\n".unicodeScalars.contains($0) }
        && cell.first != " " && cell.last != " "
      return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
