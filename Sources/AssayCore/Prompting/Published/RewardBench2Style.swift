// SPDX-License-Identifier: Apache-2.0

/// The contract of RewardBench 2's choice among four: an explanation, then `[[A]]` to `[[D]]`.
///
/// It is asked for a `ranking` of two to four responses and names the best alone. The judgment is
/// the ranking with that one on top and the others behind it in the order in which they were
/// shown: only its top means anything. The words are ours; the verdict must end the answer.
public struct RewardBench2Style: ClosingVerdictStyle {
  public let name = RecordedDialect.rewardBench2.rawValue
  /// How much the reader forgives.
  public var policy: ParsePolicy

  private static let letters = ["A", "B", "C", "D"]

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    _ = try contract(for: example)
    let example = example.guarded(by: textGuard)
    let names = Self.letters.prefix(example.responses.count)
    guard example.responses.count == example.format.responseCount else {
      throw example.invalid("has \(example.responses.count) responses")
    }
    let ask =
      form == .critique
      ? "Explain your comparison first. Then close with the verdict and write nothing after it: "
      : "Write the verdict alone, without an explanation: "
    let verdicts = names.map { "[[\($0)]] if assistant \($0) is the best" }
    let system = """
      Several assistants answered the same question. Decide as an impartial judge which answer is \
      the best: is it helpful, relevant, right, and does it do what was asked? The order of the \
      answers, their length and the assistants' names do not count. \
      \(ask)\(verdicts.joined(separator: ", ")).
      """
    let user =
      "[User Question]\n\(PromptBlocks.question(of: example))\n\n"
      + PromptBlocks.answers(example.responses, names: Array(names))
    return [.system(system), .user(user)]
  }

  func contract(for example: Example) throws -> ClosingContract {
    guard case .ranking(let count) = example.format, 2...Self.letters.count ~= count else {
      throw example.unsupported(by: name)
    }
    let names = Self.letters.prefix(count).enumerated().map { index, letter in
      AnswerSpace.Name(letter, Self.ranking(choosing: index, of: count))
    }
    return ClosingContract(space: .names(names), opening: "[[", closing: "]]")
  }

  /// The ranking that stands for the choice of one response.
  public static func ranking(choosing index: Int, of count: Int) -> Judgment {
    .ranking([index] + (0..<count).filter { $0 != index })
  }

  var textGuard: TextGuard { Self.guarding }

  private static let guarding = TextGuard(
    PromptBlocks.answerDelimiters + letters.map { .mark("[[ \($0) ]]") })
}
