// SPDX-License-Identifier: Apache-2.0

/// Reads verdicts of prompts that ask for `Explanation:` and then `Verdict:` (FARE's contract).
///
/// Only the last `Verdict:` counts, and of it only the rest of its line; the explanation is never
/// searched for a label.
struct LabelledVerdictReader: Sendable {
  var space: AnswerSpace
  var verdictLabel = "verdict"
  var critiqueLabel = "explanation"
  /// Labels in square brackets may stand inside a longer line, if only one of them does.
  var bracketedNames: [AnswerSpace.Name] = []
  /// How the prompt names the two responses, for noticing an explanation that prefers the other.
  var responseNames: [String] = []

  /// Reads the verdict leniently.
  func verdict(from completion: Completion) -> Verdict {
    let answer = AnswerText(completion)
    let text = answer.text
    let openings = [verdictLabel, critiqueLabel, "<explanation", "["].map { Array($0.utf8) }
    guard !answer.isThinking, !answer.mayBeThinking(contractOpenings: openings),
      let field = LabelledField.last(Array(verdictLabel.utf8), in: text, answer.answer)
    else { return answer.unreadable() }
    // A cut text that mentions a verdict inside a sentence had not come to its verdict yet.
    if answer.finishReason == .length, !field.beginsLine(of: text, in: answer.answer) {
      return Verdict(.unscored(.truncated), reasoning: answer.reasoning)
    }
    let critique = critique(before: field, in: answer)
    let isLast = field.value.upperBound >= answer.answer.upperBound
    switch reading(of: field, in: answer) {
    case .judged(let judgment, let notes):
      if answer.finishReason == .length, isLast, isCut(field, in: text) {
        return Verdict(.unscored(.truncated), critique: critique, reasoning: answer.reasoning)
      }
      var verdict = Verdict(
        .judged(judgment), critique: critique, reasoning: answer.reasoning, notes: notes)
      if answer.finishReason == .length { verdict.notes.append(.truncated) }
      if isContradicted(judgment, by: critique) { verdict.notes.append(.contradiction) }
      return verdict
    case .unscored(let reason):
      let wasCut = answer.finishReason == .length && isLast
      return Verdict(
        .unscored(wasCut && reason != .contradiction ? .truncated : reason), critique: critique,
        reasoning: answer.reasoning)
    }
  }

  private func reading(of field: LabelledField, in answer: AnswerText) -> AnswerSpace.Reading {
    let text = answer.text
    let notes: [ReadingNote] = field.isDecorated ? [.decorated] : []
    let onLine = bracketedNames.filter { text.contains($0.label, in: field.value) }
    let after = field.value.lowerBound..<answer.answer.upperBound
    let anywhere = bracketedNames.filter { text.contains($0.label, in: after) }
    if !onLine.isEmpty, Set(anywhere.map(\.judgment)).count > 1 {
      return .unscored(.contradiction)
    }
    if let name = onLine.first { return .judged(name.judgment, notes: notes) }
    guard field.value.count <= AnswerSpace.longestLabel else { return .unscored(.unparsed) }
    switch space.read(text.string(field.value), at: .line) {
    case .judged(let judgment, let more):
      return .judged(judgment, notes: more.contains(.decorated) ? more : notes + more)
    case let other: return other
    }
  }

  private func isCut(_ field: LabelledField, in text: ByteText) -> Bool {
    field.value.count <= AnswerSpace.longestLabel
      && !bracketedNames.contains { text.contains($0.label, in: field.value) }
      && space.couldContinue(text.string(field.value))
  }

  private func critique(before field: LabelledField, in answer: AnswerText) -> String? {
    let text = answer.text
    let before = answer.answer.lowerBound..<max(answer.answer.lowerBound, field.start)
    var start = before.lowerBound
    if let label = LabelledField.firstOnLine(Array(critiqueLabel.utf8), in: text, before) {
      start = label.value.lowerBound
    }
    // The decoration of the verdict's label, such as its opening asterisks, is not critique.
    var end = before.upperBound
    while end > start, text.bytes[end - 1] == UInt8(ascii: "*") { end -= 1 }
    let range = text.trimmed(start..<max(start, end))
    return range.isEmpty ? nil : text.string(range)
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

extension ByteText {
  /// Whether the label stands in the range, in whatever case.
  func contains(_ label: String, in range: Range<Int>) -> Bool {
    first(Array(label.lowercased().utf8), in: range, ignoringCase: true) != nil
  }
}

extension LabelledField {
  /// Whether nothing but decoration stands before the label on its line.
  func beginsLine(of text: ByteText, in range: Range<Int>) -> Bool {
    var index = start
    while index > range.lowerBound {
      switch text.bytes[index - 1] {
      case 0x0A, 0x0D: return true
      case 0x20, 0x09, UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "#"),
        UInt8(ascii: "`"), UInt8(ascii: ">"):
        index -= 1
      default: return false
      }
    }
    return true
  }
}
