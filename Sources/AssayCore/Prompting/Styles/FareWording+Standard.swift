// SPDX-License-Identifier: Apache-2.0

extension FareWording {
  /// Assay's own wording on FARE's block structure.
  public static let standard = FareWording(
    pairwise: Task(
      system: """
        You compare two answers to one question and decide which of them is better.

        Judge only what is written. Do not solve the question yourself first; check what each \
        answer claims. Neither the order of the answers nor their length is a reason to prefer \
        one. There is no tie.
        {protocol}
        Reply in two fields and nothing else:
        Explanation: what decides between the answers
        Verdict: [A] if Assistant A's answer is better, [B] if Assistant B's answer is better
        """,
      systemVerdictOnly: """
        You compare two answers to one question and decide which of them is better.

        Judge only what is written. Neither the order of the answers nor their length is a reason \
        to prefer one. There is no tie.
        {protocol}
        Reply in one field and nothing else, without an explanation:
        Verdict: [A] if Assistant A's answer is better, [B] if Assistant B's answer is better
        """,
      user: """
        [User Question]
        {question}

        [The Start of Assistant A's Answer]
        {answer_a}
        [The End of Assistant A's Answer]

        [The Start of Assistant B's Answer]
        {answer_b}
        [The End of Assistant B's Answer]
        """),
    stepwise: Task(
      system: """
        You check an answer that is cut into steps, numbered from 0, and find its first wrong step.

        The answer may stop before its end; that alone is no error. Follow the steps in order and \
        check each against the question and the steps before it.
        {protocol}
        Reply in two fields and nothing else:
        Explanation: what you found in the steps
        Verdict: the number of the first wrong step, or -1 if no step is wrong
        """,
      systemVerdictOnly: """
        You check an answer that is cut into steps, numbered from 0, and find its first wrong step.

        The answer may stop before its end; that alone is no error.
        {protocol}
        Reply in one field and nothing else, without an explanation:
        Verdict: the number of the first wrong step, or -1 if no step is wrong
        """,
      user: """
        [User Question]
        {question}

        [The Start of Assistant's Answer]
        {steps}
        [The End of Assistant's Answer]
        """),
    verification: Task(
      system: """
        You decide whether an answer to a question is correct.

        Check what the answer claims and whether its result follows. Style and length do not count.
        {protocol}
        Reply in two fields and nothing else:
        Explanation: why the answer is correct or where it goes wrong
        Verdict: yes if the answer is correct, no if it is not
        """,
      systemVerdictOnly: """
        You decide whether an answer to a question is correct. Style and length do not count.
        {protocol}
        Reply in one field and nothing else, without an explanation:
        Verdict: yes if the answer is correct, no if it is not
        """,
      user: """
        [User Question]
        {question}

        [The Start of Assistant's Answer]
        {answer}
        [The End of Assistant's Answer]
        """),
    verificationWithReference: Task(
      system: """
        You decide whether an answer to a question agrees with the reference answer.

        Take the reference answer as right. Another spelling or form of the same result agrees; \
        a part of it, or a result beside it, does not.
        {protocol}
        Reply in two fields and nothing else:
        Explanation: where the answer agrees with the reference or departs from it
        Verdict: yes if the answer is correct, no if it is not
        """,
      systemVerdictOnly: """
        You decide whether an answer to a question agrees with the reference answer, which is right.
        {protocol}
        Reply in one field and nothing else, without an explanation:
        Verdict: yes if the answer is correct, no if it is not
        """,
      user: """
        [User Question]
        {question}

        [The Start of Reference Answer]
        {reference}
        [The End of Reference Answer]

        [The Start of Assistant's Answer]
        {answer}
        [The End of Assistant's Answer]
        """),
    rating: Task(
      system: """
        You rate an answer to a question with a whole number from {lowest} to {highest}; \
        {highest} is the best.

        Judge only what is written, by the criteria below where there are any.
        {protocol}
        Reply in two fields and nothing else:
        Explanation: what earns the answer its rating
        Verdict: the rating, a whole number from {lowest} to {highest}
        """,
      systemVerdictOnly: """
        You rate an answer to a question with a whole number from {lowest} to {highest}; \
        {highest} is the best.
        {protocol}
        Reply in one field and nothing else, without an explanation:
        Verdict: the rating, a whole number from {lowest} to {highest}
        """,
      user: """
        [User Question]
        {question}

        [The Start of Assistant's Answer]
        {answer}
        [The End of Assistant's Answer]
        """))
}
