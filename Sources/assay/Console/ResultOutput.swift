// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import AssayReport
import Foundation

/// A benchmark's result as text, as JSON and as a report.
struct ResultOutput {
  var result: BenchmarkResult
  var records: [JudgmentRecord]
  /// What the answers come to for each example, where there is more to say than one vote.
  var decisions: ShownDecisions?
  /// What each of several judges did.
  var policy: ShownPolicy?

  /// Writes the report, if one is asked for, and prints the result.
  func show(_ command: String, _ output: OutputOptions, report file: String?) throws {
    if let file {
      try ReportRenderer().write(
        Report(
          title: "\(result.benchmark.title), judged by \(result.run.model.name)",
          summary: BenchmarkSections.summary(of: result),
          facts: BenchmarkSections.facts(for: result),
          sections: BenchmarkSections.sections(for: result, records: records)),
        to: URL(filePath: file))
      output.note("Report: \(file)")
    }
    try output.print(command, self, text: text)
  }

  /// The numbers as tables for a terminal.
  var text: String {
    var parts = [
      "\(result.benchmark.title): \(result.run.model.name), \(result.dataset.n) examples of "
        + "\(result.dataset.groups) questions\n\(result.protocolText)"
    ]
    if !result.official.isEmpty { parts.append(Self.table("official", result.official)) }
    parts.append(Self.table("ours, with 95 % intervals", result.robust))
    if !result.sections.isEmpty { parts.append(sections) }
    if !result.baselines.isEmpty { parts.append(baselines) }
    if let decisions { parts.append(decisions.text) }
    if let policy { parts.append(policy.text) }
    parts.append(unscored)
    if !result.differences.isEmpty {
      parts.append(
        "\(result.differences.count) answers are read differently by the official rule and by "
          + "ours; --json and the report list them.")
    }
    parts += result.notes
    return parts.joined(separator: "\n\n")
  }

  private static func table(_ title: String, _ metrics: [Metric]) -> String {
    var table = TextTable([title, "value", "n"])
    table.rows = metrics.map { [$0.title, $0.text, "\($0.n)"] }
    let remarks = metrics.compactMap { metric in
      metric.note.map { "  \(metric.title): \($0)" }
    }
    return ([table.text] + remarks).joined(separator: "\n")
  }

  private var sections: String {
    var table = TextTable(["part", "n", "official", "ours"])
    table.rows = result.sections.map { section in
      let ours = section.robust.first
      return [
        section.name, "\(section.n)", section.official.first?.text ?? "",
        ours.map { "\($0.title) \($0.text)" } ?? "",
      ]
    }
    return table.text
  }

  private var baselines: String {
    let first = result.baselines.first?.metrics.first?.title ?? ""
    var table = TextTable(["baseline", first])
    table.rows = result.baselines.map { [$0.name, $0.metrics.first?.text ?? ""] }
    return table.text
  }

  private var unscored: String {
    guard result.unscored.count > 0 else {
      return "All \(result.unscored.verdicts) verdicts could be read."
    }
    let reasons = result.unscored.reasons.map { "\($0.count) \($0.reason)" }
    return "\(result.unscored.count) of \(result.unscored.verdicts) verdicts have no judgment: "
      + reasons.joined(separator: ", ")
  }
}

extension ResultOutput: Encodable {
  private enum CodingKeys: String, CodingKey { case decisions, policy }

  /// The result's fields, and the decisions beside them.
  func encode(to encoder: any Encoder) throws {
    try result.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(decisions, forKey: .decisions)
    try container.encodeIfPresent(policy, forKey: .policy)
  }
}
