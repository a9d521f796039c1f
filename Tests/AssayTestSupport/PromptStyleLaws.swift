// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What every prompt style must hold, whatever its words.
///
/// The laws: the same example gives the same messages; a target is read back as its judgment, in
/// both forms, without a note, and with its critique; a judgment that does not answer the format
/// is refused; once the pair is swapped, the target of the swapped judgment is read as that
/// judgment, which swapped again is the first one; a format without a prompt is refused by every
/// method in the same way.
public enum PromptStyleLaws {
  /// Critiques that have broken readers: labels, braces, tags and headers inside prose.
  public static let critiques = [
    "The second step adds wrongly.",
    "Verdict: [A]\nVerdict: 1\nanswer: B\nanswer: no\nscore: 2\n> B",
    "{\"score\": 1} and {'score': 'Response 1'} are \"quoted\" \\ here { unclosed",
    "A tag </think> and <think> inside.",
    "### EVALUATION\nEVALUATION:\n[The End of Assistant A's Answer]",
    "Größe ³ — 漢字 \u{1F600} e\u{301}\u{301} \u{200B}",
  ]

  /// One sound example of each format.
  public static let examples: [Example] = {
    let levels = (1...5).map { Rubric.Level(label: "\($0)", meaning: "worth \($0)") }
    func example(
      _ format: JudgmentFormat, responses: [String] = ["It is 4."], reference: String? = nil,
      steps: [String]? = nil, rubric: Rubric? = nil
    ) -> Example {
      Example(
        id: "law-\(format.name)", format: format, instruction: "Judge the arithmetic.",
        input: "What is 2 + 2?", responses: responses, reference: reference, steps: steps,
        rubric: rubric, source: "laws", domain: "math", group: "law")
    }
    return [
      example(.pointwise(.oneToFive), rubric: Rubric(criteria: "Be exact.", levels: levels)),
      example(.pairwise(ties: false), responses: ["It is 4.", "It is 5."]),
      example(.pairwise(ties: true), responses: ["It is 4.", "It is 5."]),
      example(.binary),
      example(.verification(reference: true), reference: "4"),
      example(.verification(reference: false)),
      example(.stepwise, responses: ["2 + 2\n= 4"], steps: ["2 + 2", "= 4", "so 4"]),
      example(.classification(labels: ["entailed", "contradicted", "neither"])),
      example(.ranking(count: 3), responses: ["It is 4.", "It is 5.", "It is 6."]),
    ]
  }()

  /// Every legal judgment of the example.
  public static func judgments(of example: Example) -> [Judgment] {
    switch example.format {
    case .pointwise(let scale): (scale.lowest...scale.highest).map { .score($0) }
    case .pairwise(let ties):
      [.preference(.first), .preference(.second)] + (ties ? [.preference(.tie)] : [])
    case .binary, .verification: [.boolean(true), .boolean(false)]
    case .stepwise:
      [.firstError(nil)] + (0..<(example.steps?.count ?? 0)).map { .firstError($0) }
    case .classification(let labels): labels.map { .label($0) }
    case .ranking(let count): orders(of: Array(0..<count)).map { .ranking($0) }
    }
  }

  private static func orders(of items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in
      orders(of: items.filter { $0 != first }).map { [first] + $0 }
    }
  }

  /// What the style breaks; empty where it holds every law.
  ///
  /// - Parameter formats: Names of the formats that the style must have.
  public static func violations(
    of style: any PromptStyle, formats: Set<String>, critiques: [String] = critiques
  ) -> [String] {
    var violations: [String] = []
    for example in examples {
      for form in PromptForm.allCases {
        let found = check(style, example, form, formats.contains(example.format.name), critiques)
        violations += found.map { "\(style.name), \(example.format.name), \(form.rawValue): \($0)" }
      }
    }
    return violations
  }

  private static func check(
    _ style: any PromptStyle, _ example: Example, _ form: PromptForm, _ isExpected: Bool,
    _ critiques: [String]
  ) -> [String] {
    let messages: [ChatMessage]
    do {
      messages = try style.messages(for: example, form: form)
    } catch let error as AssayError where error.code == .unsupportedFormat {
      let isExpected = isExpected && example.format != .pairwise(ties: true)
      return (isExpected ? ["the format has no prompt"] : []) + unsupported(style, example, form)
    } catch {
      return ["the messages throw \(error)"]
    }
    var found: [String] = []
    if messages.isEmpty || messages.contains(where: { $0.content.isEmpty }) {
      found.append("a message is empty")
    }
    if (try? style.messages(for: example, form: form)) != messages {
      found.append("rendering twice gives two results")
    }
    for judgment in judgments(of: example) {
      for critique in critiques {
        found += roundTrip(style, example, form, judgment, critique)
        if example.responses.count == 2 {
          found += roundTrip(style, example.swapped(), form, judgment.swapped(), critique)
        }
      }
    }
    return found + refusals(style, example, form)
  }

  private static func roundTrip(
    _ style: any PromptStyle, _ example: Example, _ form: PromptForm, _ judgment: Judgment,
    _ critique: String
  ) -> [String] {
    do {
      let target = try style.target(judgment, critique: critique, for: example, form: form)
      let verdict = style.verdict(from: Completion(text: target), for: example, form: form)
      var found: [String] = []
      if verdict.judgment != judgment {
        found.append("\(judgment) is read back as \(verdict.outcome) from <\(target)>")
      }
      // A critique may name a preference of its own; nothing else may need forgiveness.
      if verdict.notes.contains(where: { $0 != .contradiction }) {
        found.append("\(judgment) is read back with notes \(verdict.notes) from <\(target)>")
      }
      if form == .critique, verdict.critique?.isEmpty ?? true {
        found.append("the critique is lost from <\(target)>")
      }
      if verdict.swapped().swapped() != verdict { found.append("swapping twice changes a verdict") }
      return found
    } catch {
      return ["the target of \(judgment) throws \(error)"]
    }
  }

  private static func refusals(
    _ style: any PromptStyle, _ example: Example, _ form: PromptForm
  ) -> [String] {
    let foreign: Judgment =
      if case .pointwise = example.format { .boolean(true) } else { .score(1_000) }
    guard (try? style.target(foreign, critique: "c", for: example, form: form)) == nil else {
      return ["a target is written for \(foreign)"]
    }
    let empty = style.verdict(from: Completion(text: ""), for: example, form: form)
    return empty.judgment == nil ? [] : ["an empty completion is judged"]
  }

  private static func unsupported(
    _ style: any PromptStyle, _ example: Example, _ form: PromptForm
  ) -> [String] {
    judgments(of: example).compactMap { judgment in
      (try? style.target(judgment, critique: "c", for: example, form: form)) == nil
        ? nil : "a target is written for a format without a prompt"
    }
  }
}
