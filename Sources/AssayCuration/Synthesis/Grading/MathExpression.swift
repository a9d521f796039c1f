// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A formula that can be worked out at given values of its letters.
indirect enum MathExpression: Hashable {
  case number(Double)
  case letter(String)
  case sum(MathExpression, MathExpression)
  case difference(MathExpression, MathExpression)
  case product(MathExpression, MathExpression)
  case quotient(MathExpression, MathExpression)
  case power(MathExpression, MathExpression)
  case negative(MathExpression)
  case function(String, MathExpression)

  /// The names of functions that are known.
  static let functions: Set<String> = [
    "sqrt", "cbrt", "sin", "cos", "tan", "ln", "log", "exp", "abs", "arcsin", "arccos", "arctan",
    "factorial",
  ]

  /// The letters in it, other than constants.
  var letters: Set<String> {
    switch self {
    case .number: []
    case .letter(let name): [name]
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right), .power(let left, let right):
      left.letters.union(right.letters)
    case .negative(let inner), .function(_, let inner): inner.letters
    }
  }

  /// The value where the letters have the given ones; `nil` where it is not defined there.
  func value(at letters: [String: Double]) -> Double? {
    guard let value = rawValue(letters), value.isFinite else { return nil }
    return value
  }

  private func rawValue(_ letters: [String: Double]) -> Double? {
    switch self {
    case .number(let value): return value
    case .letter(let name): return letters[name]
    case .sum(let left, let right): return Self.both(left, right, letters, +)
    case .difference(let left, let right): return Self.both(left, right, letters, -)
    case .product(let left, let right): return Self.both(left, right, letters, *)
    case .quotient(let left, let right):
      return Self.both(left, right, letters) { $1 == 0 ? .nan : $0 / $1 }
    case .power(let left, let right): return Self.both(left, right, letters, pow)
    case .negative(let inner): return inner.value(at: letters).map { -$0 }
    case .function(let name, let inner):
      return inner.value(at: letters).flatMap { Self.apply(name, to: $0) }
    }
  }

  private static func both(
    _ left: MathExpression, _ right: MathExpression, _ letters: [String: Double],
    _ operation: (Double, Double) -> Double
  ) -> Double? {
    guard let first = left.value(at: letters), let second = right.value(at: letters) else {
      return nil
    }
    return operation(first, second)
  }

  private static func apply(_ name: String, to value: Double) -> Double? {
    switch name {
    case "sqrt": value.squareRoot()
    case "cbrt": cbrt(value)
    case "sin": sin(value)
    case "cos": cos(value)
    case "tan": tan(value)
    case "arcsin": asin(value)
    case "arccos": acos(value)
    case "arctan": atan(value)
    case "ln": log(value)
    case "log": log10(value)
    case "exp": exp(value)
    case "abs": abs(value)
    case "factorial":
      value >= 0 && value <= 170 && value == value.rounded() ? tgamma(value + 1).rounded() : nil
    default: nil
    }
  }
}
