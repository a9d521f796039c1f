// SPDX-License-Identifier: Apache-2.0

/// Reads a formula as people and LaTeX write it.
///
/// It knows `+ - * /`, `\cdot`, `\times`, `\div`, `^`, `\frac`, `\sqrt[n]`, parentheses of all
/// kinds, functions, `\pi`, factorials, percent signs, mixed numbers (`3 1/2`, `3\frac{1}{2}`) and
/// products without a sign (`2x`, `3(x+1)`).
struct MathParser {
  private let tokens: [Token]
  private var position = 0
  private var depth = 0

  private enum Token: Hashable {
    case number(Double)
    case word(String)
    case sign(Character)
  }

  /// The formula, where the whole text is one.
  static func parse(_ text: String) -> MathExpression? {
    guard text.utf8.count <= 2_000, let tokens = tokens(of: text), !tokens.isEmpty else {
      return nil
    }
    var parser = MathParser(tokens: tokens)
    guard let expression = parser.sum(), parser.position == tokens.count else { return nil }
    return expression
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private static func tokens(of text: String) -> [Token]? {
    let characters = Array(text)
    var tokens: [Token] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace
        || character == "\\" && index + 1 < characters.count
          && ",;!: ".contains(characters[index + 1])
      {
        index += character.isWhitespace ? 1 : 2
      } else if character.isASCIIDigit || character == "." {
        var digits = ""
        while index < characters.count,
          characters[index].isASCIIDigit || characters[index] == "."
        {
          digits.append(characters[index])
          index += 1
        }
        guard let value = Double(digits.hasPrefix(".") ? "0" + digits : digits) else { return nil }
        tokens.append(.number(value))
      } else if character == "\\" {
        var end = index + 1
        while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
        let name = String(characters[(index + 1)..<end])
        if name.isEmpty {
          // An escaped sign, such as `\%` or `\{`.
          guard end < characters.count else { return nil }
          tokens.append(
            .sign(characters[end] == "{" ? "(" : characters[end] == "}" ? ")" : characters[end]))
          end += 1
        } else if !["left", "right", "displaystyle", "mathrm", "rm", "quad"].contains(name) {
          tokens.append(Self.command(name))
        }
        index = end
      } else if character.isLetter {
        var end = index
        while end < characters.count, characters[end].isLetter { end += 1 }
        let word = String(characters[index..<end])
        if MathExpression.functions.contains(word) || word == "pi" {
          tokens.append(.word(word))
        } else {
          // Letters beside each other are a product, as in `xy`.
          guard word.count <= 3 else { return nil }
          tokens += word.map { .word($0 == "π" ? "pi" : String($0)) }
        }
        index = end
      } else if character == "[", tokens.last == .word("sqrt"),
        let end = characters[index...].firstIndex(of: "]"),
        let degree = Double(String(characters[(index + 1)..<end])), degree != 0
      {
        tokens[tokens.count - 1] = .word("root")
        tokens.append(.number(degree))
        index = end + 1
      } else {
        tokens.append(.sign(Self.plain(character)))
        index += 1
      }
    }
    return tokens
  }

  private static func command(_ name: String) -> Token {
    switch name {
    case "cdot", "times", "ast": .sign("*")
    case "div": .sign("/")
    case "dfrac", "tfrac", "cfrac": .word("frac")
    default: .word(name)
    }
  }

  private static func plain(_ character: Character) -> Character {
    switch character {
    case "−", "–": "-"
    case "×", "·", "∙": "*"
    case "÷": "/"
    case "[", "{": "("
    case "]", "}": ")"
    default: character
    }
  }

  private mutating func sum() -> MathExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { return nil }
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard var left = product() else { return nil }
    if isNegative { left = .negative(left) }
    while true {
      if take("+") {
        guard let right = product() else { return nil }
        left = .sum(left, right)
      } else if take("-") {
        guard let right = product() else { return nil }
        left = .difference(left, right)
      } else {
        return left
      }
    }
  }

  private mutating func product() -> MathExpression? {
    guard var left = power() else { return nil }
    while true {
      if take("*") {
        guard let right = signedPower() else { return nil }
        left = .product(left, right)
      } else if take("/") {
        guard let right = signedPower() else { return nil }
        left = .quotient(left, right)
      } else if let mixed = mixedNumber(left) {
        left = mixed
      } else if beginsFactor {
        guard let right = power() else { return nil }
        left = .product(left, right)
      } else {
        return left
      }
    }
  }

  /// `3 1/2` and `3\frac{1}{2}` are three and a half, not a product.
  private mutating func mixedNumber(_ left: MathExpression) -> MathExpression? {
    guard case .number(let whole) = left, whole == whole.rounded(), position < tokens.count else {
      return nil
    }
    if case .number(let top) = tokens[position], position + 2 < tokens.count,
      tokens[position + 1] == .sign("/"), case .number(let bottom) = tokens[position + 2],
      bottom != 0
    {
      position += 3
      return .number(whole + top / bottom)
    }
    guard tokens[position] == .word("frac") else { return nil }
    guard let fraction = power(), case .quotient(.number(let top), .number(let bottom)) = fraction,
      bottom != 0
    else { return nil }
    return .number(whole + top / bottom)
  }

  private var beginsFactor: Bool {
    guard position < tokens.count else { return false }
    switch tokens[position] {
    case .number, .word: return true
    case .sign(let sign): return sign == "("
    }
  }

  private mutating func signedPower() -> MathExpression? {
    take("-") ? power().map { .negative($0) } : power()
  }

  private mutating func power() -> MathExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64, var base = factor() else { return nil }
    while true {
      if take("!") {
        base = .function("factorial", base)
      } else if take("%") {
        base = .quotient(base, .number(100))
      } else if take("°") {
        continue
      } else {
        break
      }
    }
    guard take("^") else { return base }
    // `^\circ` is a degree sign, which has no value of its own here.
    if position < tokens.count, tokens[position] == .word("circ") {
      position += 1
      return base
    }
    guard let exponent = signedPower() else { return nil }
    return .power(base, exponent)
  }

  private mutating func factor() -> MathExpression? {
    guard position < tokens.count else { return nil }
    let token = tokens[position]
    position += 1
    switch token {
    case .number(let value): return .number(value)
    case .sign("("):
      guard let inner = sum(), take(")") else { return nil }
      return inner
    case .sign("|"):
      guard let inner = sum(), take("|") else { return nil }
      return .function("abs", inner)
    case .sign("√"): return power().map { .function("sqrt", $0) }
    case .sign: return nil
    case .word("pi"): return .number(Double.pi)
    case .word("frac"):
      guard let top = argument(), let bottom = argument() else { return nil }
      return .quotient(top, bottom)
    case .word("sqrt"): return argument().map { .function("sqrt", $0) }
    case .word("root"):
      guard case .number(let degree)? = factor(), let inner = argument() else { return nil }
      return .power(inner, .number(1 / degree))
    case .word(let name) where MathExpression.functions.contains(name):
      return power().map { .function(name, $0) }
    case .word(let name): return .letter(name)
    }
  }

  /// What stands in braces, or one number or letter without them.
  private mutating func argument() -> MathExpression? {
    guard position < tokens.count else { return nil }
    if take("(") {
      guard let inner = sum(), take(")") else { return nil }
      return inner
    }
    return factor()
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard position < tokens.count, tokens[position] == .sign(sign) else { return false }
    position += 1
    return true
  }
}
