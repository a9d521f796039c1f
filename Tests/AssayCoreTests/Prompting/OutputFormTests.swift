// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

/// The forms that servers hold answers to.
@Suite struct OutputFormTests {
  /// Examples of every format.
  static let examples: [Example] = [
    example("pointwise", .pointwise(.oneToFive)),
    example("wide", .pointwise(ScoreScale(lowest: 8, highest: 12))),
    example("pairwise", .pairwise(ties: false), responses: ["x", "y"]),
    example("ties", .pairwise(ties: true), responses: ["x", "y"]),
    example("binary", .binary),
    example("verification", .verification(reference: false)),
    example("reference", .verification(reference: true)),
    example("stepwise", .stepwise, steps: ["1", "2", "3"]),
    example("classification", .classification(labels: ["cat", "cattle", "do(g)"])),
    example("ranking", .ranking(count: 3), responses: ["x", "y", "z"]),
  ]

  private static func example(
    _ id: String, _ format: JudgmentFormat, responses: [String] = ["x"], steps: [String]? = nil
  ) -> Example {
    Example(
      id: id, format: format, instruction: "i", input: "q", responses: responses, reference: "r",
      steps: steps,
      rubric: Rubric(
        criteria: "c", levels: (1...12).map { .init(label: "\($0)", meaning: "level \($0)") }),
      source: "test", group: "g")
  }

  private static let house = """
    {"name": "house", "formats": {
      "pairwise": {"labels": {"first": "left", "second": "right"},
        "pattern": "(?m)^Better: (\\\\w+)$",
        "critique": {"user": "{input} {response_a} {response_b}",
          "answer": "{critique}\\nBetter: {label}"}},
      "pointwise": {"json": "grade",
        "critique": {"user": "{rubric} {input} {response} explanation, then grade"}}}}
    """

  /// Every style with every example and form that it has a prompt for.
  static var askable: [(style: any PromptStyle, example: Example, form: PromptForm)] {
    get throws {
      let own = try TemplateStyle(parsing: house, file: "house.json")
      return (PromptStyles.all + [own]).flatMap { style in
        examples.flatMap { example in
          PromptForm.allCases.filter { (try? style.messages(for: example, form: $0)) != nil }
            .map { (style, example, $0) }
        }
      }
    }
  }

  /// Outputs that have the form, one for each verdict.
  private func outputs(of schema: OutputSchema) -> [String] {
    switch schema {
    case .choice(let texts): return texts
    case .object(_, let fields):
      var bodies = [""]
      for field in fields {
        bodies = bodies.flatMap { body -> [String] in
          let start = body.isEmpty ? "" : body + ", "
          return values(of: field.value).map { "\(start)\"\(field.name)\": \"\($0)\"" }
        }
      }
      return bodies.map { "{\($0)}" }
    case .text(let parts):
      var texts = [""]
      for part in parts {
        let pieces: [String] =
          switch part {
          case .literal(let literal): [literal]
          case .oneOf(let choices): choices
          case .free: ["It holds, [x] and 3 < 4."]
          }
        texts = texts.flatMap { text in pieces.map { text + $0 } }
      }
      return texts
    }
  }

  private func values(of value: OutputSchema.Value) -> [String] {
    if case .choice(let texts) = value { texts } else { ["It holds."] }
  }

  @Test func everyPromptHasAFormAndEveryAnswerOfTheFormIsAVerdict() throws {
    let asked = try Self.askable
    #expect(asked.count > 70)
    for (style, example, form) in asked {
      let place: Comment = "\(style.name), \(example.id), \(form.rawValue)"
      let schema = try #require(style.outputSchema(for: example, form: form), place)
      let outputs = outputs(of: schema)
      let verdicts = outputs.map { output in
        style.verdict(from: Completion(text: output), for: example, form: form).judgment
      }
      #expect(verdicts.allSatisfy { $0 != nil }, place)
      #expect(Set(verdicts).count == outputs.count && outputs.count > 1, place)
      for (output, judgment) in zip(outputs, verdicts) {
        #expect(schema.admits(output), place)
        let target = try judgment.map {
          try style.target($0, critique: "It holds.", for: example, form: form)
        }
        #expect(schema.admits(target ?? ""), place)
      }
    }
  }

  /// The expressions are read by a regular-expression engine here, as they are by a server's.
  @Test func expressionsMatchWhatIsAdmittedAndNothingElse() throws {
    var count = 0
    for (style, example, form) in try Self.askable {
      guard let schema = style.outputSchema(for: example, form: form),
        let pattern = schema.regularExpression
      else { continue }
      let regex = try Regex(pattern)
      for output in outputs(of: schema) {
        count += 1
        #expect(output.wholeMatch(of: regex) != nil, "\(style.name): \(pattern) \(output)")
        for stray in ["x" + output.dropLast(), output + "!", String(output.dropLast()) + "§"] {
          let isMatch = stray.wholeMatch(of: regex) != nil
          #expect(isMatch == schema.admits(stray), "\(style.name): \(pattern) \(stray)")
        }
      }
    }
    #expect(count > 200)
  }

  /// (style, example, regular expression, grammar)
  @Test(arguments: [
    (
      "fare", "pairwise", #"Explanation: [^\n\r]+\nVerdict: \[(A\]|B\])"#,
      #"root ::= "Explanation: " [^\n\r]+ "\nVerdict: [" ("A]"|"B]")"#
    ),
    (
      "reward-bench", "pairwise", #"([^\[\n\r]|\[[^\[\n\r])+\n\[\[(A\]\]|B\]\])"#,
      #"root ::= ([^\[\n\r]|"[" [^\[\n\r])+ "\n[[" ("A]]"|"B]]")"#
    ),
    (
      "prometheus", "wide",
      #"Feedback: ([^\[\n\r]|\[+[^\[R\n\r])+ \[RESULT\] (8|9|10|11|12)"#,
      #"root ::= "Feedback: " ([^\[\n\r]|"["+ [^\[R\n\r])+ " [RESULT] " ("8"|"9"|"10"|"11"|"12")"#
    ),
    (
      "flame", "binary", #"(answer: yes\nexplanation: |answer: no\nexplanation: )[^\n\r]+"#,
      #"root ::= ("answer: yes\nexplanation: "|"answer: no\nexplanation: ") [^\n\r]+"#
    ),
    (
      "rm-r1", "pairwise", #"([^<]|<+[^<a])+<answer>\[\[(A|B)\]\]</answer>"#,
      #"root ::= ([^<]|"<"+ [^<a])+ "<answer>[[" ("A"|"B") "]]</answer>""#
    ),
  ])
  func formsAreSpelt(
    _ style: String, _ example: String, _ expression: String, _ grammar: String
  ) throws {
    let example = try #require(Self.examples.first { $0.id == example })
    let schema = try PromptStyles.named(style).outputSchema(for: example, form: .critique)
    #expect(schema?.regularExpression == expression)
    #expect(schema?.grammar == grammar)
  }

  @Test func whatCannotBeAskedForHasNoForm() throws {
    let ranking = Example(
      id: "k", format: .ranking(count: 9), input: "q",
      responses: (0..<9).map { "\($0)" }, source: "test", group: "g")
    #expect(CompactStyle().outputSchema(for: ranking, form: .verdictOnly) == nil)
    #expect(R3Style().outputSchema(for: ranking, form: .critique) == nil)
  }

  @Test(arguments: [
    #"{"why": "x", "n": 3, "ok": true}"#: true, #" {"ok":false,"n":1,"why":""}"# + "\n": true,
    "{\"why\": \"a\nb\u{1}\", \"n\": 3,\n\"ok\": true}": true,
    #"{"why": "x", "n": 4, "ok": true}"#: false, #"{"why": "x", "n": 3}"#: false,
    #"{"why": "x", "n": 3, "ok": true, "more": 1}"#: false, #"{"why": "x", "n": 3"#: false,
    "why: x": false,
  ])
  func objectsAreChecked(_ text: String, _ isAdmitted: Bool) {
    let schema = OutputSchema.object(
      name: "v",
      fields: [
        .init("why", .text), .init("n", .integer(lowest: 1, highest: 3)), .init("ok", .boolean),
      ])
    #expect(schema.admits(text) == isAdmitted)
  }
}
