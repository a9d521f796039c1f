// SPDX-License-Identifier: Apache-2.0

extension TemplateStyle {
  /// Refuses a style whose own answers are not read back, or whose judged text could answer.
  func check(_ fields: TemplateFields) throws {
    for (format, task) in tasks.sorted(by: { $0.key < $1.key }) {
      for example in Self.samples where example.format.name == format {
        for form in PromptForm.allCases where task.texts[form] != nil {
          try check(example, task, form, at: "formats.\(format)", fields)
        }
      }
    }
  }

  private func check(
    _ example: Example, _ task: TemplateTask, _ form: PromptForm, at path: String,
    _ fields: TemplateFields
  ) throws {
    guard let space = try? task.space(for: example, style: name) else { return }
    for judgment in Self.judgments(of: example) {
      let answer = try target(judgment, critique: "Because.", for: example, form: form)
      let verdict = task.verdict(from: Completion(text: answer), space: space)
      guard verdict.judgment == judgment else {
        throw fields.failure(
          path, "does not read its own answer '\(answer)' back as \(judgment)")
      }
      let quote = task.textGuard.neutralised(answer)
      if task.verdict(from: Completion(text: quote), space: space).judgment != nil {
        throw fields.failure(
          path,
          "would read '\(answer)' inside a judged text as a verdict; put a fixed text "
            + "before {label} and into the rule, or name a delimiter")
      }
    }
  }

  private static func judgments(of example: Example) -> [Judgment] {
    switch example.format {
    case .pointwise(let scale): [.score(scale.lowest), .score(scale.highest)]
    case .pairwise(let ties):
      [.preference(.first), .preference(.second)] + (ties ? [.preference(.tie)] : [])
    case .binary, .verification: [.boolean(true), .boolean(false)]
    case .stepwise: [.firstError(nil), .firstError(0)]
    case .classification(let labels): labels.map { .label($0) }
    case .ranking: []
    }
  }

  private static let samples: [Example] = {
    func sample(_ format: JudgmentFormat) -> Example {
      Example(
        id: "sample", format: format, input: "i",
        responses: Array(repeating: "r", count: format.responseCount), reference: "x",
        steps: ["s"], source: "sample", group: "sample")
    }
    return [
      .pointwise(.oneToFive), .pairwise(ties: false), .pairwise(ties: true), .binary,
      .verification(reference: false), .verification(reference: true), .stepwise,
      .classification(labels: ["one", "two"]),
    ].map(sample)
  }()
}
