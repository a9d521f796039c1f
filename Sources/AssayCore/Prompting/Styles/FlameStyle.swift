// SPDX-License-Identifier: Apache-2.0

/// Prompts in the unified text-to-text format of FLAMe (arXiv 2407.10817, section 3.4).
///
/// One user message with the blocks `INSTRUCTIONS:` (title, description, output fields) and
/// `CONTEXT:` (the labelled parts of the example), and `EVALUATION:` as its last line. The answer
/// is the fields asked for: `answer` first and then, in the critique form, `explanation`; so the
/// first token decides and its probabilities are usable as scores. Every format except `ranking`.
///
/// | format | answer |
/// |---|---|
/// | `pairwise` | `A`, `B`, and with ties `tie` |
/// | `pointwise` | a whole number of the scale |
/// | `binary`, both verifications | `yes` or `no` |
/// | `stepwise` | the 0-based index of the first wrong step, or `-1` |
/// | `classification` | one of the labels |
///
/// FLAMe's own instructions are not published; these are ours. Lines after the first of a longer
/// value are indented, so that no line of a response looks like a field.
public struct FlameStyle: PromptStyle {
  public let name = "flame"
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let example = example.guarded(by: Self.guarding)
    let task = try task(for: example)
    let fields = form == .critique ? "answer, explanation" : "answer"
    let closing =
      form == .critique
      ? "Give the answer first, then a short explanation of it."
      : "Give the answer alone, without an explanation."
    var lines = ["INSTRUCTIONS:", "title: \(task.title)"]
    let description = [task.description, Self.guidance(of: example), closing]
      .filter { !$0.isEmpty }.joined(separator: "\n")
    lines.append(Self.field("description", description))
    lines.append("output_fields: \(fields)")
    lines += ["", "CONTEXT:"]
    lines += task.context.map { Self.field($0.label, $0.text) }
    lines += ["", "EVALUATION:"]
    return [.user(lines.joined(separator: "\n"))]
  }

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    guard Self.space(for: example) != nil else { throw example.unsupported(by: name) }
    try example.check(judgment)
    let answer = "answer: \(Self.label(of: judgment))"
    switch form {
    case .critique:
      return "\(answer)\n\(Self.field("explanation", ThinkingTag.defused(critique)))"
    case .verdictOnly: return answer
    }
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    guard let space = Self.space(for: example) else {
      return .unscored(.failed(example.unsupported(by: name).message))
    }
    let reader = FieldVerdictReader(
      space: space,
      responseNames: example.format.isPairwise ? ["response A", "response B"] : [])
    return policy.applied(to: reader.verdict(from: completion))
  }

  /// The headings of the prompt, and the field that the reader looks for; the prompt's other
  /// fields cannot be imitated, since the lines of a value are indented.
  private static let guarding = TextGuard([
    .line("INSTRUCTIONS :"), .line("CONTEXT :"), .line("EVALUATION :"), .label("answer"),
  ])

  // MARK: Labels

  private static func label(of judgment: Judgment) -> String {
    switch judgment {
    case .preference(.first): "A"
    case .preference(.second): "B"
    case .preference(.tie): "tie"
    case .boolean(let value): value ? "yes" : "no"
    case .firstError(let index): "\(index ?? -1)"
    default: judgment.description
    }
  }

  private static func space(for example: Example) -> AnswerSpace? {
    switch example.format {
    case .pairwise(let ties):
      .names(
        [.init("A", .preference(.first)), .init("B", .preference(.second))]
          + (ties ? [.init("tie", .preference(.tie))] : []))
    case .binary, .verification:
      .names([.init("yes", .boolean(true)), .init("no", .boolean(false))])
    case .stepwise: .steps(count: example.steps?.count)
    case .pointwise(let scale): .scores(scale)
    case .classification(let labels): .names(labels.map { .init($0, .label($0)) })
    case .ranking: nil
    }
  }

  // MARK: Prompt

  private struct Task {
    var title: String
    var description: String
    var context: [(label: String, text: String)]
  }

  private func task(for example: Example) throws -> Task {
    var context = [(label: "input", text: example.input)]
    let reference = example.format == .verification(reference: false) ? nil : example.reference
    if let reference { context.append(("reference", reference)) }
    switch example.format {
    case .pairwise(let ties):
      let pair = try example.responsePair()
      context += [("response A", pair.first), ("response B", pair.second)]
      return Task(
        title: "Which of two responses is better?",
        description: "Compare the responses to the input. The order in which they stand does "
          + "not count. The answer is A or B" + (ties ? ", or tie if neither is better." : "."),
        context: context)
    case .pointwise(let scale):
      context.append(("response", try example.singleResponse()))
      return Task(
        title: "How good is the response?",
        description: "Rate the response to the input. The answer is a whole number from "
          + "\(scale.lowest) to \(scale.highest); \(scale.highest) is the best.",
        context: context)
    case .binary, .verification:
      if example.format == .verification(reference: true) { _ = try example.referenceText() }
      context.append(("response", try example.singleResponse()))
      return Task(
        title: "Is the response correct?",
        description: (reference == nil
          ? "Decide whether the response to the input is correct."
          : "Decide whether the response agrees with the reference, which is right.")
          + " The answer is yes or no.",
        context: context)
    case .stepwise:
      context += try example.stepList().enumerated().map { ("step \($0)", $1) }
      return Task(
        title: "Which step is the first wrong one?",
        description: "Check the steps of a solution in their order. The answer is the number of "
          + "the first wrong step, or -1 if no step is wrong.",
        context: context)
    case .classification(let labels):
      context.append(("response", try example.singleResponse()))
      return Task(
        title: "Which label fits the response?",
        description: "Choose one label for the response to the input. The answer is one of: "
          + labels.joined(separator: ", ") + ".",
        context: context)
    case .ranking: throw example.unsupported(by: name)
    }
  }

  /// The example's own instruction and rubric.
  private static func guidance(of example: Example) -> String {
    var lines = example.instruction.isEmpty ? [] : [example.instruction]
    if let rubric = example.rubric {
      if !rubric.criteria.isEmpty, rubric.criteria != example.instruction {
        lines.append(rubric.criteria)
      }
      lines += rubric.levels.map { "\($0.label): \($0.meaning)" }
    }
    return lines.joined(separator: "\n")
  }

  private static func field(_ label: String, _ text: String) -> String {
    text.isEmpty ? "\(label):" : "\(label): \(FieldBlock.indented(text))"
  }
}
