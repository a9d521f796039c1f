// SPDX-License-Identifier: Apache-2.0

extension NegativeWriter {
  /// The most recorded wrong answers that are shown.
  private static let shownAnswers = 5

  /// Asks for a short wrong answer: out of recorded ones, or a new one.
  static func draftPrompt(_ question: NegativeQuestion) -> String {
    let right = question.aliases.joined(separator: "; ")
    let head = """
      A quiz needs one wrong answer to the question below. All of the accepted answers are listed; \
      the wrong answer must mean something else than every one of them.

      Question: \(question.question)
      Accepted answers: \(right)
      """
    guard !question.wrongAnswers.isEmpty else {
      return head + """


        Think of an answer that is wrong, of the same kind as the accepted ones, and believable to \
        somebody who does not know better. Write that answer and nothing else.
        """
    }
    let shown = question.wrongAnswers.prefix(Self.shownAnswers).map { "- \($0)" }
      .joined(separator: "\n")
    return head + """


      These replies to the question are known to be wrong:
      \(shown)

      Take from one of them the few words that answer the question wrongly. Where no reply commits \
      itself to an answer, think of a believable wrong one. Write the wrong answer and nothing else.
      """
  }

  /// Asks for the draft without anything around it.
  static func trimPrompt(_ question: NegativeQuestion, draft: String) -> String {
    """
    Cut the answer below down to the shortest phrase that still answers the question: a name, a \
    number, a date or a few words. Add nothing, explain nothing and correct nothing. Write the \
    phrase alone.

    Question: \(question.question)
    Answer: \(draft)
    """
  }
}
