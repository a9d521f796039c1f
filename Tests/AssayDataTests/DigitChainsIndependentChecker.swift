// SPDX-License-Identifier: Apache-2.0

/// Finds the first wrong line of a solution from the shown texts alone, by other means than the
/// generator's: numbers in place of texts, tables in place of operations, sorting by the library.
enum IndependentChecker {
  /// The 0-based index of the first wrong line, `nil` for none.
  static func firstError(instruction: String, input: String, lines: [String]) -> Int? {
    switch instruction {
    case "mod 10":
      chain(symbols(input, "+-*"), lines, "+-*") {
        [($0 + $2) % 10, ($0 + 10 - $2) % 10, $0 * $2 % 10][$1]
      }
    case "logic":
      chain(symbols(input, "&|^"), lines, "&|^") { [$0 & $2, $0 | $2, $0 ^ $2][$1] }
    case "copy": written(input.filter { $0.isNumber }.map { $0 }, lines)
    default: written(input.sorted(), lines)
    }
  }

  /// Whether every line after the wrong one follows from the lines before it.
  static func laterLinesFollow(instruction: String, lines: [String], after error: Int) -> Bool {
    let answer = lines.count - 1
    switch instruction {
    case "mod 10", "logic":
      for index in (error + 1)..<max(error + 1, lines.count) where index > 0 {
        let before = lines[index - 1].split(separator: "=").last.map(String.init) ?? ""
        let isRight =
          index == answer
          ? lines[index] == "=" + before
          : firstError(
            instruction: instruction,
            input: before + "\na"
              + lines[index].drop { !"+-*&|^".contains($0) }.prefix { $0 != "=" },
            lines: [lines[index]]) != 0
        if !isRight { return false }
      }
      return true
    default: return error == answer || lines[answer] == "=" + lines[..<answer].joined()
    }
  }

  struct Symbols {
    var numbers: [Int] = []
    /// The operands as they are written.
    var texts: [String] = []
    var signs: [Int] = []
  }

  private static func symbols(_ text: String, _ signs: String) -> Symbols {
    var result = Symbols()
    for (index, line) in text.split(separator: "\n").enumerated() {
      var word = index == 0 ? String(line) : String(line.dropFirst())
      if index > 0 {
        result.signs.append(Array(signs).firstIndex(of: word.removeFirst()) ?? 0)
      }
      result.texts.append(word)
      let value = ["T": 1, "F": 0][word.suffix(1)] ?? Int(word) ?? -1
      result.numbers.append(word.hasPrefix("~") ? 1 - value : value)
    }
    return result
  }

  private static func chain(
    _ question: Symbols, _ lines: [String], _ signs: String, _ table: (Int, Int, Int) -> Int
  ) -> Int? {
    let isLogic = signs == "&|^"
    func shown(_ value: Int) -> String { isLogic ? (value == 1 ? "T" : "F") : "\(value)" }
    var value = question.numbers[0]
    var left = question.texts[0]
    for (index, sign) in question.signs.enumerated() {
      value = table(value, sign, question.numbers[index + 1])
      let line = "\(left)\(Array(signs)[sign])\(question.texts[index + 1])=\(shown(value))"
      guard index < lines.count, lines[index] == line else { return index }
      left = shown(value)
    }
    return lines.count == question.signs.count + 1 && lines.last == "=" + shown(value)
      ? nil : question.signs.count
  }

  private static func written(_ digits: [Character], _ lines: [String]) -> Int? {
    let expected = digits.map { String($0) } + ["=" + String(digits)]
    return (0..<expected.count).first { $0 >= lines.count || lines[$0] != expected[$0] }
  }
}
