// SPDX-License-Identifier: Apache-2.0

/// Reads verdicts of prompts that ask for a JSON object with an explanation and a score.
///
/// The order of attempts: the last complete object that holds the key; an object that the text
/// ends in, where its verdict is whole; the same after one level of unescaping; the last labelled
/// line. What each attempt finds decides, whether or not it is a legal answer.
struct JSONVerdictReader: Sendable {
  var space: AnswerSpace
  var verdictKey = "score"
  var critiqueKey = "explanation"
  /// How the prompt names the two responses, for noticing an explanation that prefers the other.
  var responseNames: [String] = []

  /// Reads the verdict leniently.
  func verdict(from completion: Completion) -> Verdict {
    let answer = AnswerText(completion)
    guard !answer.isThinking, !answer.answer.isEmpty,
      !answer.mayBeThinking(contractOpenings: Self.openings)
    else { return answer.unreadable() }
    if let verdict = fromObject(answer.text, answer.answer, answer) { return verdict }
    if answer.text.first(Array("\\\"".utf8), in: answer.answer) != nil {
      let plain = ByteText(
        bytes: BackslashEscapes.removed(from: Array(answer.text.bytes[answer.answer])))
      if var verdict = fromObject(plain, plain.all, answer) {
        if verdict.judgment != nil { verdict.notes.append(.unescaped) }
        return verdict
      }
    }
    return fromLine(answer) ?? answer.unreadable()
  }

  private static let openings = ["{", "[{", "\"{", "'''", "json", "'{", "\\{"].map {
    Array($0.utf8)
  }

  // MARK: Objects

  private func fromObject(
    _ text: ByteText, _ range: Range<Int>, _ answer: AnswerText
  ) -> Verdict? {
    let search = ObjectSearch(
      text, in: range, verdictKey: Array(verdictKey.utf8), critiqueKey: Array(critiqueKey.utf8))
    if search.isExhausted { return Verdict(.unscored(.unparsed), reasoning: answer.reasoning) }
    let complete = search.lastValid ?? search.lastRepaired
    let open = search.open.flatMap { open in
      open.range.lowerBound >= (complete?.range.upperBound ?? 0) ? open : nil
    }
    if let open {
      if open.verdicts.isEmpty {
        // A final object was begun and not finished: an earlier one was a draft.
        let wasCut = answer.finishReason == .length || answer.finishReason == .unknown
        if wasCut, open.critique != nil || answer.finishReason == .length {
          return Verdict(.unscored(.truncated), reasoning: answer.reasoning)
        }
      } else if let verdict = reading(of: open, in: text, range, answer) {
        return verdict
      }
    }
    guard let complete else { return nil }
    return reading(of: complete, in: text, range, answer)
  }

  private func reading(
    of object: LooseObject, in text: ByteText, _ range: Range<Int>, _ answer: AnswerText
  ) -> Verdict? {
    var readings: [AnswerSpace.Reading] = []
    for value in object.verdicts {
      if isCut(value, of: object, in: text, answer) {
        return Verdict(.unscored(.truncated), reasoning: answer.reasoning)
      }
      readings.append(reading(of: value, in: text))
    }
    guard let last = readings.last else { return nil }
    let critique = object.critique.map { $0.text(in: text) }
    guard case .judged(let judgment, let notes) = last else {
      guard case .unscored(let reason) = last else { return nil }
      return Verdict(.unscored(reason), critique: critique, reasoning: answer.reasoning)
    }
    var verdict = Verdict(
      .judged(judgment), critique: critique, reasoning: answer.reasoning, notes: notes)
    if object.isRepaired { verdict.notes.append(.repaired) }
    if !object.isComplete { verdict.notes.append(.truncated) }
    if readings.contains(where: { differs($0, from: judgment) })
      || differs(line(in: text, object.range.upperBound..<range.upperBound), from: judgment)
    {
      verdict.outcome = .unscored(.contradiction)
      verdict.notes = []
    } else if isContradicted(judgment, by: critique, in: text, range, object) {
      verdict.notes.append(.contradiction)
    }
    return verdict
  }

  private func reading(
    of value: LooseObject.Value, in text: ByteText
  ) -> AnswerSpace.Reading {
    switch value {
    case .string(let range, _):
      guard range.count <= 6 * AnswerSpace.longestLabel else { return .unscored(.unparsed) }
      return space.read(value.text(in: text), at: .jsonText)
    case .bare(let range):
      let word = text.string(range)
      let isLiteral =
        ["true", "false", "null"].contains(word.lowercased())
        || NumberLabel(word) != .none || word == "None"
      return space.read(word, at: isLiteral ? .jsonLiteral : .jsonText)
    case .compound(let range):
      return .unscored(
        .badLabel(text.bytes[range.lowerBound] == UInt8(ascii: "[") ? "an array" : "an object"))
    }
  }

  /// Whether the text ends in the value and might have gone on with another one.
  private func isCut(
    _ value: LooseObject.Value, of object: LooseObject, in text: ByteText, _ answer: AnswerText
  ) -> Bool {
    guard !object.isComplete, answer.finishReason == .length, case .bare(let range) = value,
      range.upperBound == text.trimmed(object.range).upperBound
    else { return false }
    return space.couldContinue(text.string(range))
  }

  private func differs(_ reading: AnswerSpace.Reading?, from judgment: Judgment) -> Bool {
    guard case .judged(let other, _)? = reading else { return false }
    return other != judgment
  }

  private func isContradicted(
    _ judgment: Judgment, by critique: String?, in text: ByteText, _ range: Range<Int>,
    _ object: LooseObject
  ) -> Bool {
    // An earlier object's key is no line of its own: of several objects the last one counts.
    let before = range.lowerBound..<object.range.lowerBound
    let field = LabelledField.last(Array(verdictKey.utf8), in: text, before)
    if let field, !field.isQuoted, differs(reading(of: field, in: text), from: judgment) {
      return true
    }
    guard case .preference(let preference) = judgment, responseNames.count == 2 else {
      return false
    }
    let leanings = [
      Leaning.last(in: text, before, names: responseNames),
      critique.flatMap {
        let inner = ByteText($0)
        return Leaning.last(in: inner, inner.all, names: responseNames)
      },
    ]
    return leanings.contains { $0 != nil && $0 != preference }
  }

  // MARK: Lines

  /// What the last labelled line of the range says.
  private func line(in text: ByteText, _ range: Range<Int>) -> AnswerSpace.Reading? {
    LabelledField.last(Array(verdictKey.utf8), in: text, range).map {
      reading(of: $0, in: text)
    }
  }

  private func reading(of field: LabelledField, in text: ByteText) -> AnswerSpace.Reading {
    guard field.value.count <= 4 * AnswerSpace.longestLabel else { return .unscored(.unparsed) }
    var value = text.string(field.value)
    if field.isQuoted, let end = value.firstIndex(where: { $0 == "," || $0 == "}" }) {
      // A key of an object too broken to read: its value ends where a member ends.
      value = String(value[..<end])
    }
    switch space.read(value, at: .line) {
    case .judged(let judgment, let notes):
      var all = notes + [field.isQuoted ? .repaired : .labelledLine]
      if field.isDecorated, !field.isQuoted, !notes.contains(.decorated) { all.append(.decorated) }
      return .judged(judgment, notes: all)
    case let other: return other
    }
  }

  private func fromLine(_ answer: AnswerText) -> Verdict? {
    guard
      let field = LabelledField.last(Array(verdictKey.utf8), in: answer.text, answer.answer)
    else { return nil }
    switch reading(of: field, in: answer.text) {
    case .judged(let judgment, let notes):
      let before = answer.text.trimmed(answer.answer.lowerBound..<field.start)
      return Verdict(
        .judged(judgment), critique: before.isEmpty ? nil : answer.text.string(before),
        reasoning: answer.reasoning, notes: notes)
    case .unscored(.unparsed): return nil
    case .unscored(let reason):
      return Verdict(.unscored(reason), reasoning: answer.reasoning)
    }
  }
}
