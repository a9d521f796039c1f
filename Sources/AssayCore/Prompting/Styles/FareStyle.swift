// SPDX-License-Identifier: Apache-2.0

/// Prompts on the block structure of FARE (arXiv 2510.17793), in words of our own.
///
/// A system message for the task and a user message with bracketed sections; the answer is
/// `Explanation:` and then `Verdict:`. Formats and verdicts:
///
/// | format | verdict |
/// |---|---|
/// | `pairwise` without ties | `[A]` or `[B]` |
/// | `stepwise` | the 0-based index of the first wrong step, or `-1` |
/// | `verification`, `verification-reference`, and `binary` | `yes` or `no` |
/// | `pointwise` | a whole number of the scale |
///
/// `binary` is asked as verification without a reference. The example's instruction and rubric
/// are the evaluation protocol (*p* in FARE's notation) and stand in the system message. Other
/// words, such as those of FARE's model card, come from a `FareWording`.
public struct FareStyle: PromptStyle {
  public let name = "fare"
  /// The texts of the prompts.
  public var wording: FareWording
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(wording: FareWording = .standard, policy: ParsePolicy = .lenient) {
    self.wording = wording
    self.policy = policy
  }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let task = try task(for: example)
    let example = example.guarded(by: Self.guarding(of: task))
    var values = try values(for: example)
    let protocolText = Self.protocolText(of: example)
    var system = PromptTemplate(form == .critique ? task.system : task.systemVerdictOnly)
    let user = PromptTemplate(task.user)
    if !system.has("protocol"), !user.has("protocol"), !protocolText.isEmpty {
      system.text += "\n\n{protocol}"
      values["protocol"] = protocolText
    } else {
      values["protocol"] = protocolText.isEmpty ? "" : "\n\(protocolText)\n"
    }
    return [.system(system.filled(values)), .user(user.filled(values))]
  }

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    _ = try task(for: example)
    try example.check(judgment)
    let verdict = "Verdict: \(Self.label(of: judgment))"
    switch form {
    case .critique: return "Explanation: \(ThinkingTag.defused(critique))\n\(verdict)"
    case .verdictOnly: return verdict
    }
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    guard let space = Self.space(for: example) else {
      return .unscored(.failed(example.unsupported(by: name).message))
    }
    var reader = LabelledVerdictReader(space: space)
    if case .names(let names) = space, example.format.isPairwise {
      reader.bracketedNames = names
      reader.responseNames = ["Assistant A", "Assistant B"]
    }
    return policy.applied(to: reader.verdict(from: completion))
  }

  /// The lines of the prompt, whatever its wording, and the field that the reader looks for.
  private static func guarding(of task: FareWording.Task) -> TextGuard {
    let lines = task.user.split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix { $0 == " " } }
      .filter { $0.count > 2 && !$0.contains("{") }
    return TextGuard(
      lines.map { .line(String($0)) } + [
        .mark("<step "), .mark("</step "), .line("[Evaluation Protocol]"), .label("Verdict"),
      ])
  }

  // MARK: Labels

  private static func label(of judgment: Judgment) -> String {
    switch judgment {
    case .preference(.first): "[A]"
    case .preference: "[B]"
    case .boolean(let value): value ? "yes" : "no"
    case .firstError(let index): "\(index ?? -1)"
    default: judgment.description
    }
  }

  private static func space(for example: Example) -> AnswerSpace? {
    switch example.format {
    case .pairwise(ties: false):
      .names([.init("[A]", .preference(.first)), .init("[B]", .preference(.second))])
    case .binary, .verification:
      .names([.init("yes", .boolean(true)), .init("no", .boolean(false))])
    case .stepwise: .steps(count: example.steps?.count)
    case .pointwise(let scale): .scores(scale)
    case .pairwise(ties: true), .classification, .ranking: nil
    }
  }

  // MARK: Prompt

  private func task(for example: Example) throws -> FareWording.Task {
    switch example.format {
    case .pairwise(ties: false): wording.pairwise
    case .stepwise: wording.stepwise
    case .verification(reference: true): wording.verificationWithReference
    case .verification(reference: false), .binary: wording.verification
    case .pointwise: wording.rating
    case .pairwise(ties: true), .classification, .ranking: throw example.unsupported(by: name)
    }
  }

  private func values(for example: Example) throws -> [String: String] {
    var values = ["question": example.input]
    switch example.format {
    case .pairwise:
      let pair = try example.responsePair()
      values["answer_a"] = pair.first
      values["answer_b"] = pair.second
    case .stepwise:
      values["steps"] = try example.stepList().enumerated()
        .map { index, step in "<step \(index)> \(step)</step \(index)>" }
        .joined(separator: "\n")
    case .verification(reference: true):
      values["answer"] = try example.singleResponse()
      values["reference"] = try example.referenceText()
    case .pointwise(let scale):
      values["answer"] = try example.singleResponse()
      values["lowest"] = "\(scale.lowest)"
      values["highest"] = "\(scale.highest)"
    default: values["answer"] = try example.singleResponse()
    }
    return values
  }

  /// The example's instruction and rubric as the protocol of the judgment.
  private static func protocolText(of example: Example) -> String {
    var lines = example.instruction.isEmpty ? [] : [example.instruction]
    if let rubric = example.rubric {
      if !rubric.criteria.isEmpty, rubric.criteria != example.instruction {
        lines.append(rubric.criteria)
      }
      lines += rubric.levels.map { "\($0.label): \($0.meaning)" }
    }
    return lines.isEmpty ? "" : "[Evaluation Protocol]\n" + lines.joined(separator: "\n")
  }
}

/// The tags around private thinking, where a critique mentions them.
enum ThinkingTag {
  /// The text with closing tags that no reader takes for the end of thinking.
  static func defused(_ text: String) -> String {
    text.replacing("</think>", with: "</ think>")
  }
}
