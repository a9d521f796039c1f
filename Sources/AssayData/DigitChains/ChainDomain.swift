// SPDX-License-Identifier: Apache-2.0

/// A kind of problem in the world of digit chains.
public enum ChainDomain: String, Sendable, Hashable, Codable, CaseIterable {
  /// Digits joined by `+`, `-` and `*`, worked out from left to right modulo 10.
  case arithmetic
  /// Truth values joined by `&` (and), `|` (or) and `^` (exclusive or), from left to right; `~`
  /// is not.
  case logic
  /// Digits to write down again, one by one.
  case copying
  /// Digits to put in rising order, the smallest of the rest first.
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

  /// The numbers of steps that its problems have, the answer not counted.
  public var stepCounts: ClosedRange<Int> { self == .sorting ? 2...4 : 2...5 }

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
