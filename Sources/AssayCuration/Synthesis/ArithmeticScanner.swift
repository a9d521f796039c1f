// SPDX-License-Identifier: Apache-2.0

/// Finds the equations `2 x (3 + 4) = 14` in a text, and reckons with them.
struct ArithmeticScanner {
  /// A number as it stands in the text.
  struct Number: Hashable {
    var range: Range<Int>
    var value: Double
  }

  /// An expression, the sign of equality, and a number.
  struct Equation: Hashable {
    /// The expression's place.
    var expression: Range<Int>
    var operands: [Number]
    /// The places of its operators.
    var operators: [Int]
    var result: Number
  }

  let characters: [Character]

  init(_ text: String) { characters = Array(text) }

  /// The equations that are right as they stand, in the order of the text.
  var equations: [Equation] {
    characters.indices.compactMap { index in
      characters[index] == "=" ? equation(around: index) : nil
    }
  }

  /// All numbers of the text.
  var numbers: [Number] {
    var numbers: [Number] = []
    var index = 0
    while index < characters.count {
      if let number = number(at: index) {
        numbers.append(number)
        index = number.range.upperBound
      } else {
        index += 1
      }
    }
    return numbers
  }

  private func equation(around sign: Int) -> Equation? {
    var end = sign + 1
    while end < characters.count, characters[end] == " " || characters[end] == "$" { end += 1 }
    guard let result = number(at: end) else { return nil }
    // A result that goes on is an expression: `3 + 4 = 7 + 0`.
    var next = result.range.upperBound
    while next < characters.count, characters[next] == " " { next += 1 }
    if next < characters.count, Self.operators.contains(characters[next]) { return nil }
    var start = sign
    while start > 0, Self.mayStand(characters[start - 1]) { start -= 1 }
    while start < sign, !(characters[start].isNumber || characters[start] == "(") { start += 1 }
    let expression = start..<sign
    var parser = ArithmeticParser(characters, expression)
    guard let value = parser.wholeValue(), !parser.operators.isEmpty,
      Self.agree(value, result.value)
    else { return nil }
    return Equation(
      expression: expression, operands: parser.operands, operators: parser.operators,
      result: result)
  }

  /// The number that begins at the place, with thousands commas and decimals.
  func number(at start: Int) -> Number? {
    Self.number(in: characters, at: start)
  }

  static func number(in characters: [Character], at start: Int) -> Number? {
    guard characters.indices.contains(start), characters[start].isASCIIDigit,
      start == 0 || !(characters[start - 1].isASCIIDigit || characters[start - 1].isLetter)
    else { return nil }
    var digits = ""
    var end = start
    while end < characters.count {
      let character = characters[end]
      let following = end + 1 < characters.count && characters[end + 1].isASCIIDigit
      if character.isASCIIDigit {
        digits.append(character)
      } else if character == ",", following, Self.isThousands(characters, after: end) {
        // The comma is not part of the value.
      } else if character == ".", following, !digits.contains(".") {
        digits.append(character)
      } else {
        break
      }
      end += 1
    }
    return Double(digits).map { Number(range: start..<end, value: $0) }
  }

  private static func isThousands(_ characters: [Character], after comma: Int) -> Bool {
    let group = characters[(comma + 1)...].prefix(4)
    return group.prefix(3).count == 3 && group.prefix(3).allSatisfy(\.isASCIIDigit)
      && !(group.dropFirst(3).first?.isASCIIDigit ?? false)
  }

  /// Equal, or equal as far as the written number goes.
  static func agree(_ value: Double, _ written: Double) -> Bool {
    abs(value - written) <= max(1e-9, abs(written) * 1e-9)
  }

  static let operators: Set<Character> = ["+", "-", "*", "/", "x", "×", "÷"]

  private static func mayStand(_ character: Character) -> Bool {
    character.isASCIIDigit || operators.contains(character) || " .,()$%".contains(character)
  }

  /// A number as people write it: whole, or with at most four decimals; `nil` for others.
  static func text(_ value: Double) -> String? {
    guard value.isFinite, abs(value) < 1e12 else { return nil }
    if value == value.rounded() { return "\(Int(value))" }
    let scaled = (value * 10_000).rounded()
    guard abs(scaled / 10_000 - value) < 1e-9 else { return nil }
    return "\(scaled / 10_000)"
  }
}

extension Character {
  var isASCIIDigit: Bool { isASCII && isNumber }
}

/// Reads an expression of numbers, `+ - * /`, their printed forms, and parentheses.
struct ArithmeticParser {
  private let characters: [Character]
  private let end: Int
  private var position: Int
  private(set) var operands: [ArithmeticScanner.Number] = []
  private(set) var operators: [Int] = []
  private var depth = 0

  init(_ characters: [Character], _ range: Range<Int>) {
    self.characters = characters
    position = range.lowerBound
    end = range.upperBound
  }

  /// The value, where the whole range is one expression.
  mutating func wholeValue() -> Double? {
    guard let value = sum() else { return nil }
    skipBlanks()
    return position == end ? value : nil
  }

  private mutating func sum() -> Double? {
    guard var value = product() else { return nil }
    while let sign = take(["+", "-"]) {
      guard let next = product() else { return nil }
      value = sign == "+" ? value + next : value - next
    }
    return value
  }

  private mutating func product() -> Double? {
    guard var value = factor() else { return nil }
    while let sign = take(["*", "/", "x", "×", "÷"]) {
      guard let next = factor() else { return nil }
      if "/÷".contains(sign) {
        guard next != 0 else { return nil }
        value /= next
      } else {
        value *= next
      }
    }
    return value
  }

  private mutating func factor() -> Double? {
    skipBlanks()
    guard position < end, depth < 32 else { return nil }
    if characters[position] == "(" {
      position += 1
      depth += 1
      defer { depth -= 1 }
      guard let value = sum() else { return nil }
      skipBlanks()
      guard position < end, characters[position] == ")" else { return nil }
      position += 1
      return value
    }
    guard let number = ArithmeticScanner.number(in: characters, at: position),
      number.range.upperBound <= end
    else { return nil }
    position = number.range.upperBound
    operands.append(number)
    guard position < end, characters[position] == "%" else { return number.value }
    position += 1
    return number.value / 100
  }

  private mutating func take(_ signs: Set<Character>) -> Character? {
    skipBlanks()
    guard position < end, signs.contains(characters[position]) else { return nil }
    operators.append(position)
    position += 1
    return characters[position - 1]
  }

  private mutating func skipBlanks() {
    while position < end, characters[position] == " " || characters[position] == "$" {
      position += 1
    }
  }
}
