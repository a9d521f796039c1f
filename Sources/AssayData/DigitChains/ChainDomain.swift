// SPDX-License-Identifier: Apache-2.0

/// A kind of problem in the world of digit chains.
public enum ChainDomain: String, Sendable, Hashable, Codable, CaseIterable {
  /// A digit and operations on it, `+`, `-` and `*`, carried out one after the other modulo 10.
  case arithmetic
  /// A truth value and operations on it, `&` (and), `|` (or) and `^` (exclusive or), one after
  /// the other; `~` is not.
  case logic
  /// Digits to write down again, one by one.
  case copying
  /// Different digits to put in rising order, the smallest of the rest first.
  case sorting
}

extension ChainDomain {
  /// What the problem asks, in a word or two; the `instruction` of its examples.
  public var instruction: String {
    switch self {
    case .arithmetic: "mod 10"
    case .logic: "logic"
    case .copying: "copy"
    case .sorting: "sort"
    }
  }

  /// The domain with the instruction, if there is one.
  public init?(instruction: String) {
    guard let domain = Self.allCases.first(where: { $0.instruction == instruction }) else {
      return nil
    }
    self = domain
  }

  /// The numbers of steps that problems have, the answer not counted.
  public static let stepCounts = 2...5

  /// The kinds of error that a step of its solutions can have.
  public var stepErrors: [ChainError.Kind] {
    switch self {
    case .arithmetic, .logic, .sorting: [.wrongOperation, .wrongDigit, .miscopied, .skippedStep]
    case .copying: [.miscopied, .skippedStep]
    }
  }

  /// The values that a step of its solutions can have.
  var values: [String] { self == .logic ? ["F", "T"] : "0123456789".map(String.init) }

  /// The operands that a problem can have.
  var operands: [String] { self == .logic ? ["F", "T", "~F", "~T"] : values }

  /// The operations that a problem can have.
  var operations: [Character] {
    switch self {
    case .arithmetic: ["+", "-", "*"]
    case .logic: ["&", "|", "^"]
    case .copying, .sorting: []
    }
  }
}
