// SPDX-License-Identifier: Apache-2.0

/// `algebra`: a slip in a line of algebra with letters in it.
///
/// - `sign`: a plus becomes a minus, or a minus a plus.
/// - `coefficient`: a number before a letter or a parenthesis is off by one.
/// - `exponent`: an exponent is off by one.
///
/// Only lines with an equation that holds a letter are touched.
public struct AlgebraInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "algebra", summary: "A slip of sign, coefficient or exponent in a line of algebra.",
    kinds: ["algebra/sign", "algebra/coefficient", "algebra/exponent"])

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let characters = Array(subject.text)
    var faults: [InjectedFault] = []
    var start = 0
    while start <= characters.count {
      let end = characters[start...].firstIndex { $0.isNewline } ?? characters.count
      for formula in Self.formulas(characters, start..<end) {
        faults += slips(in: formula, characters, subject)
      }
      start = end + 1
    }
    return faults
  }

  private func slips(
    in formula: Range<Int>, _ characters: [Character], _ subject: InjectionSubject
  ) -> [InjectedFault] {
    formula.flatMap { index -> [InjectedFault] in
      let place = index..<(index + 1)
      switch characters[index] {
      case "+", "-":
        // A sign at the very beginning, or after another one, belongs to its number.
        let before = characters[formula.lowerBound..<index].last { $0 != " " }
        guard let before, !"+-*/=(^{".contains(before) else { return [] }
        let other = characters[index] == "+" ? "-" : "+"
        return [subject.replacing(place, of: characters, with: other, kind: "algebra/sign")]
      case "0"..."9":
        guard let number = ArithmeticScanner.number(in: characters, at: index),
          number.range.upperBound <= formula.upperBound,
          let value = Int(exactly: number.value), value < 1_000_000
        else { return [] }
        let before = characters[formula.lowerBound..<index].last { $0 != "{" }
        let next =
          number.range.upperBound < formula.upperBound
          ? characters[number.range.upperBound] : Character(" ")
        let isExponent = before == "^"
        guard isExponent || next.isLetter || next == "(" else { return [] }
        return [value + 1, value - 1].filter { $0 > 1 }.map {
          subject.replacing(
            number.range, of: characters, with: "\($0)",
            kind: isExponent ? "algebra/exponent" : "algebra/coefficient")
        }
      default: return []
      }
    }
  }

  /// The runs of a line that look like a formula: signs, numbers, and letters that stand alone.
  private static func formulas(_ characters: [Character], _ line: Range<Int>) -> [Range<Int>] {
    var formulas: [Range<Int>] = []
    var start: Int?
    func end(_ index: Int) {
      guard let begin = start else { return }
      let formula = characters[begin..<index]
      if formula.contains("="), formula.contains(where: \.isLetter) {
        formulas.append(begin..<index)
      }
      start = nil
    }
    for index in line {
      let character = characters[index]
      let isAlone =
        character.isLetter && character.isASCII
        && !(index > line.lowerBound && characters[index - 1].isLetter)
        && !(index + 1 < line.upperBound && characters[index + 1].isLetter)
      if isAlone || character.isASCIIDigit || "+-*/=^(){} .".contains(character) {
        start = start ?? index
      } else {
        end(index)
      }
    }
    end(line.upperBound)
    return formulas
  }
}
