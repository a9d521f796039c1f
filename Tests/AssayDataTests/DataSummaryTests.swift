// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct DataSummaryTests {
  @Test func `Counts and lengths of a few examples`() {
    let examples = (1...10).map { number in
      Example(
        id: "\(number)", format: number <= 6 ? .binary : .pairwise(ties: false), input: "é",
        responses: number <= 6
          ? [String(repeating: "é", count: number - 1)] : ["a", String(repeating: "b", count: 90)],
        gold: number == 1 ? nil : number <= 6 ? .boolean(number % 2 == 0) : .preference(.first),
        source: "made", domain: number % 2 == 0 ? "even" : "odd", group: "\(number / 2)")
    }
    let summary = DataSummary(examples)
    #expect(summary.examples == 10)
    #expect(summary.groups == 6)
    #expect(summary.labelled == 9)
    #expect(summary.emptyResponses == 1)
    #expect(
      summary.formats == [.init(name: "binary", count: 6), .init(name: "pairwise", count: 4)])
    #expect(summary.domains == [.init(name: "even", count: 5), .init(name: "odd", count: 5)])
    #expect(
      summary.labels == [
        .init(name: "pairwise: first", count: 4), .init(name: "binary: true", count: 3),
        .init(name: "binary: false", count: 2),
      ])
    // Lengths 0...5 once each, 1 four times more, 90 four times.
    #expect(summary.responseLength.lowest == 0)
    #expect(summary.responseLength.quarter == 1)
    #expect(summary.responseLength.median == 2)
    #expect(summary.responseLength.threeQuarters == 90)
    #expect(summary.responseLength.highest == 90)
    #expect(summary.inputLength.highest == 1)
  }

  @Test func `Nothing is summarised as nothing`() throws {
    let summary = try DataSummary(ExampleStream([]))
    #expect(summary.examples == 0)
    #expect(summary.formats.isEmpty)
    #expect(summary.responseLength.median == 0)
    let coded = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(DataSummary.self, from: coded) == summary)
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func `JudgeBench is summarised as published`() throws {
    let examples = try JudgeBench().examples(
      at: try SharedData.path("judgebench"), options: DataOptions(parts: ["gpt-4o"]))
    let summary = try DataSummary(examples)
    #expect(
      summary.domains == [
        .init(name: "knowledge", count: 154), .init(name: "reasoning", count: 98),
        .init(name: "math", count: 56), .init(name: "coding", count: 42),
      ])
    #expect(
      summary.labels == [
        .init(name: "pairwise: first", count: 193), .init(name: "pairwise: second", count: 157),
      ])
  }
}
