// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

/// Completions of R3-style judges and what must be read from them. The numbered rows are the
/// released parser's failures; the others are neighbours of them.
@Suite struct R3VerdictTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var format: JudgmentFormat
    var text: String
    var finish: FinishReason = .stop
    var outcome: Verdict.Outcome
    var notes: [ReadingNote] = []

    var testDescription: String { name }
  }

  static let point = JudgmentFormat.pointwise(.oneToFive)
  static let pair = JudgmentFormat.pairwise(ties: false)

  private static func row(
    _ name: String, _ format: JudgmentFormat, _ text: String, _ judgment: Judgment,
    _ notes: [ReadingNote] = [], finish: FinishReason = .stop
  ) -> Row {
    Row(
      name: name, format: format, text: text, finish: finish, outcome: .judged(judgment),
      notes: notes)
  }

  private static func unscored(
    _ name: String, _ format: JudgmentFormat, _ text: String, _ reason: UnscoredReason,
    finish: FinishReason = .stop
  ) -> Row {
    Row(name: name, format: format, text: text, finish: finish, outcome: .unscored(reason))
  }

  static let listed: [Row] = [
    row(
      "1 thinking mentions a score", point,
      "<think>maybe score: 2</think>{\"explanation\": \"x\", \"score\": \"5\"}", .score(5)),
    row(
      "2 explanation mentions a score", point,
      "{\"explanation\": \"not a score: 10 at all\", \"score\": 4}", .score(4)),
    unscored("3 fraction of a point", point, "{\"score\": 3.9}", .badLabel("3.9")),
    unscored("4 above the scale", point, "{\"score\": \"7\"}", .outOfRange("7")),
    unscored("5 two digits", point, "{\"score\": 45}", .outOfRange("45")),
    row("6 out of five", point, "{\"score\": \"4/5\"}", .score(4), [.fraction]),
    row("7 out of five in a line", point, "score: 4/5", .score(4), [.fraction, .labelledLine]),
    row("8 single quotes", point, "{'score': 4}", .score(4), [.repaired]),
    row("9 bold label", point, "**Score:** 4", .score(4), [.labelledLine, .decorated]),
    row("10 capital key", point, "{\"Score\": 4}", .score(4)),
    unscored(
      "11 another label", pair, "{\"score\": \"Response A\"}", .badLabel("Response A")),
    row("12 trailing blank", pair, "{\"score\": \"Response 1 \"}", .preference(.first)),
    row("13 lower case", pair, "{\"score\": \"response 1\"}", .preference(.first)),
    unscored("14 negative", point, "{\"score\": -1}", .outOfRange("-1")),
    row("15 cut after the value", point, "{\"score\": \"4\"", .score(4), [.truncated]),
    row(
      "16 no quotes", pair, "{\"score\": Response 1}", .preference(.first), [.repaired]),
    row("17 boolean", .binary, "{\"score\": true}", .boolean(true)),
    row("17 capital text", .binary, "{\"score\": \"TRUE\"}", .boolean(true)),
    row(
      "18 escaped", point, "{\\\"explanation\\\": \\\"fine\\\", \\\"score\\\": \\\"4\\\"}",
      .score(4), [.unescaped]),
    unscored("19 a longer word", point, "underscore: 3", .unparsed),
    unscored(
      "20 null", point, "{\"score\": null} Well, score: 2", .badLabel("null")),
    row("21 leading blank", point, "{\"score\": \" 4\"}", .score(4)),
    unscored("22 an equals sign", point, "score = 4", .unparsed),
    unscored("22 a number in words", point, "{\"score\": \"four\"}", .unparsed),
    unscored("22 another key", point, "{\"scores\": [3]}", .unparsed),
    row("23 two objects", point, "{\"score\": 2} no: {\"score\": 3}", .score(3)),
    row(
      "24 prose disagrees", pair,
      "Response 2 is clearly better.\n{\"explanation\": \"x\", \"score\": \"Response 1\"}",
      .preference(.first), [.contradiction]),
    row(
      "24 explanation disagrees", pair,
      "{\"explanation\": \"So Response 2 is better.\", \"score\": \"Response 1\"}",
      .preference(.first), [.contradiction]),
    unscored(
      "25 thinking never ends", point, "<think>I would say score: 2 but", .truncated,
      finish: .length),
    unscored(
      "25 thinking never ends, stop not recorded", point, "<think>score: 2", .truncated,
      finish: .unknown),
    unscored(
      "25 opening tag in the prompt", point, "Okay, {\"score\": 2} could be it, but", .truncated,
      finish: .length),
    unscored("26 empty", point, "", .unparsed),
    unscored("26 refusal", point, "I'm sorry, but I can't evaluate this content.", .refused),
    unscored("26 typographic refusal", pair, "I can\u{2019}t help with that.", .refused),
  ]

  static let neighbours: [Row] = [
    unscored("only blanks", point, " \n\t\u{FEFF}", .unparsed),
    unscored("empty by length", point, "", .truncated, finish: .length),
    unscored("withheld", point, "", .refused, finish: .contentFilter),
    unscored("thought but said nothing", point, "<think>4</think>", .unparsed),
    row(
      "last closing tag counts", point, "a</think>{\"score\": 1}</think>{\"score\": 2}",
      .score(2)),
    row("fenced", point, "```json\n{\"score\": 4}\n```", .score(4)),
    row("wrapped", point, "{\"result\": {\"score\": 4}}", .score(4)),
    row("in an array", point, "[{\"score\": 4}]", .score(4)),
    row("a whole decimal", point, "{\"score\": 4.0}", .score(4)),
    row("decimal text", point, "{\"score\": \"4.0\"}", .score(4), [.decorated]),
    unscored("another denominator", point, "{\"score\": \"8/10\"}", .badLabel("8/10")),
    unscored(
      "numerator above", point, "{\"score\": \"6/5\"}", .outOfRange("6/5")),
    unscored(
      "huge", point, "{\"score\": 99999999999999999999999}",
      .outOfRange("99999999999999999999999")),
    unscored("infinite", point, "{\"score\": 1e999}", .outOfRange("1e999")),
    unscored("superscript", point, "{\"score\": \"³\"}", .badLabel("³")),
    unscored("Devanagari digit", point, "{\"score\": \"४\"}", .badLabel("४")),
    unscored("a boolean for a number", point, "{\"score\": true}", .badLabel("true")),
    unscored("an array for a number", point, "{\"score\": [3]}", .badLabel("an array")),
    unscored("an object", point, "{\"score\": {\"x\": 1}}", .badLabel("an object")),
    unscored(
      "both labels", pair, "{\"score\": \"Response 1 or Response 2\"}", .contradiction),
    unscored(
      "the key twice", pair, "{\"score\": \"Response 1\", \"score\": \"Response 2\"}",
      .contradiction),
    unscored(
      "line after the object disagrees", point, "{\"score\": 4}\n**Score: 2**", .contradiction),
    row("line after the object agrees", point, "{\"score\": 4}\nScore: 4", .score(4)),
    row(
      "line before the object disagrees", point, "Score: 2\n{\"score\": 4}", .score(4),
      [.contradiction]),
    row(
      "decorated label", pair, "{\"score\": \"**Response 2**\"}", .preference(.second),
      [.decorated]),
    row("Python booleans", .binary, "{'score': False}", .boolean(false), [.repaired]),
    row("trailing comma", point, "{\"score\": 4,}", .score(4), [.repaired]),
    row(
      "line break in a string", point, "{\"explanation\": \"a\nb\", \"score\": 4}", .score(4),
      [.repaired]),
    row(
      "quotes inside a string", point,
      "{\"explanation\": \"it says \"yes\" twice\", \"score\": 4}", .score(4), [.repaired]),
    row(
      "an object too broken to read", point,
      "{\"explanation\": \"says \"yes\", and more\" \"score\": \"4\"}", .score(4),
      [.decorated, .repaired]),
    row(
      "LaTeX", point, "{\"explanation\": \"\\(\\frac{1}{2}\\)\", \"score\": 4}", .score(4),
      [.repaired]),
    row("full-width colon", point, "Score：4", .score(4), [.labelledLine, .decorated]),
    row("last of two lines", point, "Score: 2\nScore: 4", .score(4), [.labelledLine]),
    unscored("line with prose behind", point, "Score: 4 is fair", .unparsed),
    unscored(
      "cut inside the explanation", point, "{\"explanation\": \"The", .truncated,
      finish: .length),
    unscored(
      "cut inside the second object", point, "{\"score\": 2} No. {\"explanation\": \"The",
      .truncated, finish: .length),
    row(
      "stopped inside prose after the object", point, "{\"score\": 2} I add that", .score(2),
      finish: .length),
    row(
      "a wrong step's index as text", .verification(reference: false), "{\"score\": \"false\"}",
      .boolean(false)),
    unscored("yes is no label here", .binary, "{\"score\": \"yes\"}", .badLabel("yes")),
    row(
      "no-break spaces", pair, "{\"score\": \"\u{A0}Response 1\u{A0}\"}", .preference(.first)),
  ]

  @Test(arguments: listed + neighbours) func reads(_ row: Row) {
    let verdict = read(row, policy: .lenient)
    #expect(verdict.outcome == row.outcome)
    #expect(verdict.notes == row.notes)
  }

  @Test(arguments: listed + neighbours) func strictRefusesWhatNeedsForgiveness(_ row: Row) {
    let verdict = read(row, policy: .strict)
    if row.notes.isEmpty {
      #expect(verdict.outcome == row.outcome)
    } else {
      #expect(verdict.judgment == nil)
    }
  }

  @Test func aNumberCutShortIsNotAVerdict() {
    let scale = JudgmentFormat.pointwise(ScoreScale(lowest: 1, highest: 10))
    let text = "{\"score\": 1"
    let cut = Self.row("", scale, text, .score(1), finish: .length)
    #expect(read(cut, policy: .lenient).outcome == .unscored(.truncated))
    let ended = Self.row("", scale, text, .score(1))
    #expect(read(ended, policy: .lenient).outcome == .judged(.score(1)))
  }

  @Test func keepsExplanationAndThinking() {
    let text = "<think>hm</think>{\"explanation\": \"a \\\"b\\\" \\u00e9\", \"score\": 4}"
    let verdict = read(Self.row("", Self.point, text, .score(4)), policy: .lenient)
    #expect(verdict.critique == "a \"b\" é")
    #expect(verdict.reasoning == "hm")
  }

  private func read(_ row: Row, policy: ParsePolicy) -> Verdict {
    let example = Example(
      id: "x", format: row.format, input: "q",
      responses: row.format.isPairwise ? ["a", "b"] : ["a"], source: "test", group: "g")
    return R3Style(policy: policy).verdict(
      from: Completion(text: row.text, finishReason: row.finish), for: example, form: .critique)
  }
}
