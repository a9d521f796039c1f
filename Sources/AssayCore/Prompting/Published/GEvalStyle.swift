// SPDX-License-Identifier: Apache-2.0

/// The contract of G-Eval (arXiv 2303.16634): criteria, steps of evaluation, and a form to fill.
///
/// Point-wise on any scale. The steps come from the style; where it has none, general ones are
/// shown. The method's own score is the expectation over the score's tokens: ask for
/// log-probabilities and take the verdict's expected score. The words are ours.
public struct GEvalStyle: ClosingVerdictStyle {
  public let name = "g-eval"
  /// The steps that the judge is to follow, in their order.
  public var steps: [String]
  /// How much the reader forgives.
  public var policy: ParsePolicy

  /// Steps that fit any criteria.
  public static let generalSteps = [
    "Read the task and the input, and note what a good response must do.",
    "Read the response and compare it with the criteria, point by point.",
    "Give the score that the criteria call for, neither higher nor lower.",
  ]

  public init(steps: [String] = generalSteps, policy: ParsePolicy = .lenient) {
    self.steps = steps
    self.policy = policy
  }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    guard case .pointwise(let scale) = example.format else { throw example.unsupported(by: name) }
    let example = example.guarded(by: textGuard)
    let rubric = PromptBlocks.rubric(of: example)
    var blocks = [
      ("Criteria", rubric.isEmpty ? "How well the response does what the input asks for." : rubric),
      (
        "Evaluation steps",
        steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
      ),
    ]
    blocks.append(("Input", PromptBlocks.question(of: example)))
    if let reference = example.reference { blocks.append(("Reference", reference)) }
    blocks.append(("Response", try example.singleResponse()))
    let fields =
      form == .critique
      ? "Reason: (why, in a few sentences)\nScore: (the number)" : "Score: (the number)"
    return [
      .user(
        """
        You evaluate one response by given criteria, on a scale of whole numbers from \
        \(scale.lowest) to \(scale.highest); \(scale.highest) is the best.

        \(PromptBlocks.text(blocks))

        ###Evaluation form:
        Fill in this form and write nothing else.
        \(fields)
        """)
    ]
  }

  func contract(for example: Example) throws -> ClosingContract {
    guard case .pointwise(let scale) = example.format else { throw example.unsupported(by: name) }
    return ClosingContract(
      space: .scores(scale), opening: "Score: ", isWholeLine: true, critiqueOpening: "Reason: ")
  }

  var textGuard: TextGuard { Self.guarding }

  private static let guarding = TextGuard([
    .label("Score"), .line("Reason :"), .line("###Criteria"), .line("###Evaluation"),
    .line("###Input"), .line("###Reference"), .line("###Response"),
  ])
}
