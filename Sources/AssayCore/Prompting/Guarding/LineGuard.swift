// SPDX-License-Identifier: Apache-2.0

/// Keeps lines of judged text from looking like lines of a frame that has no other escapes.
///
/// Such a line gets a backslash before it, and one that has backslashes there already one more,
/// so that nothing is lost.
struct LineGuard: Sendable {
  /// Whether a line, without backslashes before it, is one of the frame's.
  var isFrame: @Sendable (Substring) -> Bool

  func neutralised(_ text: String) -> String {
    var result = ""
    var line = text.startIndex
    while line < text.endIndex {
      let end = text[line...].firstIndex(where: \.isNewline) ?? text.endIndex
      let next = end < text.endIndex ? text.index(after: end) : end
      if isFrame(text[line..<end].drop { $0 == "\\" }) { result += "\\" }
      result += text[line..<next]
      line = next
    }
    return result
  }

  func restored(_ text: String) -> String {
    var result = ""
    var line = text.startIndex
    while line < text.endIndex {
      let end = text[line...].firstIndex(where: \.isNewline) ?? text.endIndex
      let next = end < text.endIndex ? text.index(after: end) : end
      let isBroken = text[line] == "\\" && isFrame(text[line..<end].drop { $0 == "\\" })
      result += text[(isBroken ? text.index(after: line) : line)..<next]
      line = next
    }
    return result
  }
}

extension Example {
  /// The example with the lines of everything that came with the data made harmless.
  func withLinesGuarded(by lines: LineGuard) -> Example {
    var copy = self
    copy.input = lines.neutralised(input)
    copy.responses = responses.map(lines.neutralised)
    copy.reference = reference.map(lines.neutralised)
    copy.steps = steps?.map(lines.neutralised)
    return copy
  }
}
