// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

/// Completions of FARE-style judges: the reference parser's table for steps, and the rules for
/// pairs, verification and ratings.
@Suite struct FareVerdictTests {
  struct Row: CustomTestStringConvertible {
    var format: JudgmentFormat
    var text: String
    var outcome: Verdict.Outcome
    var notes: [ReadingNote] = []
    var finish: FinishReason = .stop

    init(
      _ format: JudgmentFormat, _ text: String, _ judgment: Judgment, _ notes: [ReadingNote] = [],
      finish: FinishReason = .stop
    ) {
      (self.format, self.text, self.outcome) = (format, text, .judged(judgment))
      (self.notes, self.finish) = (notes, finish)
    }

    init(
      _ format: JudgmentFormat, _ text: String, _ reason: UnscoredReason,
      finish: FinishReason = .stop
    ) {
      (self.format, self.text, self.outcome) = (format, text, .unscored(reason))
      self.finish = finish
    }

    var testDescription: String { "\(format.name): \(text) (\(finish.rawValue))" }
  }

  static let steps: [Row] = [
    Row(.stepwise, "Explanation: x\nVerdict: 3", .firstError(3)),
    Row(.stepwise, "Verdict: -1", .firstError(nil)),
    Row(.stepwise, "verdict: 5", .firstError(5)),
    Row(.stepwise, "Verdict:\n4", .firstError(4)),
    Row(.stepwise, "Verdict:\r\n4\r\n", .firstError(4)),
    Row(.stepwise, "Verdict: 1\nand later\nVerdict: 2", .firstError(2)),
    Row(.stepwise, "**Verdict:** 2", .firstError(2), [.decorated]),
    Row(.stepwise, "Verdict: 2.", .firstError(2), [.decorated]),
    Row(.stepwise, "Verdict: [2]", .firstError(2), [.decorated]),
    Row(.stepwise, "Verdict: <step 3>", .firstError(3), [.decorated]),
    Row(.stepwise, "Verdict: step 3", .firstError(3), [.decorated]),
    Row(.stepwise, "Verdict: \\boxed{3}", .firstError(3), [.decorated]),
    Row(.stepwise, "Verdict: \u{2212}1", .firstError(nil)),
    Row(.stepwise, "Verdict: -2", .outOfRange("-2")),
    Row(.stepwise, "Verdict: 3 is wrong", .unparsed),
    Row(.stepwise, "Explanation: x\nVerdict:", .unparsed),
    Row(.stepwise, "Explanation: x\nVerdict:", .truncated, finish: .length),
    Row(.stepwise, "the first error is 4", .unparsed),
    Row(.stepwise, "Verdict: ³", .badLabel("³")),
    Row(.stepwise, "Verdict: ４", .badLabel("４")),
    Row(.stepwise, "Verdict: 20", .outOfRange("20")),
    Row(.stepwise, "Verdict: 19", .firstError(19)),
    Row(
      .stepwise, "Verdict: 99999999999999999999", .outOfRange("99999999999999999999")),
    Row(.stepwise, "Explanation: x\nVerdict: 1", .truncated, finish: .length),
    Row(.stepwise, "Explanation: x\nVerdict: 7", .firstError(7), [.truncated], finish: .length),
    Row(.stepwise, "Explanation: my verdict: 3 would", .truncated, finish: .length),
    Row(.stepwise, "Hm, the verdict: 3", .truncated, finish: .length),
    Row(.stepwise, "underverdict: 3", .unparsed),
    Row(.stepwise, "<think>Verdict: 3</think>", .unparsed),
    Row(.stepwise, "<think>Verdict: 3", .truncated),
    Row(.stepwise, "<think>Verdict: 3</think>Verdict: 4", .firstError(4)),
    Row(.stepwise, "I cannot judge this.", .refused),
  ]

  static let pair = JudgmentFormat.pairwise(ties: false)

  static let pairs: [Row] = [
    Row(pair, "Explanation: x\nVerdict: [A]", .preference(.first)),
    Row(pair, "Verdict: [B]", .preference(.second)),
    Row(pair, "Verdict: [b]", .preference(.second)),
    Row(pair, "Verdict: [A] is the better answer", .preference(.first)),
    Row(pair, "**Verdict:** [B]", .preference(.second), [.decorated]),
    Row(pair, "Verdict: A", .preference(.first), [.decorated]),
    Row(pair, "Verdict: [A] and [B]", .contradiction),
    Row(pair, "Verdict: [A] is better than [B]", .contradiction),
    Row(pair, "Verdict: [A]\n\nOn reflection [B].", .contradiction),
    Row(pair, "Verdict: [C]", .badLabel("[C]")),
    Row(pair, "Verdict: neither is good", .unparsed),
    Row(pair, "Explanation: [A] says 4, [B] says 5.\nVerdict: [B]", .preference(.second)),
    Row(pair, "Explanation: [A] is better.", .unparsed),
    Row(pair, "[A]", .unparsed),
    Row(pair, "Verdict: [A]\nVerdict: [B]", .preference(.second)),
    Row(
      pair, "Explanation: Assistant B's answer is better.\nVerdict: [A]", .preference(.first),
      [.contradiction]),
    Row(pair, "Explanation: x\nVerdict: [A]", .preference(.first), [.truncated], finish: .length),
    Row(pair, "Explanation: x\nVerdict: [", .truncated, finish: .length),
    Row(pair, "Explanation: [A] is", .truncated, finish: .length),
  ]

  static let others: [Row] = [
    Row(.verification(reference: true), "Verdict: yes", .boolean(true)),
    Row(.verification(reference: false), "Explanation: e\nVerdict: No", .boolean(false)),
    Row(.verification(reference: false), "Verdict: Yes.", .boolean(true), [.decorated]),
    Row(.verification(reference: false), "Verdict: correct", .badLabel("correct")),
    Row(.verification(reference: false), "Verdict: yes and no", .contradiction),
    Row(.verification(reference: false), "Verdict: yes, since it agrees", .unparsed),
    Row(.binary, "Verdict: no", .boolean(false)),
    Row(.pointwise(.oneToFive), "Verdict: 4", .score(4)),
    Row(.pointwise(.oneToFive), "Verdict: 4/5", .score(4), [.fraction]),
    Row(.pointwise(.oneToFive), "Verdict: **4**", .score(4), [.decorated]),
    Row(.pointwise(.oneToFive), "Verdict: 6", .outOfRange("6")),
    Row(.pointwise(.oneToFive), "Verdict: 3.5", .badLabel("3.5")),
    Row(.pointwise(.oneToFive), "Verdict: 3-4", .unparsed),
  ]

  @Test(arguments: steps + pairs + others) func reads(_ row: Row) {
    let verdict = read(row, .lenient)
    #expect(verdict.outcome == row.outcome)
    #expect(verdict.notes == row.notes)
  }

  @Test(arguments: steps + pairs + others) func strictRefusesWhatNeedsForgiveness(_ row: Row) {
    let verdict = read(row, .strict)
    if row.notes.isEmpty {
      #expect(verdict.outcome == row.outcome)
    } else {
      #expect(verdict.judgment == nil)
    }
  }

  @Test func keepsTheExplanationAlone() {
    let row = Row(Self.pair, "**Explanation:** One.\nTwo.\n**Verdict:** [A]", .preference(.first))
    #expect(read(row, .lenient).critique == "One.\nTwo.")
  }

  private func read(_ row: Row, _ policy: ParsePolicy) -> Verdict {
    let example = Example(
      id: "x", format: row.format, input: "q",
      responses: row.format.isPairwise ? ["a", "b"] : ["a"],
      steps: row.format == .stepwise ? (0..<20).map { "step \($0)" } : nil, source: "test",
      group: "g")
    return FareStyle(policy: policy).verdict(
      from: Completion(text: row.text, finishReason: row.finish), for: example, form: .critique)
  }
}
