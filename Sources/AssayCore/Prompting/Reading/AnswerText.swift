// SPDX-License-Identifier: Apache-2.0

/// A completion cut into private thinking and the answer, the only part in which a verdict counts.
///
/// The cut is at the last `</think>`, as in R3's model cards: chat templates may put the opening
/// tag into the prompt, so its absence says nothing.
struct AnswerText: Sendable {
  let text: ByteText
  /// Where the answer stands in the text.
  let answer: Range<Int>
  /// The thinking, from its own field or from the text.
  let reasoning: String?
  /// Whether the text ends inside its thinking.
  let isThinking: Bool
  /// Whether the end of the thinking was seen, so that what follows is certainly the answer.
  let hasEndedThinking: Bool
  let finishReason: FinishReason

  private static let opening = Array("<think>".utf8)
  private static let closing = Array("</think>".utf8)

  init(_ completion: Completion) {
    text = ByteText(completion.text)
    finishReason = completion.finishReason
    var reasoning = completion.reasoning
    var hasEnded = reasoning != nil
    var start = 0
    if let close = text.last(Self.closing, in: text.all) {
      let inner = Self.withoutOpening(text, text.trimmed(0..<close))
      reasoning = reasoning ?? text.string(inner)
      start = close + Self.closing.count
      hasEnded = true
    }
    let answer = text.trimmed(start..<text.bytes.count)
    isThinking = text.has(Self.opening, at: answer.lowerBound)
    self.reasoning =
      isThinking
      ? reasoning ?? text.string(Self.withoutOpening(text, answer)) : reasoning
    self.answer = answer
    hasEndedThinking = hasEnded
  }

  private static func withoutOpening(_ text: ByteText, _ range: Range<Int>) -> Range<Int> {
    guard range.count >= opening.count, text.has(opening, at: range.lowerBound) else {
      return range
    }
    return text.trimmed(range.lowerBound + opening.count..<range.upperBound)
  }

  /// Whether the output budget ended the text and nothing proves that the answer had begun.
  ///
  /// Such a text may be thinking whose opening tag stood in the prompt; a label in it counts only
  /// where the text keeps to the contract from its first byte on.
  func mayBeThinking(contractOpenings: [[UInt8]]) -> Bool {
    guard finishReason == .length, !hasEndedThinking else { return false }
    var start = answer.lowerBound
    while start < answer.upperBound, Self.decoration.contains(text.bytes[start]) { start += 1 }
    return !contractOpenings.contains { text.has($0, at: start, ignoringCase: true) }
  }

  private static let decoration: Set<UInt8> = Set("*_#`> \n".utf8)

  /// A verdict without a judgment where nothing in the answer could be read.
  func unreadable() -> Verdict {
    Verdict(.unscored(unreadableReason), reasoning: reasoning)
  }

  private var unreadableReason: UnscoredReason {
    if isThinking { return .truncated }
    if finishReason == .contentFilter || Refusal.opens(text, answer) { return .refused }
    return finishReason == .length ? .truncated : .unparsed
  }
}
