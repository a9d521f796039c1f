// SPDX-License-Identifier: Apache-2.0

/// A prompt style that its user wrote: templates for each format and form, labels, and the rule
/// by which a verdict is read.
///
/// It comes from a file (``init(json:file:)``) and is checked as a whole when it is loaded: every
/// place is known, every label can be written and is read back, and judged text that repeats an
/// answer is not read as one. Places in templates: `{instruction}`, `{input}`, `{response}`,
/// `{response_a}`, `{response_b}`, `{steps}`, `{reference}`, `{rubric}`, `{lowest}`, `{highest}`
/// and `{labels}`; in answers `{critique}` and `{label}`.
public struct TemplateStyle: SchemaStyle {
  public let name: String
  /// A hash of everything in the style's file.
  public let fingerprint: String
  /// The tasks by the names of their formats.
  let tasks: [String: TemplateTask]

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let (task, texts) = try parts(for: example, form)
    _ = try task.space(for: example, style: name)
    let values = try values(of: example.guarded(by: task.textGuard), task)
    let user = ChatMessage.user(PromptTemplate(texts.user).filled(values))
    guard let system = texts.system else { return [user] }
    return [.system(PromptTemplate(system).filled(values)), user]
  }

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    let (task, texts) = try parts(for: example, form)
    try example.check(judgment)
    guard let label = try task.space(for: example, style: name).label(of: judgment) else {
      throw example.invalid("has no label for '\(judgment)' in the style \(name)")
    }
    return task.answer(label: label, critique: critique, texts: texts, form: form)
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    guard let task = tasks[example.format.name],
      let space = try? task.space(for: example, style: name)
    else { return .unscored(.failed(example.unsupported(by: name).message)) }
    return task.verdict(from: completion, space: space)
  }

  public func schema(for example: Example, form: PromptForm) -> OutputSchema? {
    guard let (task, _) = try? parts(for: example, form) else { return nil }
    guard case .json(let verdict, let critique) = task.rule else {
      return targetSchema(for: example, form: form)
    }
    guard let space = try? task.space(for: example, style: name) else { return nil }
    let labels = example.legalJudgments.compactMap(space.label)
    let reason = form == .critique ? [OutputSchema.Field(critique, .text)] : []
    return labels.isEmpty
      ? nil : .object(name: "judgment", fields: reason + [.init(verdict, .choice(labels))])
  }

  private func parts(
    for example: Example, _ form: PromptForm
  ) throws -> (TemplateTask, TemplateTask.Texts) {
    guard let task = tasks[example.format.name], let texts = task.texts[form] else {
      throw example.unsupported(by: name)
    }
    return (task, texts)
  }

  private func values(of example: Example, _ task: TemplateTask) throws -> [String: String] {
    var values = [
      "instruction": example.instruction, "input": example.input,
      "reference": example.reference ?? "", "rubric": PromptBlocks.rubric(of: example),
    ]
    switch example.format {
    case .pairwise:
      let pair = try example.responsePair()
      (values["response_a"], values["response_b"]) = (pair.first, pair.second)
    case .stepwise:
      values["steps"] = try example.stepList().enumerated()
        .map { "Step \($0): \($1)" }.joined(separator: "\n")
    default: values["response"] = try example.singleResponse()
    }
    if case .verification(reference: true) = example.format { _ = try example.referenceText() }
    if case .pointwise(let scale) = example.format {
      values["lowest"] = example.scaleWords?.first ?? "\(scale.lowest)"
      values["highest"] = example.scaleWords?.last ?? "\(scale.highest)"
    }
    if case .classification(let labels) = example.format {
      values["labels"] = labels.joined(separator: ", ")
    }
    return values
  }
}

extension AnswerSpace {
  /// How the judgment is spelt; `nil` where it is none of the answers.
  func label(of judgment: Judgment) -> String? {
    ClosingContract(space: self, opening: "").label(of: judgment)
  }
}
