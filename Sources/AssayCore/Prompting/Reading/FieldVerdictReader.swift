// SPDX-License-Identifier: Apache-2.0

/// Reads verdicts of prompts whose answer is a block of fields, the verdict first (FLAMe §3.4).
///
/// The first field at the beginning of a line decides, because an explanation that follows may
/// quote anything. A second such field with another answer is a contradiction.
struct FieldVerdictReader: Sendable {
  var space: AnswerSpace
  var verdictLabel = "answer"
  var critiqueLabel = "explanation"
  /// How the prompt names the two responses, for noticing an explanation that prefers the other.
  var responseNames: [String] = []

  /// Reads the verdict leniently.
  func verdict(from completion: Completion) -> Verdict {
    let answer = AnswerText(completion)
    let text = answer.text
    let openings = [verdictLabel, "evaluation", critiqueLabel].map { Array($0.utf8) }
    guard !answer.isThinking, !answer.mayBeThinking(contractOpenings: openings) else {
      return answer.unreadable()
    }
    let label = Array(verdictLabel.utf8)
    let onLine = LabelledField.firstOnLine(label, in: text, answer.answer)
    guard let field = onLine ?? LabelledField.last(label, in: text, answer.answer) else {
      return answer.unreadable()
    }
    let critique = critique(in: answer)
    switch reading(of: field, in: text) {
    case .judged(let judgment, var notes):
      let isLast = field.value.upperBound >= answer.answer.upperBound
      if answer.finishReason == .length, isLast, space.couldContinue(text.string(field.value)) {
        return Verdict(.unscored(.truncated), critique: critique, reasoning: answer.reasoning)
      }
      if onLine == nil { notes.append(.labelledLine) }
      if onLine != nil, isRepeatedOtherwise(judgment, after: field, in: answer) {
        return Verdict(.unscored(.contradiction), critique: critique, reasoning: answer.reasoning)
      }
      if answer.finishReason == .length { notes.append(.truncated) }
      var verdict = Verdict(
        .judged(judgment), critique: critique, reasoning: answer.reasoning, notes: notes)
      if isContradicted(judgment, by: critique) { verdict.notes.append(.contradiction) }
      return verdict
    case .unscored(.unparsed): return answer.unreadable()
    case .unscored(let reason):
      return Verdict(.unscored(reason), critique: critique, reasoning: answer.reasoning)
    }
  }

  private func reading(of field: LabelledField, in text: ByteText) -> AnswerSpace.Reading {
    guard field.value.count <= AnswerSpace.longestLabel else { return .unscored(.unparsed) }
    switch space.read(text.string(field.value), at: .line) {
    case .judged(let judgment, let notes):
      let isNoted = notes.contains(.decorated) || !field.isDecorated
      return .judged(judgment, notes: isNoted ? notes : notes + [.decorated])
    case let other: return other
    }
  }

  private func isRepeatedOtherwise(
    _ judgment: Judgment, after field: LabelledField, in answer: AnswerText
  ) -> Bool {
    var start = answer.text.lineEnd(from: field.value.upperBound, limit: answer.answer.upperBound)
    while start < answer.answer.upperBound,
      let next = LabelledField.firstOnLine(
        Array(verdictLabel.utf8), in: answer.text, start..<answer.answer.upperBound)
    {
      if case .judged(let other, _) = reading(of: next, in: answer.text), other != judgment {
        return true
      }
      start = answer.text.lineEnd(
        from: max(next.value.upperBound, start + 1), limit: answer.answer.upperBound)
    }
    return false
  }

  /// The explanation, its continuation lines without their indent.
  private func critique(in answer: AnswerText) -> String? {
    let text = answer.text
    guard
      let label = LabelledField.firstOnLine(
        Array(critiqueLabel.utf8), in: text, answer.answer)
    else { return nil }
    let range = text.trimmed(label.value.lowerBound..<answer.answer.upperBound)
    guard !range.isEmpty else { return nil }
    return FieldBlock.unindented(text.string(range))
  }

  private func isContradicted(_ judgment: Judgment, by critique: String?) -> Bool {
    guard case .preference(let preference) = judgment, let critique else { return false }
    let text = ByteText(critique)
    guard let leaning = Leaning.last(in: text, text.all, names: responseNames) else {
      return false
    }
    return leaning != preference
  }
}

/// The `label: value` lines of a FLAMe block.
enum FieldBlock {
  /// The text with every line but the first indented, so that no line of it looks like a field.
  static func indented(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: "\n  ")
  }

  /// Takes back what `indented` did.
  static func unindented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map { index, line in
        index > 0 && line.hasPrefix("  ") ? line.dropFirst(2) : line
      }
      .joined(separator: "\n")
  }
}
