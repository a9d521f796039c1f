// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging

/// Results that tests make up.
enum Results {
  static func run(model: String = "judge", style: String = "r3") -> Run {
    Run(
      software: "1", data: "d", examples: 4, style: style, form: .critique, prompts: "p",
      model: ModelIdentity(name: model, fingerprint: "f"), sampling: .greedy,
      policy: JudgingPolicy(), seed: 0)
  }

  static func metric(
    _ name: String, _ value: Double?, _ ends: (Double, Double)? = nil, n: Int = 4,
    count: Int? = nil, unit: Metric.Unit = .percent, note: String? = nil
  ) -> Metric {
    Metric(
      name: name, title: name.replacing("_", with: " "), value: value, unit: unit,
      lower: ends?.0, upper: ends?.1, n: n, count: count, method: ends.map { _ in "wilson" },
      note: note)
  }

  static func card(_ name: String, title: String) -> BenchmarkCard {
    BenchmarkCard(
      name: name, title: title, summary: "s", data: "d", officialMetric: "o", reference: "r",
      licence: "l")
  }

  /// A benchmark with an official number, ours, one reason and two parts.
  static func result(
    _ name: String = "llmbar", title: String = "LLMBar", model: String = "judge",
    accuracy: Double = 75, parts: [String] = ["Natural", "A_B & C"]
  ) -> BenchmarkResult {
    BenchmarkResult(
      benchmark: card(name, title: title),
      dataset: BenchmarkResult.Dataset(name: name, hash: "h", n: 4, groups: 4),
      run: run(model: model), protocolText: "both orders",
      official: [metric("correct_average", 62.5)],
      robust: [
        metric("consistent_accuracy", accuracy, (30.064, 95.441), count: 3),
        metric("flip_rate", 25, (4.6, 69.9), count: 1),
        metric("first_position_lean", -12.5, (-40, 15), unit: .points),
        metric("tie_rate", 0, (0, 48.9), count: 0),
        metric("unscored_rate", 12.5, (2.2, 47.1), n: 8, count: 1),
      ],
      unscored: BenchmarkResult.Unscored(
        verdicts: 8, reasons: [BenchmarkResult.Unscored.Reason(reason: "truncated", count: 1)]),
      sections: parts.map {
        BenchmarkResult.Section(
          name: $0, n: 2, official: [metric("correct_average", 50, n: 2)],
          robust: [
            metric("consistent_accuracy", 50, (9.453, 90.547), n: 2, count: 1),
            metric("unscored_rate", 0, (0, 48.99), n: 4, count: 0),
          ])
      })
  }
}
