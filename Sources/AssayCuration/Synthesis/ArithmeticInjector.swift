// SPDX-License-Identifier: Apache-2.0

/// `arithmetic`: one wrong step in a worked calculation, and what follows from it.
///
/// - `wrong-result`: the expression stays, its result is off by one, by ten, or has two digits
///   exchanged.
/// - `wrong-operator`: another operation is carried out, correctly.
/// - `wrong-operand`: another number of the question is used, correctly.
///
/// Only equations that are right as they stand are broken, so that the fault is the first one. What
/// comes after is carried on with the wrong number, as a person would: later equations that use it
/// are worked out again, and the final answer changes. A fault whose wrong number cannot be told
/// from a given one, or that leads to a number nobody would write, is not offered.
public struct ArithmeticInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "arithmetic", summary: "One wrong step in a worked calculation, carried on to the end.",
    kinds: ["arithmetic/wrong-result", "arithmetic/wrong-operator", "arithmetic/wrong-operand"])

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let scanner = ArithmeticScanner(subject.text)
    let given = Set(ArithmeticScanner(subject.question).numbers.map(\.value))
    return scanner.equations.flatMap { equation in
      results(of: equation) + operators(of: equation, scanner.characters)
        + operands(of: equation, scanner.characters, given: given)
    }.compactMap { change in
      applied(change, scanner, given: given)
    }
  }

  /// Another text in the place of an equation's.
  private struct Change {
    var kind: String
    var equation: ArithmeticScanner.Equation
    /// What is wrong in itself.
    var place: Range<Int>
    var text: String
    var result: Double
  }

  private func results(of equation: ArithmeticScanner.Equation) -> [Change] {
    let right = equation.result.value
    var values = [right + 1, right - 1, right + 10, right - 10]
    if right == right.rounded(), right >= 10, right < 1e9 {
      var digits = Array("\(Int(right))")
      digits.swapAt(digits.count - 1, digits.count - 2)
      if let exchanged = Double(String(digits)), exchanged >= 10 || right < 100 {
        values.append(exchanged)
      }
    }
    var seen: Set<Double> = [right]
    return values.filter { $0 > 0 && seen.insert($0).inserted }.compactMap { value in
      ArithmeticScanner.text(value).map {
        Change(
          kind: "arithmetic/wrong-result", equation: equation, place: equation.result.range,
          text: $0, result: value)
      }
    }
  }

  private func operators(
    of equation: ArithmeticScanner.Equation, _ characters: [Character]
  ) -> [Change] {
    equation.operators.flatMap { place in
      ["+", "-", "*", "/"].filter { $0 != Self.plain(characters[place]) }.compactMap { sign in
        change("arithmetic/wrong-operator", equation, characters, place..<(place + 1), "\(sign)")
      }
    }
  }

  private static func plain(_ sign: Character) -> Character {
    switch sign {
    case "x", "×": "*"
    case "÷": "/"
    default: sign
    }
  }

  private func operands(
    of equation: ArithmeticScanner.Equation, _ characters: [Character], given: Set<Double>
  ) -> [Change] {
    equation.operands.flatMap { operand in
      given.sorted().filter { $0 != operand.value }.compactMap { value in
        ArithmeticScanner.text(value).flatMap {
          change("arithmetic/wrong-operand", equation, characters, operand.range, $0)
        }
      }
    }
  }

  /// A changed expression with its own, correctly reckoned result.
  private func change(
    _ kind: String, _ equation: ArithmeticScanner.Equation, _ characters: [Character],
    _ place: Range<Int>, _ text: String
  ) -> Change? {
    let expression =
      characters[equation.expression.lowerBound..<place.lowerBound] + Array(text)
      + characters[place.upperBound..<equation.expression.upperBound]
    var parser = ArithmeticParser(Array(expression), 0..<expression.count)
    guard let value = parser.wholeValue(), value > 0, value != equation.result.value,
      ArithmeticScanner.text(value) != nil
    else { return nil }
    return Change(kind: kind, equation: equation, place: place, text: text, result: value)
  }

  private func applied(
    _ change: Change, _ scanner: ArithmeticScanner, given: Set<Double>
  ) -> InjectedFault? {
    let equation = change.equation
    // A result that is also a given number could not be followed through the rest.
    guard !given.contains(equation.result.value),
      let result = ArithmeticScanner.text(change.result)
    else { return nil }
    let characters = scanner.characters
    var head = String(characters[..<change.place.lowerBound]) + change.text
    if change.place.upperBound <= equation.result.range.lowerBound {
      head += String(characters[change.place.upperBound..<equation.result.range.lowerBound])
      head += result
    }
    let tail = String(characters[equation.result.range.upperBound...])
    guard
      let rest = ArithmeticContinuation(given: given).carriedOn(
        tail, from: equation.result.value, to: change.result)
    else { return nil }
    return InjectedFault(
      kind: change.kind, text: head + rest, before: String(characters[change.place]),
      after: change.text, offset: change.place.lowerBound,
      line: characters[..<change.place.lowerBound].count { $0.isNewline })
  }
}
