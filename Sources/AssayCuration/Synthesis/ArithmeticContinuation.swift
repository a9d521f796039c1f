// SPDX-License-Identifier: Apache-2.0

/// Works the rest of a calculation out again after one of its numbers has changed.
struct ArithmeticContinuation {
  /// The numbers of the question, which never change.
  let given: Set<Double>

  /// The rest with the new number, and with all results that follow from it.
  ///
  /// - Returns: `nil` where a result becomes negative, too long to write, or equal to the right
  ///   one, so that the fault would cancel.
  func carriedOn(_ text: String, from old: Double, to new: Double) -> String? {
    var changed: [Double: Double] = [old: new]
    var result = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let next = carriedOn(line: String(line), &changed) else { return nil }
      result += (index == 0 ? "" : "\n") + next
    }
    return result
  }

  private func carriedOn(line: String, _ changed: inout [Double: Double]) -> String? {
    let scanner = ArithmeticScanner(line)
    let equations = scanner.equations
    var replacements: [Range<Int>: String] = [:]
    for equation in equations {
      guard equation.operands.contains(where: { changed[$0.value] != nil }) else { continue }
      var expression: [Character] = []
      var position = equation.expression.lowerBound
      for operand in equation.operands {
        expression += scanner.characters[position..<operand.range.lowerBound]
        let value = changed[operand.value] ?? operand.value
        guard let text = ArithmeticScanner.text(value) else { return nil }
        expression +=
          value == operand.value ? Array(scanner.characters[operand.range]) : Array(text)
        position = operand.range.upperBound
      }
      expression += scanner.characters[position..<equation.expression.upperBound]
      var parser = ArithmeticParser(expression, 0..<expression.count)
      guard let value = parser.wholeValue(), value >= 0, value != equation.result.value,
        let text = ArithmeticScanner.text(value), !given.contains(equation.result.value)
      else { return nil }
      changed[equation.result.value] = value
      replacements[equation.result.range] = text
    }
    for number in scanner.numbers where replacements[number.range] == nil {
      guard let value = changed[number.value] else { continue }
      guard let text = ArithmeticScanner.text(value) else { return nil }
      replacements[number.range] = text
    }
    var result = ""
    var position = 0
    for (range, text) in replacements.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
      result += String(scanner.characters[position..<range.lowerBound]) + text
      position = range.upperBound
    }
    return result + String(scanner.characters[position...])
  }
}
