// SPDX-License-Identifier: Apache-2.0

/// The contract of RewardBench's generative judges: an explanation, then `[[A]]` or `[[B]]`.
///
/// Pairs without ties. The words are ours; the verdict must end the answer, where the benchmark's
/// own code takes an `[[A]]` from anywhere.
public struct RewardBenchStyle: ClosingVerdictStyle {
  public let name = RecordedDialect.rewardBench.rawValue
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    _ = try contract(for: example)
    let example = example.guarded(by: textGuard)
    let pair = try example.responsePair()
    let ask =
      form == .critique
      ? "Explain your comparison first. Then close with the verdict and write nothing after it: "
      : "Write the verdict alone, without an explanation: "
    let system = """
      Two assistants answered the same question. Decide as an impartial judge which of them \
      followed the user's wishes better: is the answer helpful, relevant, right, deep enough and \
      at the right level of detail? The order of the answers, their length and the assistants' \
      names do not count. \(ask)[[A]] if assistant A is better, [[B]] if assistant B is better.
      """
    let user =
      "[User Question]\n\(PromptBlocks.question(of: example))\n\n"
      + PromptBlocks.answers([pair.first, pair.second], names: ["A", "B"])
    return [.system(system), .user(user)]
  }

  func contract(for example: Example) throws -> ClosingContract {
    guard example.format == .pairwise(ties: false) else { throw example.unsupported(by: name) }
    return ClosingContract(space: .pair("A", "B"), opening: "[[", closing: "]]")
  }

  var textGuard: TextGuard { Self.guarding }

  private static let guarding = TextGuard(
    PromptBlocks.answerDelimiters + [.mark("[[ A ]]"), .mark("[[ B ]]")])
}
