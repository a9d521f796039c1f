// SPDX-License-Identifier: Apache-2.0

/// Finds the final answer in a worked solution.
public enum FinalAnswer {
  /// The answer, by the first of these that the text has: the last `\boxed{…}`, the text after
  /// the last `####`, the text after the last "answer is" or "answer:", and where `lastNumber` is
  /// set, the last number.
  public static func find(in text: String, lastNumber: Bool = true) -> String? {
    if let boxed = lastBoxed(text) { return boxed }
    if let marked = afterLast("####", in: text) { return marked }
    for phrase in ["answer is", "answer:", "Answer:"] {
      if let found = afterLast(phrase, in: text) { return found }
    }
    guard lastNumber else { return nil }
    let scanner = ArithmeticScanner(text)
    guard let number = scanner.numbers.last else { return nil }
    let start = number.range.lowerBound
    let isNegative =
      start > 0 && scanner.characters[start - 1] == "-"
      && (start == 1
        || !(scanner.characters[start - 2].isNumber || scanner.characters[start - 2].isLetter))
    return (isNegative ? "-" : "") + String(scanner.characters[number.range])
  }

  /// What stands in the last `\boxed{…}` or `\fbox{…}` whose braces close.
  private static func lastBoxed(_ text: String) -> String? {
    var found: String?
    for mark in ["\\boxed{", "\\fbox{"] {
      var rest = text[...]
      while let start = rest.firstRange(of: mark) {
        var depth = 1
        var index = start.upperBound
        while index < rest.endIndex, depth > 0 {
          if rest[index] == "{" { depth += 1 }
          if rest[index] == "}" { depth -= 1 }
          if depth > 0 { index = rest.index(after: index) }
        }
        if depth == 0 { found = String(rest[start.upperBound..<index]) }
        rest = rest[start.upperBound...]
      }
      if found != nil { return found }
    }
    return nil
  }

  /// The rest of the line after the last occurrence, without a full stop at its end.
  private static func afterLast(_ mark: String, in text: String) -> String? {
    guard let start = text.ranges(of: mark).last?.upperBound else { return nil }
    var line = text[start...].drop { $0 == ":" || $0 == "*" || $0.isWhitespace }
    if let end = line.firstIndex(where: \.isNewline) { line = line[..<end] }
    var answer = line.drop { $0.isWhitespace }
    while let last = answer.last, last.isWhitespace || last == "." || last == "*" {
      answer.removeLast()
    }
    return answer.isEmpty ? nil : String(answer)
  }
}
