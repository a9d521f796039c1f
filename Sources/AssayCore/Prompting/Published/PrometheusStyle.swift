// SPDX-License-Identifier: Apache-2.0

/// The contract of Prometheus 2 (arXiv 2405.01535): feedback and then `[RESULT]` with a verdict.
///
/// Absolute grading (`pointwise`, 1 to 5 or another scale) needs the example's rubric and shows a
/// reference answer where there is one; relative grading (`pairwise` without ties) chooses `A` or
/// `B`. The words are ours. The verdict must end the answer.
public struct PrometheusStyle: ClosingVerdictStyle {
  public let name = "prometheus"
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let legal = try legalVerdicts(for: example)
    let example = example.guarded(by: textGuard)
    let isPair = example.format.isPairwise
    var blocks = [("Instruction", PromptBlocks.question(of: example))]
    if isPair {
      let pair = try example.responsePair()
      blocks += [("Response A", pair.first), ("Response B", pair.second)]
    } else {
      blocks.append(("Response", try example.singleResponse()))
    }
    if let reference = example.reference { blocks.append(("Reference answer", reference)) }
    blocks.append(("Score rubric", try rubric(of: example)))
    let task =
      isPair
      ? "Compare the two responses to the instruction by the rubric alone."
      : "Grade the response to the instruction by the rubric alone."
    let answer =
      form == .critique
      ? "First write feedback that weighs the work against the rubric, then the verdict, in this "
        + "form and with nothing after it:\nFeedback: (your feedback) [RESULT] (\(legal))"
      : "Write the verdict alone, in this form:\n[RESULT] (\(legal))"
    return [
      .system("You are a fair grader who follows a rubric to the letter."),
      .user("\(task) \(answer)\n\n\(PromptBlocks.text(blocks))\n\n###Feedback:"),
    ]
  }

  func contract(for example: Example) throws -> ClosingContract {
    let space: AnswerSpace
    switch example.format {
    case .pointwise(let scale): space = .scores(scale)
    case .pairwise(ties: false): space = .pair("A", "B")
    default: throw example.unsupported(by: name)
    }
    return ClosingContract(
      space: space, opening: "[RESULT] ", critiqueOpening: "Feedback: ", critiqueClosing: " ")
  }

  var textGuard: TextGuard { Self.guarding }

  private static let guarding = TextGuard([
    .mark("[RESULT]"), .line("###Instruction"), .line("###Response"), .line("###Reference"),
    .line("###Score"), .line("###Feedback"), .line("Feedback :"),
  ])

  private func legalVerdicts(for example: Example) throws -> String {
    switch example.format {
    case .pointwise(let scale): "a whole number from \(scale.lowest) to \(scale.highest)"
    case .pairwise(ties: false): "A or B"
    default: throw example.unsupported(by: name)
    }
  }

  private func rubric(of example: Example) throws -> String {
    guard let rubric = example.rubric else {
      if example.format.isPairwise { return "[Which response follows the instruction better?]" }
      throw example.invalid("has no rubric; the style \(name) grades by one")
    }
    let criteria = rubric.criteria.isEmpty ? [] : ["[\(rubric.criteria)]"]
    return (criteria + rubric.levels.map { "Score \($0.label): \($0.meaning)" })
      .joined(separator: "\n")
  }
}
