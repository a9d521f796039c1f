// SPDX-License-Identifier: Apache-2.0

/// A final answer without what does not matter: dollar signs, `\text`, units, "x =".
struct AnswerText {
  /// The text in lower case without blanks and LaTeX commands for looks.
  let words: String
  /// The text as a formula.
  let plain: String
  /// The parts of a tuple, an interval, a set or a list; one for a single answer.
  let parts: [String]
  /// Whether the parts' order matters.
  let isOrdered: Bool
  /// The kinds of bracket around the parts, which tell open intervals from closed ones.
  let brackets: String

  init(_ text: String) {
    var text = Self.withoutLooks(text)
    if let sign = Self.assignment(text) { text = String(text[sign...]) }
    plain = Self.withoutUnit(text)
    words = Self.words(plain)
    let inner = Self.inner(plain)
    isOrdered =
      inner.brackets == "()" || inner.brackets.contains("[") || inner.brackets.contains("]")
    let parts = Self.split(inner.text)
    self.parts = parts.count > 1 ? parts : [plain]
    brackets = parts.count > 1 ? inner.brackets.replacing("{}", with: "") : ""
  }

  private static func withoutLooks(_ text: String) -> String {
    var result = text
    for (old, new) in [
      ("\\left", ""), ("\\right", ""), ("\\!", ""), ("\\,", ""), ("\\;", " "), ("\\ ", " "),
      ("\\$", ""), ("$", ""), ("^\\circ", ""), ("^{\\circ}", ""), ("°", ""), ("{,}", ","),
      ("\\(", ""), ("\\)", ""), ("\\displaystyle", ""), ("\\{", "{"), ("\\}", "}"),
      ("\\dfrac", "\\frac"), ("\\tfrac", "\\frac"), ("\\%", "%"),
    ] {
      result = result.replacing(old, with: new)
    }
    result.replace(/\\frac(\d)(\d)/) { "\\frac{\($0.output.1)}{\($0.output.2)}" }
    result.replace(/\\frac(\d)\{/) { "\\frac{\($0.output.1)}{" }
    result.replace(/\\sqrt(\d)/) { "\\sqrt{\($0.output.1)}" }
    // Thousands: 1,234,567 but not the pair (1,234).
    result.replace(/(^|[^\d,(\[{])(\d{1,3}(?:,\d{3})+)(?![\d,])/) {
      $0.output.1 + $0.output.2.replacing(",", with: "")
    }
    result.replace(/\\(?:text|mbox|textbf|mathrm|mathbf|operatorname)\s*\{([^{}]*)\}/) {
      "\($0.output.1)"
    }
    let trimmed = result.trimmingBlanks
    return trimmed.hasSuffix(".") ? String(trimmed.dropLast()).trimmingBlanks : trimmed
  }

  /// Where the answer begins in `x = 5`, and not in an equation or a list of several.
  private static func assignment(_ text: String) -> String.Index? {
    guard let sign = text.firstIndex(of: "="),
      text[text.index(after: sign)...].contains("=") == false
    else { return nil }
    let name = text[..<sign].trimmingBlanks
    guard !name.isEmpty, name.count <= 6,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "_()'".contains($0) }),
      name.first?.isLetter ?? false
    else { return nil }
    return text.index(after: sign)
  }

  /// Drops words after a number, such as `km` or `square meters`.
  private static func withoutUnit(_ text: String) -> String {
    let text = text.trimmingBlanks
    guard
      let match = text.wholeMatch(
        of: /(-?[\d.,]+(?:\/[\d.]+)?|-?\\frac\{\d+\}\{\d+\})\s*([A-Za-z][A-Za-z .]*(?:\^\{?\d\}?)?)/
      ),
      match.output.2.count > 1 || "mgslhLN".contains(match.output.2)
    else { return text }
    // `2pi` and `3sqrt` are no units.
    guard
      !["pi", "sqrt", "sin", "cos", "tan", "ln", "log", "exp", "or", "and"]
        .contains(where: { match.output.2.hasPrefix($0) })
    else { return text }
    return String(match.output.1)
  }

  private static func words(_ text: String) -> String {
    var words = ""
    var isParted = false
    for character in text.lowercased() where character != "\\" {
      if character.isWhitespace {
        isParted = true
        continue
      }
      // A blank between two digits parts two numbers: `3 1/2` is not `31/2`.
      if isParted, character.isNumber, words.last?.isNumber ?? false { words.append(" ") }
      words.append(character)
      isParted = false
    }
    return words
  }

  private static func inner(_ text: String) -> (text: String, brackets: String) {
    guard let first = text.first, let last = text.last, text.count > 2, "([{".contains(first),
      ")]}".contains(last)
    else { return (text, "") }
    // The brackets must belong together: not `(1)(2)`.
    var depth = 0
    for (offset, character) in text.enumerated() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, offset < text.count - 1 { return (text, "") }
    }
    return (String(text.dropFirst().dropLast()), "\(first)\(last)")
  }

  /// The parts between commas, semicolons, "and" and "or" that stand in no bracket.
  private static func split(_ text: String) -> [String] {
    let text = text.replacing(/\s+(?:and|or)\s+/, with: ",").replacing(";", with: ",")
    var parts = [""]
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    let trimmed = parts.map(\.trimmingBlanks)
    return trimmed.allSatisfy { !$0.isEmpty } ? trimmed : [text]
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text = text.dropFirst() }
    while text.last?.isWhitespace ?? false { text = text.dropLast() }
    return String(text)
  }
}
