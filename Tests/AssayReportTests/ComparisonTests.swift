// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import Foundation
import Testing

@testable import AssayReport

@Suite struct ComparisonTests {
  private let right = [JudgedRuns.Answer](repeating: .right, count: 40)

  private func answers(_ others: [JudgedRuns.Answer]) -> [JudgedRuns.Answer] {
    others + right.dropFirst(others.count)
  }

  /// Were two judges equal, each example that one of them alone got right would be a coin.
  @Test func pairsAreTestedExactlyAndCorrected() throws {
    let comparison = Comparison([
      try JudgedRuns.run("a", right),
      try JudgedRuns.run("b", answers([.wrong, .wrong, .wrong, .flipped, .unread, .wrong])),
      try JudgedRuns.run("c", answers([.wrong, .wrong])),
    ])
    #expect(comparison.judges == ["a", "b", "c"])
    let byName = Dictionary(
      uniqueKeysWithValues: comparison.pairs.map { ("\($0.first)\($0.second)", $0) })
    let expected: [String: (points: Double, p: Double, holm: Double)] = [
      "ab": (15, 2.0 / 64, 6.0 / 64), "ac": (5, 0.5, 0.5), "bc": (-10, 2.0 / 16, 4.0 / 16),
    ]
    for (name, wanted) in expected {
      let pair = try #require(byName[name])
      #expect(abs(pair.numbers.difference.points - wanted.points) < 1e-9)
      #expect(abs(pair.numbers.pValue - wanted.p) < 1e-12)
      #expect(abs(pair.adjustedPValue - wanted.holm) < 1e-12)
      #expect(!pair.isTold)
      #expect(pair.numbers.examples == 40)
    }
    #expect(byName["ab"]?.numbers.rightInFirstOnly == 6)
    #expect(byName["ab"]?.numbers.rightInSecondOnly == 0)
  }

  @Test func thePageHasTheNumbersOfTheMetrics() throws {
    let runs = [
      try JudgedRuns.run("a", right),
      try JudgedRuns.run("b", answers([.wrong, .flipped, .flipped, .unread])),
    ]
    let report = ComparisonReport.report(for: Comparison(runs))
    let page = try ReportRenderer().html(report)
    for run in runs {
      let accuracy = try #require(run.result.robust("consistent_accuracy"))
      #expect(page.contains(">\(accuracy.text)<"))
      #expect(
        page.contains(">\(run.result.unscored.count) of \(run.result.unscored.verdicts)<"))
    }
    #expect(runs[1].result.robust("consistent_accuracy")?.value == 90)
    #expect(page.contains("2 judges on "))
    #expect(page.contains("The two judges cannot be told apart."))
    #expect(page.contains("+10.00 ["))
    // Both verdicts of the pair that could not be read.
    #expect(page.contains("<td class=\"\" data-heading=\"truncated\">2</td>"))
    let headings = report.sections.map(\.heading)
    #expect(headings.first == "Judges")
    #expect(headings.last == "Where they disagree")
    #expect(Set(headings).isSuperset(of: ["Who is better", "Unscored", "Reliability", "Cost"]))
  }

  @Test func disjointRunsAreNotTested() throws {
    var others = JudgedRuns.examples(3)
    for index in others.indices { others[index].id = "other\(index)" }
    let comparison = Comparison([
      try JudgedRuns.run("a", [.right, .right, .wrong]),
      try JudgedRuns.run("b", [.right, .right, .wrong], examples: others),
    ])
    #expect(comparison.pairs.isEmpty)
    #expect(comparison.incomparable == ["a and b on Your examples"])
    let page = try ReportRenderer().html(ComparisonReport.report(for: comparison))
    #expect(page.contains("have no example with a known answer in common"))
  }

  @Test func oneJudgeOnSeveralBenchmarks() throws {
    var first = try JudgedRuns.run("a", right)
    var second = try JudgedRuns.run("a", answers([.wrong]))
    first.result.benchmark = Results.card("one", title: "One")
    second.result.benchmark = Results.card("two", title: "Two")
    let report = ComparisonReport.report(for: Comparison([first, second]), limits: nil)
    #expect(report.title == "a on One, Two")
    let headings = report.sections.map(\.heading)
    #expect(headings.first == "Benchmarks")
    #expect(!headings.contains("Who is better"))
    #expect(!headings.contains("Items"))
  }

  @Test func certaintyIsTakenFromProbabilitiesThenVotes() throws {
    let sure = try JudgedRuns.run(
      "a", [.right, .wrong], probabilities: ["first": 0.8, "second": 0.2])
    guard case .stated(.labelProbabilities, let confidences, let correct) = sure.certainty else {
      Issue.record("no confidences")
      return
    }
    // In the swapped order the probabilities change places with the responses.
    #expect(confidences == [0.8, 0.2, 0.2, 0.8])
    #expect(correct == [true, true, false, false])
    guard case .missing(let reason) = try JudgedRuns.run("b", [.right]).certainty else {
      Issue.record("confidences out of nothing")
      return
    }
    #expect(reason.contains("one vote"))
  }

  @Test func costIsMoneyThenTokensThenCharacters() throws {
    let usage = TokenUsage(promptTokens: 100, completionTokens: 50)
    let stated = [
      try JudgedRuns.run("a", [.right, .right], usage: usage),
      try JudgedRuns.run("b", [.right, .wrong], usage: usage),
    ]
    func lead(_ comparison: Comparison) -> String {
      EffortSection.section(comparison).lead
    }
    let prices = Comparison.Prices(currency: "USD") { _, usage in
      Double(usage.completionTokens) / 1000
    }
    let priced = try ReportRenderer().html(
      ComparisonReport.report(for: Comparison(stated, prices: prices)))
    // Two orders of 50 tokens an example, at 0.001 a token, a thousand times.
    #expect(priced.contains("data-heading=\"USD per 1,000 examples\">100</td>"))
    #expect(lead(Comparison(stated)).contains("tokens stand for cost"))
    let silent = try JudgedRuns.run("c", [.right, .right])
    #expect(lead(Comparison(stated + [silent])).contains("length of answers"))
  }

  @Test func labelsOfPointsKeepApart() {
    let chart = ScatterChart(
      caption: "c", horizontalLabel: "x",
      points: (0..<6).map {
        ScatterChart.Point(
          label: "judge \($0)", x: 1, y: 0.5, lower: 0.4, upper: 0.6, series: $0)
      } + [ScatterChart.Point(label: "no", x: .nan, y: 0, lower: 0, upper: 0, series: 0)])
    let heights = chart.svg().components(separatedBy: "<text class=\"label\"").dropFirst()
      .compactMap { $0.components(separatedBy: "y=\"").dropFirst().first }
      .compactMap { Double($0.prefix { $0 != "\"" }) }
    #expect(heights.count == 6)
    for (one, next) in zip(heights, heights.dropFirst()) { #expect(next - one >= 15) }
    #expect(!chart.svg().contains("nan"))
  }
}
