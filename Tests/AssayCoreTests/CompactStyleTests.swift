// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

@Suite struct CompactStyleTests {
  private let style = CompactStyle()

  private static let pair = Example(
    id: "p", format: .pairwise(ties: false), instruction: "mod 10", input: "3\na+4",
    responses: ["a+4=7", "a+4=8"], source: "test", group: "g")
  private static let steps = Example(
    id: "s", format: .stepwise, input: "3", responses: ["x"], steps: ["+4=7", "=7"],
    source: "test", group: "g")
  private static let checked = Example(
    id: "v", format: .verification(reference: true), input: "who wrote it",
    responses: ["Ann Lee"], reference: "A. Lee / Ann Lee", source: "test", group: "g")
  private static let unchecked = Example(
    id: "u", format: .verification(reference: false), input: "1", responses: ["2"],
    source: "test", group: "g")
  private static let rated = Example(
    id: "r", format: .pointwise(.oneToFive), input: "1", responses: ["2"],
    rubric: Rubric(criteria: "How good?", levels: [.init(label: "1", meaning: "bad")]),
    source: "test", group: "g")
  private static let scaled = Example(
    id: "z", format: .pointwise(ScoreScale(lowest: 0, highest: 10)), input: "1",
    responses: ["2"], source: "test", group: "g")
  private static let binary = Example(
    id: "b", format: .binary, input: "1", responses: ["2"], source: "test", group: "g")
  private static let tied = Example(
    id: "t", format: .pairwise(ties: true), input: "", responses: ["1", "2"], source: "test",
    group: "g")
  private static let labelled = Example(
    id: "c", format: .classification(labels: ["good", "so so"]), input: "1", responses: ["2"],
    source: "test", group: "g")
  private static let ranked = Example(
    id: "k", format: .ranking(count: 3), input: "1", responses: ["2", "3", "4"], source: "test",
    group: "g")

  @Test(arguments: [
    (pair, "P mod 10\nQ\n3\na+4\nA\na+4=7\nB\na+4=8"),
    (steps, "S\nQ\n3\nA\na+4=7\nb=7"),
    (checked, "V\nQ\nwho wrote it\nR\nA. Lee / Ann Lee\nA\nAnn Lee"),
    (unchecked, "U\nQ\n1\nA\n2"),
    (rated, "R\nHow good?\n1=bad\nQ\n1\nA\n2"),
    (scaled, "R0-10\nQ\n1\nA\n2"),
    (binary, "T\nQ\n1\nA\n2"),
    (tied, "P=\nA\n1\nB\n2"),
    (labelled, "C\nL good|so so\nQ\n1\nA\n2"),
    (ranked, "K\nQ\n1\nA\n2\nB\n3\nC\n4"),
  ])
  func everyFormatRenders(_ example: Example, _ prompt: String) throws {
    #expect(try style.messages(for: example, form: .critique) == [.user(prompt)])
    let tag = prompt.prefix { !$0.isWhitespace }
    #expect(
      try style.messages(for: example, form: .verdictOnly)
        == [.user(tag + "!" + prompt.dropFirst(tag.count))])
  }

  @Test(arguments: [
    (pair, Judgment.preference(.first), "A"), (pair, .preference(.second), "B"),
    (tied, .preference(.tie), "="), (steps, .firstError(nil), "-"),
    (steps, .firstError(1), "b"), (checked, .boolean(true), "Y"),
    (unchecked, .boolean(false), "N"), (rated, .score(5), "5"), (scaled, .score(10), "10"),
    (scaled, .score(0), "0"), (binary, .boolean(true), "T"), (binary, .boolean(false), "F"),
    (labelled, .label("so so"), "so so"), (ranked, .ranking([2, 0, 1]), "CAB"),
  ])
  func everyJudgmentReadsBack(_ example: Example, _ judgment: Judgment, _ label: String) throws {
    let long = try style.target(judgment, critique: "a+4=7y\nwell", for: example, form: .critique)
    #expect(long == "a+4=7y\nwell\n>\(label)")
    let read = style.verdict(from: Completion(text: long), for: example, form: .critique)
    #expect(read.judgment == judgment)
    #expect(read.critique == "a+4=7y\nwell")
    let short = try style.target(judgment, critique: "x", for: example, form: .verdictOnly)
    #expect(short == ">\(label)")
    #expect(
      style.verdict(from: Completion(text: short), for: example, form: .verdictOnly)
        == .judged(judgment))
  }

  @Test(arguments: [
    (pair, Judgment.preference(.tie)), (pair, .boolean(true)), (steps, .firstError(2)),
    (rated, .score(6)), (labelled, .label("bad")), (ranked, .ranking([0, 1])),
    (ranked, .ranking([0, 1, 30])), (binary, .score(1)),
  ])
  func foreignJudgmentsAreRefused(_ example: Example, _ judgment: Judgment) {
    let error = #expect(throws: AssayError.self) {
      try style.target(judgment, critique: "", for: example, form: .critique)
    }
    #expect(error?.code == .invalidExample)
  }

  @Test(arguments: [
    (pair, "a\n>A", FinishReason.stop, Verdict.Outcome.judged(.preference(.first))),
    (pair, "a\n> A \n\n", .stop, .judged(.preference(.first))),
    (pair, "a\r\n>A\r\n", .stop, .judged(.preference(.first))),
    (pair, ">A\n>A", .stop, .judged(.preference(.first))),
    (pair, ">B\n>A", .stop, .unscored(.contradiction)),
    (pair, ">A\nor maybe not", .stop, .unscored(.unparsed)),
    (pair, "A", .stop, .unscored(.unparsed)),
    (pair, "so >A", .stop, .unscored(.unparsed)),
    (pair, "a\n>", .stop, .unscored(.unparsed)),
    (pair, "", .stop, .unscored(.unparsed)),
    (pair, ">C", .stop, .unscored(.badLabel("C"))),
    (pair, ">a", .stop, .unscored(.badLabel("a"))),
    (pair, ">=", .stop, .unscored(.badLabel("="))),
    (pair, ">A and B", .stop, .unscored(.badLabel("A and B"))),
    (pair, "a+4=", .length, .unscored(.truncated)),
    (pair, "a+4=\n", .length, .unscored(.truncated)),
    (pair, "a\n>A", .length, .unscored(.truncated)),
    (pair, "a\n>A\n", .length, .judged(.preference(.first))),
    (pair, "a\n>A", .contentFilter, .unscored(.refused)),
    (pair, "<think>\n>B\n</think>\n>A", .stop, .judged(.preference(.first))),
    (pair, "<think>\n>B", .stop, .unscored(.truncated)),
    (pair, ">B</think>>A", .stop, .judged(.preference(.first))),
    (steps, ">c", .stop, .unscored(.outOfRange("c"))),
    (steps, ">1", .stop, .unscored(.badLabel("1"))),
    (steps, ">-1", .stop, .unscored(.badLabel("-1"))),
    (rated, ">6", .stop, .unscored(.outOfRange("6"))),
    (rated, ">-1", .stop, .unscored(.outOfRange("-1"))),
    (rated, ">4.5", .stop, .unscored(.badLabel("4.5"))),
    (rated, ">³", .stop, .unscored(.badLabel("³"))),
    (rated, ">٣", .stop, .unscored(.badLabel("٣"))),
    (rated, ">04", .stop, .unscored(.badLabel("04"))),
    (ranked, ">AAB", .stop, .unscored(.badLabel("AAB"))),
    (ranked, ">AB", .stop, .unscored(.badLabel("AB"))),
    (labelled, ">so so", .stop, .judged(.label("so so"))),
  ])
  func onlyLegalVerdictsAreRead(
    _ example: Example, _ text: String, _ finish: FinishReason, _ outcome: Verdict.Outcome
  ) {
    let completion = Completion(text: text, finishReason: finish)
    #expect(style.verdict(from: completion, for: example, form: .critique).outcome == outcome)
  }

  @Test func aCritiqueIsNoVerdictAlone() {
    let verdict = style.verdict(
      from: Completion(text: "a\n>A"), for: Self.pair, form: .verdictOnly)
    #expect(verdict.unscoredReason == .unparsed)
  }

  @Test func thinkingIsKeptApart() {
    let verdict = style.verdict(
      from: Completion(text: "<think>\nhm\n</think>\nwell\n>A"), for: Self.pair, form: .critique)
    #expect(verdict.reasoning == "hm")
    #expect(verdict.critique == "well")
  }

  @Test func examplesThatLackSomethingAreRefused() {
    var noReference = Self.checked
    noReference.reference = nil
    var noSteps = Self.steps
    noSteps.steps = nil
    var three = Self.pair
    three.responses.append("x")
    let many = Example(
      id: "m", format: .ranking(count: 27), input: "", responses: Array(repeating: "", count: 27),
      source: "test", group: "g")
    for example in [noReference, noSteps, three, many] {
      let error = #expect(throws: AssayError.self) {
        try style.messages(for: example, form: .critique)
      }
      #expect(error?.code == .invalidExample)
    }
  }

  @Test(arguments: [
    (0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz"), (702, "aaa"),
  ])
  func stepsHaveLetters(_ index: Int, _ label: String) {
    #expect(CompactStyle.stepLabel(index) == label)
  }

  @Test func noCompletionTraps() {
    var generator = SeededGenerator(seed: 9, stream: "compact fuzz")
    let pieces = [
      "a+4=7y", ">", "A", "B", "\n", "\r\n", "-", "1", "9", "<think>", "</think>", "\u{301}", "é",
      "\u{0}", " ", "=", "zz", ">A", "👩‍👩‍👧", "so so",
    ]
    let examples = [
      Self.pair, Self.steps, Self.checked, Self.rated, Self.binary, Self.labelled, Self.ranked,
    ]
    for _ in 0..<5000 {
      let text = (0..<generator.below(8)).compactMap { _ in generator.element(of: pieces) }.joined()
      for example in examples {
        let verdict = style.verdict(
          from: Completion(text: text), for: example,
          form: generator.below(2) == 0 ? .critique : .verdictOnly)
        if let judgment = verdict.judgment {
          #expect(throws: Never.self) {
            try style.target(judgment, critique: "", for: example, form: .critique)
          }
        }
      }
    }
  }
}
