// SPDX-License-Identifier: Apache-2.0

/// Reads verdicts of prompts whose answer closes with a marked verdict.
///
/// The rule is strict: the last mark must end the answer, and no other mark may say something
/// else. A mark that a judge merely quotes, before it goes on or stops, is never a verdict.
struct ClosingVerdictReader: Sendable {
  var contract: ClosingContract

  private struct Mark {
    var start: Int
    var value: Range<Int>
    var end: Int
    var isExact: Bool
  }

  /// The longest label between an opening and a closing mark, in bytes.
  private static let longestLabel = 64
  private static let decoration = Set(" \t\r\n*_`\"'.".utf8)

  func verdict(from completion: Completion) -> Verdict {
    let answer = AnswerText(completion)
    let text = answer.text
    guard !answer.isThinking, completion.finishReason != .contentFilter else {
      return answer.unreadable()
    }
    let marks = marks(in: text, answer.answer)
    guard let last = marks.last else { return answer.unreadable() }
    func unscored(_ reason: UnscoredReason, critique: String? = nil) -> Verdict {
      Verdict(.unscored(reason), critique: critique, reasoning: answer.reasoning)
    }
    let wasCut = completion.finishReason == .length
    // A cut text may still be thinking, and a cut number may have had more digits.
    if wasCut, contract.closing.isEmpty || !answer.hasEndedThinking { return unscored(.truncated) }
    let rest = last.end..<answer.answer.upperBound
    guard isDecoration(text, rest) else { return unscored(wasCut ? .truncated : .unparsed) }
    let critique = critique(in: text, answer.answer.lowerBound..<last.start)
    switch contract.space.read(text.string(last.value), at: .line) {
    case .unscored(let reason): return unscored(reason, critique: critique)
    case .judged(let judgment, var notes):
      if marks.dropLast().contains(where: { contradicts($0, judgment, in: text) }) {
        return unscored(.contradiction, critique: critique)
      }
      let isDecorated = !text.trimmed(rest).isEmpty || !last.isExact
      if isDecorated, !notes.contains(.decorated) { notes.append(.decorated) }
      if wasCut { notes.append(.truncated) }
      return Verdict(
        .judged(judgment), critique: critique, reasoning: answer.reasoning, notes: notes)
    }
  }

  /// Brackets may hold other things than labels; a result that cannot be read is one all the same.
  private func contradicts(_ mark: Mark, _ judgment: Judgment, in text: ByteText) -> Bool {
    switch contract.space.read(text.string(mark.value), at: .line) {
    case .judged(let other, _): other != judgment
    case .unscored: contract.closing.isEmpty
    }
  }

  private func critique(in text: ByteText, _ range: Range<Int>) -> String? {
    var range = text.trimmed(range)
    let opening = Array(contract.critiqueOpening.utf8)
    if !opening.isEmpty, text.has(opening, at: range.lowerBound) {
      let start = min(range.upperBound, range.lowerBound + opening.count)
      range = text.trimmed(start..<range.upperBound)
    }
    let closing = Array(contract.critiqueClosing.utf8).filter { !ByteText.isSpace($0) }
    if !closing.isEmpty, range.count >= closing.count,
      text.has(closing, at: range.upperBound - closing.count)
    {
      range = text.trimmed(range.lowerBound..<range.upperBound - closing.count)
    }
    return range.isEmpty ? nil : text.string(range)
  }

  // MARK: Marks

  private func marks(in text: ByteText, _ range: Range<Int>) -> [Mark] {
    // The space after a label such as `Score:` is no part of what makes the mark.
    let exact = Array(contract.opening.utf8)
    var opening = exact.map(ByteText.lowered)
    while opening.last == 0x20 { opening.removeLast() }
    var marks: [Mark] = []
    var index = range.lowerBound
    while let start = text.first(opening, in: index..<range.upperBound, ignoringCase: true) {
      index = start + opening.count
      guard let mark = mark(at: start, opening.count, in: text, range) else { continue }
      marks.append(mark)
    }
    return marks
  }

  private func mark(
    at start: Int, _ length: Int, in text: ByteText, _ range: Range<Int>
  ) -> Mark? {
    let exact = Array(contract.opening.utf8).prefix(length)
    let isExact = text.has(Array(exact), at: start)
    let first = start + length
    var mark: Mark
    if contract.closing.isEmpty {
      let rest = text.trimmed(first..<range.upperBound)
      let end = text.lineEnd(from: rest.lowerBound, limit: rest.upperBound)
      let value = text.trimmed(rest.lowerBound..<end)
      mark = Mark(start: start, value: value, end: end, isExact: isExact)
    } else {
      let closing = Array(contract.closing.lowercased().utf8)
      let limit = min(
        text.lineEnd(from: first, limit: range.upperBound),
        first + Self.longestLabel + closing.count)
      guard let close = text.first(closing, in: first..<limit, ignoringCase: true) else {
        return nil
      }
      mark = Mark(
        start: start, value: first..<close, end: close + closing.count, isExact: isExact)
    }
    if contract.isWholeLine {
      let end = text.lineEnd(from: mark.end, limit: range.upperBound)
      guard beginsLine(text, start, range), isDecoration(text, mark.end..<end) else { return nil }
    }
    return mark
  }

  private func beginsLine(_ text: ByteText, _ index: Int, _ range: Range<Int>) -> Bool {
    var start = index
    while start > range.lowerBound, text.bytes[start - 1] != 0x0A, text.bytes[start - 1] != 0x0D {
      guard Self.decoration.contains(text.bytes[start - 1]) || text.bytes[start - 1] == 0x23 else {
        return false
      }
      start -= 1
    }
    return true
  }

  private func isDecoration(_ text: ByteText, _ range: Range<Int>) -> Bool {
    text.bytes[range].allSatisfy(Self.decoration.contains)
  }
}
