// SPDX-License-Identifier: Apache-2.0

import AssayBench
import AssayCore
import AssayJudging
import Foundation

/// The part of a comparison that sets accuracy against what the answers took.
enum EffortSection {
  /// What the horizontal axis is, the best that all judges of a benchmark state.
  private enum Measure {
    case cost(currency: String)
    case tokens
    case characters

    var label: String {
      switch self {
      case .cost(let currency): "\(currency) per 1,000 examples"
      case .tokens: "tokens per example, prompts and answers"
      case .characters: "characters written per example"
      }
    }
  }

  static func section(_ comparison: Comparison) -> Report.Section {
    var blocks: [Report.Block] = []
    var measures: [String] = []
    for card in comparison.benchmarks where comparison.judges.count > 1 {
      let runs = comparison.runs(on: card)
      let measure = measure(of: runs, comparison)
      measures.append(measure.label)
      let points = runs.compactMap { point($0, measure, comparison) }
      guard points.count > 1 else { continue }
      let metric = runs.compactMap { $0.result.primaryRobust?.title }.uniqued()
      blocks.append(
        .scatter(
          ScatterChart(
            caption: "\(card.title): \(metric.joined(separator: " or ")) over "
              + "\(measure.label).", horizontalLabel: measure.label, points: points)))
    }
    let reason =
      measures.contains(Measure.characters.label)
      ? " Not every judge here states its tokens, so the length of answers stands for cost."
      : measures.contains(Measure.tokens.label)
        ? " Prices are not known (--prices), so tokens stand for cost." : ""
    blocks.append(.table(table(comparison)))
    return Report.Section(
      heading: "Cost",
      lead: "What the answers took, retries not counted, beside what they were worth." + reason,
      blocks: blocks)
  }

  private static func measure(of runs: [JudgedRun], _ comparison: Comparison) -> Measure {
    if let prices = comparison.prices, runs.allSatisfy({ cost($0, comparison) != nil }) {
      return .cost(currency: prices.currency)
    }
    return runs.allSatisfy { $0.effort.usage != nil } ? .tokens : .characters
  }

  /// The cost of 1,000 examples.
  private static func cost(_ run: JudgedRun, _ comparison: Comparison) -> Double? {
    guard let prices = comparison.prices, let usage = run.effort.usage else { return nil }
    return prices.cost(run.result.run.model.name, usage).map {
      1000 * $0 / Double(max(1, run.effort.examples))
    }
  }

  private static func tokens(_ run: JudgedRun) -> Double? {
    run.effort.usage.map {
      Double($0.promptTokens + $0.completionTokens) / Double(max(1, run.effort.examples))
    }
  }

  private static func characters(_ run: JudgedRun) -> Double {
    Double(run.effort.characters) / Double(max(1, run.effort.examples))
  }

  private static func point(
    _ run: JudgedRun, _ measure: Measure, _ comparison: Comparison
  ) -> ScatterChart.Point? {
    let x: Double? =
      switch measure {
      case .cost: cost(run, comparison)
      case .tokens: tokens(run)
      case .characters: characters(run)
      }
    guard let x, let metric = run.result.primaryRobust, metric.unit == .percent,
      let value = metric.value
    else { return nil }
    return ScatterChart.Point(
      label: run.judge, x: x, y: value / 100, lower: (metric.lower ?? value) / 100,
      upper: (metric.upper ?? value) / 100, series: comparison.series(of: run.judge),
      detail: "\(run.judge): \(metric.text), \(digits(x)) \(measure.label)")
  }

  private static func table(_ comparison: Comparison) -> Report.Table {
    let costs = comparison.runs.map { cost($0, comparison) }
    let hasCosts = costs.contains { $0 != nil }
    let currency = comparison.prices?.currency ?? ""
    return Report.Table(
      caption: "A dash: not stated.",
      header: ["judge", "benchmark", "answers", "prompt tokens", "answer tokens", "characters"]
        + (hasCosts ? ["\(currency) per 1,000 examples"] : []),
      rows: zip(comparison.runs, costs).map { run, cost in
        let usage = run.effort.usage
        return [
          run.judge, run.result.benchmark.title, run.effort.answers.grouped,
          usage.map { $0.promptTokens.grouped } ?? "–",
          usage.map { $0.completionTokens.grouped } ?? "–",
          run.effort.characters.grouped,
        ] + (hasCosts ? [cost.map(digits) ?? "–"] : [])
      })
  }

  /// Three digits that say something.
  private static func digits(_ value: Double) -> String {
    value >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
  }
}
