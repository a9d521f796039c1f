// SPDX-License-Identifier: Apache-2.0

import AssayBench
import Foundation

/// The part of a comparison that says which judges can be told apart.
enum PairSection {
  /// The part; `nil` where no two judges share an example.
  static func section(_ comparison: Comparison) -> Report.Section? {
    guard !comparison.pairs.isEmpty || !comparison.incomparable.isEmpty else { return nil }
    var blocks: [Report.Block] = []
    for card in comparison.benchmarks {
      let pairs = comparison.pairs.filter { $0.benchmark == card.name }
      guard !pairs.isEmpty else { continue }
      blocks.append(.intervals(chart(pairs, card)))
      blocks.append(.table(table(pairs, card)))
    }
    blocks += comparison.incomparable.map {
      .prose("\($0) have no example with a known answer in common.")
    }
    return Report.Section(
      heading: "Who is better",
      lead: "Paired differences of the share of right examples, over what both judged. p: the "
        + "signs of the differences are flipped question by question, two-sided. Holm: corrected "
        + "for all pairs of the benchmark; below 0.05 the two can be told apart.",
      blocks: blocks)
  }

  private static func chart(_ pairs: [Comparison.Pair], _ card: BenchmarkCard) -> IntervalChart {
    let ends = pairs.flatMap { [$0.numbers.difference.lower, $0.numbers.difference.upper] }
    let low = min(-0.05, ((ends.min() ?? 0) / 10).rounded(.down) / 10)
    let high = max(0.05, ((ends.max() ?? 0) / 10).rounded(.up) / 10)
    return IntervalChart(
      caption: "\(card.title): the first judge less the second, in points.",
      rows: pairs.map { pair in
        let difference = pair.numbers.difference
        return IntervalChart.Row(
          label: "\(short(pair.first)) − \(short(pair.second))",
          estimate: difference.points / 100, lower: difference.lower / 100,
          upper: difference.upper / 100, count: pair.numbers.examples,
          series: pair.isTold ? 0 : 7)
      }, range: low...high, showsDifferences: true)
  }

  /// Two names must fit where otherwise one does.
  private static func short(_ name: String) -> String {
    SVGText.fitted(name, width: 19.5 * SVGText.letter)
  }

  private static func table(_ pairs: [Comparison.Pair], _ card: BenchmarkCard) -> Report.Table {
    Report.Table(
      caption: "\(card.title): n is the examples that both judged.",
      header: [
        "judges", "difference, points", "only first right", "only second right", "n", "p", "Holm",
        "told apart",
      ],
      rows: pairs.map { pair in
        let numbers = pair.numbers
        let better = numbers.difference.points > 0 ? "first" : "second"
        return [
          "\(pair.first) − \(pair.second)", points(numbers.difference),
          "\(numbers.rightInFirstOnly)", "\(numbers.rightInSecondOnly)", "\(numbers.examples)",
          probability(numbers.pValue), probability(pair.adjustedPValue),
          pair.isTold ? "yes, the \(better) is better" : "no",
        ]
      })
  }

  static func points(_ difference: PairedComparison.Difference) -> String {
    String(
      format: "%+.2f [%+.1f, %+.1f]", difference.points, difference.lower,
      difference.upper)
  }

  static func probability(_ value: Double) -> String {
    value < 0.0001 ? "< 0.0001" : String(format: "%.4f", value)
  }
}
