// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

@Suite struct FlameVerdictTests {
  static let pair = JudgmentFormat.pairwise(ties: true)
  static let labels = JudgmentFormat.classification(labels: ["supported", "not supported"])

  static let rows: [FareVerdictTests.Row] = [
    .init(pair, "answer: A\nexplanation: because", .preference(.first)),
    .init(pair, "EVALUATION:\nanswer: B", .preference(.second)),
    .init(pair, "answer: tie", .preference(.tie)),
    .init(pair, "Answer: a", .preference(.first)),
    .init(pair, "**answer:** A", .preference(.first), [.decorated]),
    .init(pair, "answer: A\nexplanation: x\n  answer: B", .preference(.first)),
    .init(pair, "answer: A\nexplanation: x\nanswer: B", .contradiction),
    .init(pair, "answer: A\nexplanation: x\nanswer: A", .preference(.first)),
    .init(pair, "answer: C", .badLabel("C")),
    .init(pair, "I think the answer: B", .preference(.second), [.labelledLine]),
    .init(pair, "B", .unparsed),
    .init(
      pair, "answer: A\nexplanation: response B is better", .preference(.first),
      [.contradiction]),
    .init(pair, "answer: A\nexplanation: bec", .preference(.first), [.truncated], finish: .length),
    .init(pair, "answer:", .truncated, finish: .length),
    .init(.stepwise, "answer: 1", .truncated, finish: .length),
    .init(.stepwise, "answer: 1\nexplanation: s", .firstError(1), [.truncated], finish: .length),
    .init(.stepwise, "answer: -1", .firstError(nil)),
    .init(labels, "answer: not supported", .label("not supported")),
    .init(labels, "answer: Supported", .label("supported")),
    .init(labels, "answer: unsupported", .badLabel("unsupported")),
    .init(.pointwise(.oneToFive), "answer: 5", .score(5)),
    .init(.pointwise(.oneToFive), "answer: 0", .outOfRange("0")),
    .init(.binary, "answer: yes", .boolean(true)),
    .init(.binary, "As an AI model I cannot judge.", .refused),
  ]

  @Test(arguments: rows) func reads(_ row: FareVerdictTests.Row) {
    let example = Example(
      id: "x", format: row.format, input: "q",
      responses: row.format.isPairwise ? ["a", "b"] : ["a"],
      steps: row.format == .stepwise ? (0..<20).map { "step \($0)" } : nil, source: "test",
      group: "g")
    let verdict = FlameStyle().verdict(
      from: Completion(text: row.text, finishReason: row.finish), for: example, form: .critique)
    #expect(verdict.outcome == row.outcome)
    #expect(verdict.notes == row.notes)
  }

  @Test func aLongerExplanationComesBackWithoutItsIndent() throws {
    let example = PromptStyleLawsTests.example(.binary)
    let critique = "one\n  two\nanswer: no"
    let target = try FlameStyle().target(
      .boolean(true), critique: critique, for: example, form: .critique)
    let verdict = FlameStyle().verdict(
      from: Completion(text: target), for: example, form: .critique)
    #expect(verdict.critique == critique)
    #expect(verdict.judgment == .boolean(true))
  }
}
