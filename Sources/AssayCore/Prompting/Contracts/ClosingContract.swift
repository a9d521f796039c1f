// SPDX-License-Identifier: Apache-2.0

/// The contract of prompts whose answer closes with a marked verdict, such as `[RESULT] 4`.
struct ClosingContract: Sendable {
  /// The closed set of answers.
  var space: AnswerSpace
  /// What stands before the label, such as `[RESULT] ` or `[[`.
  var opening: String
  /// What stands after it; empty where the verdict is the rest of its line.
  var closing = ""
  /// Whether the verdict has a line of its own; only such lines count then.
  var isWholeLine = false
  /// What stands before the critique, such as `Feedback: `.
  var critiqueOpening = ""
  /// What stands between the critique and the verdict.
  var critiqueClosing = "\n"

  /// The label of a judgment as the prompt spells it; `nil` where it is none of the answers.
  func label(of judgment: Judgment) -> String? {
    switch (space, judgment) {
    case (.names(let names), _): names.first { $0.judgment == judgment }?.label
    case (.scores(let scale), .score(let score)): scale.contains(score) ? "\(score)" : nil
    case (.steps, .firstError(let index)): "\(index ?? -1)"
    default: nil
    }
  }
}

/// A style whose answer closes with a marked verdict.
protocol ClosingVerdictStyle: PromptStyle {
  /// What answers to the example look like.
  ///
  /// - Throws: `unsupportedFormat`.
  func contract(for example: Example) throws -> ClosingContract
  /// What judged text must not imitate.
  var textGuard: TextGuard { get }
  /// How much the reader forgives.
  var policy: ParsePolicy { get }
}

extension ClosingVerdictStyle {
  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    let contract = try contract(for: example)
    try example.check(judgment)
    guard let label = contract.label(of: judgment) else {
      throw example.invalid("does not admit the judgment '\(judgment)' in the style \(name)")
    }
    let verdict = contract.opening + label + contract.closing
    guard form == .critique, !critique.isEmpty else { return verdict }
    return contract.critiqueOpening + textGuard.neutralised(critique) + contract.critiqueClosing
      + verdict
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    guard let contract = try? contract(for: example) else {
      return .unscored(.failed(example.unsupported(by: name).message))
    }
    var verdict = ClosingVerdictReader(contract: contract).verdict(from: completion)
    verdict.critique = verdict.critique.map(textGuard.restored)
    return policy.applied(to: verdict)
  }
}

extension AnswerSpace {
  /// One of two responses under the two labels.
  static func pair(_ first: String, _ second: String) -> AnswerSpace {
    .names([.init(first, .preference(.first)), .init(second, .preference(.second))])
  }
}
