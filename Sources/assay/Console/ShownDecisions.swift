// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayJudging
import AssayStatistics
import Foundation

/// The summary of pooled decisions as text and in `--json`.
struct ShownDecisions: Encodable {
  var rule: PoolingRule
  var samples: Int
  var summary: DecisionSummary
  /// What was said of each named criterion.
  var criteria: [CriterionSummary] = []

  private enum CodingKeys: String, CodingKey { case pool, samples, criteria }

  func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule, forKey: .pool)
    try container.encode(samples, forKey: .samples)
    if !criteria.isEmpty { try container.encode(criteria, forKey: .criteria) }
  }

  var text: String {
    var table = TextTable(["decisions (\(rule.rawValue))", "value", "n"])
    table.rows = [
      [
        "with a judgment", Self.percent(summary.judged, summary.examples),
        "\(summary.examples)",
      ]
    ]
    if let accuracy = summary.accuracy {
      table.rows.append([
        "right", Self.share(accuracy),
        "\(accuracy.count)",
      ])
    }
    if let confidence = summary.confidence {
      table.rows.append(["mean confidence", Self.number(confidence), "\(summary.judged)"])
    }
    if let spread = summary.spread {
      table.rows.append(["mean spread of answers", Self.number(spread), "\(summary.examples)"])
    }
    if let scores = summary.scores {
      for (name, value) in [
        ("Pearson", scores.pearson), ("Spearman", scores.spearman), ("Kendall", scores.kendall),
      ] {
        table.rows.append([
          "\(name), mean against known scores", value.map { Self.number($0) } ?? "not defined",
          "\(scores.n)",
        ])
      }
    }
    if let abstention = summary.abstention {
      let least = Self.number(abstention.threshold)
      table.rows.append([
        "given, confidence \(least) or more",
        Self.percent(abstention.given, summary.examples), "\(summary.examples)",
      ])
      table.rows.append(["withheld", "\(abstention.withheld)", "\(summary.examples)"])
      if let accuracy = abstention.accuracy {
        table.rows.append(["right among the given", Self.share(accuracy), "\(accuracy.count)"])
      }
    }
    guard !criteria.isEmpty else { return table.text }
    var parts = TextTable(["criterion", "mean", "judged", "unscored"])
    parts.rows = criteria.map { criterion in
      [
        criterion.name, criterion.mean.map { Self.number($0) } ?? "–", "\(criterion.judged)",
        "\(criterion.unscored)",
      ]
    }
    return table.text + "\n\n" + parts.text
  }

  static func number(_ value: Double, digits: Int = 3) -> String {
    String(format: "%.\(digits)f", value)
  }

  static func percent(_ part: Int, _ whole: Int) -> String {
    String(format: "%.1f %%", whole == 0 ? 0 : 100 * Double(part) / Double(whole))
  }

  static func share(_ interval: Interval) -> String {
    String(
      format: "%.1f %% [%.1f, %.1f]", 100 * interval.estimate, 100 * interval.lower,
      100 * interval.upper)
  }
}
