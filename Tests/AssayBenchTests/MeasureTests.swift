// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import AssayTestSupport
import Foundation
import Testing

@testable import AssayBench

/// Numbers on small tables that can be checked by hand.
@Suite struct MeasureTests {
  static func pair(
    _ id: String, _ gold: Preference, _ asGiven: Preference?, _ swapped: Preference?,
    group: String? = nil
  ) -> Decision {
    let example = Example(
      id: id, format: .pairwise(ties: false), input: id, responses: ["a", "b"],
      gold: .preference(gold), source: "test", group: group ?? id)
    func outcome(_ preference: Preference?) -> Verdict.Outcome {
      preference.map { .judged(.preference($0)) } ?? .unscored(.unparsed)
    }
    return Decision(example: example, asGiven: outcome(asGiven), swapped: outcome(swapped))
  }

  /// Outcomes are in as-given positions: `first` in the swapped order means shown second.
  static let table = [
    pair("1", .first, .first, .first),  // right, right
    pair("2", .first, .first, .second),  // right, wrong: a flip, both times the first shown
    pair("3", .second, .first, .first),  // wrong, wrong
    pair("4", .second, .second, nil),  // right, unread
    pair("5", .first, .tie, .first),  // tie, right: a flip
  ]

  static func metric(_ name: String, _ metrics: [Metric]) throws -> Metric {
    try #require(metrics.first { $0.name == name })
  }

  @Test func pairwiseNumbersByHand() throws {
    let metrics = PairwiseMeasures.metrics(of: Self.table)
    #expect(try Self.metric("consistent_accuracy", metrics).value == 20)
    #expect(try Self.metric("accuracy_as_given", metrics).value == 60)
    #expect(try Self.metric("accuracy_swapped", metrics).value == 40)
    #expect(try #require(Self.metric("accuracy", metrics).value) == 50)
    let flips = try Self.metric("flip_rate", metrics)
    #expect(flips.n == 4 && flips.value == 50)
    // First shown: 1 as given, 2 twice, 3 as given; second shown: 1, 3, 5 swapped and 4.
    let lean = try Self.metric("first_position_lean", metrics)
    #expect(lean.n == 8)
    #expect(lean.value == 0)
    #expect(lean.unit == .points)
    let ties = try Self.metric("tie_rate", metrics)
    #expect(ties.count == 1 && ties.n == 9)
    let unscored = try Self.metric("unscored_rate", metrics)
    #expect(unscored.count == 1 && unscored.n == 10)
    for metric in metrics where metric.value != nil {
      let lower = try #require(metric.lower)
      let upper = try #require(metric.upper)
      #expect(lower <= metric.value! && metric.value! <= upper)
    }
  }

  @Test func officialNumbersOfBothBenchmarksByHand() throws {
    let judgeBench = JudgeBenchMetric.metrics(of: Self.table)
    // Items 1, 4 (right and unread) and 5 (tie and right) have a net vote above 0.
    #expect(try Self.metric("accuracy", judgeBench).count == 3)
    #expect(try Self.metric("order_1", judgeBench).count == 3)
    #expect(try Self.metric("consistent", judgeBench).count == 1)
    #expect(try Self.metric("consistency", judgeBench).count == 2)
    let llmbar = LLMBarMetric.metrics(of: Self.table)
    #expect(try Self.metric("correct_False", llmbar).value == 60)
    #expect(try Self.metric("correct_True", llmbar).value == 40)
    #expect(try Self.metric("correct_average", llmbar).value == 50)
    #expect(try Self.metric("correct_both", llmbar).value == 20)
    #expect(try Self.metric("equal", llmbar).count == 2)
  }

  @Test func oneOrderIsNoConsistentAccuracy() throws {
    let single = Self.table.map { decision in
      var copy = decision
      copy.swapped = nil
      return copy
    }
    let metrics = PairwiseMeasures.metrics(of: single)
    let consistent = try Self.metric("consistent_accuracy", metrics)
    #expect(consistent.value == nil && consistent.note?.contains("one order") == true)
    #expect(try Self.metric("accuracy_swapped", metrics).value == nil)
    #expect(try Self.metric("accuracy", metrics).value == 60)
    let official = JudgeBenchMetric.metrics(of: single)
    #expect(official.map(\.name) == ["accuracy"] && official[0].count == 3)
  }

  @Test func independentSharesHaveWilsonIntervals() throws {
    // Wilson's interval of 8 in 10: 0.4902 to 0.9433 (Newcombe 1998 gives it in his table I).
    let hits = (0..<10).map { $0 < 8 }
    let metric = Metric.share("s", "s", hits: hits, groups: (0..<10).map { "\($0)" })
    #expect(metric.method == "wilson")
    #expect(abs(try #require(metric.lower) - 49.016) < 0.001)
    #expect(abs(try #require(metric.upper) - 94.331) < 0.001)
  }

  @Test func sharedGroupsWidenTheInterval() throws {
    let hits = (0..<40).map { $0 % 8 < 4 }
    let alone = Metric.share("s", "s", hits: hits, groups: (0..<40).map { "\($0)" })
    let grouped = Metric.share("s", "s", hits: hits, groups: (0..<40).map { "\($0 / 4)" })
    #expect(alone.value == 50 && grouped.value == 50)
    let narrow = try #require(alone.upper) - #require(alone.lower)
    let wide = try #require(grouped.upper) - #require(grouped.lower)
    // Four equal items in each group are worth one: twice the width, and a little for t.
    #expect(wide > 1.9 * narrow)
    let certain = Metric.share(
      "s", "s", hits: [true, true, true, true], groups: ["a", "a", "b", "b"])
    #expect(certain.value == 100 && certain.upper == 100)
    #expect(try #require(certain.lower) < 50)
  }

  @Test func aMeanAtOneEndIsNotCertain() throws {
    let groups = (0..<20).map { "\($0)" }
    let perfect = Metric.mean("m", "m", values: Array(repeating: 1, count: 20), groups: groups)
    let wilson = Metric.share("m", "m", hits: Array(repeating: true, count: 20), groups: groups)
    #expect(perfect.value == 100 && perfect.upper == 100)
    #expect(perfect.lower == wilson.lower && perfect.method == "wilson")
    let leaning = Metric.mean(
      "m", "m", values: Array(repeating: 0.5, count: 20), groups: groups, unit: .points,
      range: -0.5...0.5)
    #expect(leaning.value == 50 && leaning.upper == 50)
    #expect(try #require(leaning.lower) < 40)
  }

  @Test func nothingToCountIsUndefinedAndNeverNaN() {
    let empty = Measures.metrics(of: []) + PairwiseMeasures.metrics(of: [])
    #expect(empty.allSatisfy { $0.value == nil && $0.note != nil && $0.text == "undefined" })
  }

  @Test func balancedAccuracyIsTheMeanOfTheClasses() throws {
    // 8 right answers of which 6 are found, 2 wrong ones of which 1 is found: (75 + 50) / 2.
    let decisions = (0..<10).map { index in
      let gold = index < 8
      let isFound = index < 6 || index == 8
      let example = Example(
        id: "\(index)", format: .verification(reference: true), input: "", responses: ["r"],
        gold: .boolean(gold), source: "test", group: "\(index)")
      return Decision(example: example, asGiven: .judged(.boolean(isFound == gold)))
    }
    let metrics = PlainMeasures.metrics(of: decisions)
    #expect(try Self.metric("accuracy", metrics).value == 70)
    let balanced = try Self.metric("balanced_accuracy", metrics)
    #expect(abs(try #require(balanced.value) - 62.5) < 1e-9)
    // The linearised error by hand: each class's binomial variance, halved, with n / (n - 1).
    let variance = (0.75 * 0.25 / 8 + 0.5 * 0.5 / 2) / 4 * 10 / 9
    let half = 100 * 2.262157 * variance.squareRoot()
    #expect(abs(try #require(balanced.lower) - (62.5 - half)) < 1e-3)
    #expect(balanced.upper == 100)
  }

  @Test(arguments: [
    (58.4416, "58.44 %"), (0.005, "0.01 %"), (-1.234, "-1.23 %"), (100, "100.00 %"),
    (9.999, "10.00 %"),
  ])
  func valuesArePrintedWithTwoDigits(value: Double, text: String) {
    #expect(Metric(name: "m", title: "m", value: value, n: 1).text == text)
  }

  @Test func strataAreWeighedAndErrorsFollowThem() throws {
    // 0.75 of 2/4 and 0.25 of 8/10; binomial variances 0.25/4 and 0.16/10, as independent items.
    let values = [1.0, 1, 0, 0] + [Double](repeating: 1, count: 8) + [0, 0]
    let strata = [String](repeating: "a", count: 4) + [String](repeating: "b", count: 10)
    let metric = Metric.stratified(
      "m", "m", values: values, strata: strata, groups: values.indices.map { "\($0)" },
      weights: ["a": 0.75, "b": 0.25, "absent": 9])
    #expect(abs(try #require(metric.value) - 57.5) < 1e-9)
    let half = try #require(metric.upper) - 57.5
    let error = (0.75 * 0.75 * 0.25 / 4 + 0.25 * 0.25 * 0.16 / 10).squareRoot() * 100
    // Student's t with 13 degrees of freedom is 2.16; the sample variance has 13 for 14.
    #expect(abs(half / error - 2.16 * (14.0 / 13).squareRoot()) < 0.02)
    let sure = Metric.stratified(
      "m", "m", values: [1, 1, 1], strata: ["a", "a", "b"], groups: ["x", "y", "z"],
      weights: ["a": 0.5, "b": 0.5])
    #expect(sure.value == 100 && sure.upper == 100)
    #expect(abs(try #require(sure.lower) - 43.85) < 0.05)
    let lean = Metric.stratified(
      "m", "m", values: [1, 0], strata: ["a", "b"], groups: ["x", "y"],
      weights: ["a": 1, "b": -1], unit: .points, range: -1...1)
    #expect(lean.value == 100 && lean.lower == nil && lean.note != nil)
  }
}
