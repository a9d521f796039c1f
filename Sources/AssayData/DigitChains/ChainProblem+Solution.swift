// SPDX-License-Identifier: Apache-2.0

import AssayCore

extension ChainProblem {
  /// The right lines: one a step, and the answer with `=` before it.
  public var solution: [String] {
    var unused = SeededGenerator(seed: 0)
    return worked(with: nil, &unused)
  }

  /// Lines with exactly the given first error, which later steps carry on.
  ///
  /// - Parameter changesAnswer: Whether a solution whose answer comes out right all the same
  ///   will not do.
  /// - Returns: The lines, or `nil` where a few dozen attempts found none: a later step can hide
  ///   every error of an earlier one, such as `*0`.
  func solution(
    with error: ChainError, changesAnswer: Bool, from generator: inout SeededGenerator
  ) -> [String]? {
    let right = solution
    for _ in 0..<32 {
      let lines = worked(with: error, &generator)
      guard Self.firstDifference(lines, right) == error.step else { continue }
      if changesAnswer, lines.last == right.last { continue }
      return lines
    }
    return nil
  }

  /// The 0-based index of the first line that is not the right one, or `nil` where all are.
  public func firstError(in lines: [String]) -> Int? { Self.firstDifference(lines, solution) }

  private static func firstDifference(_ lines: [String], _ right: [String]) -> Int? {
    for (index, pair) in zip(lines, right).enumerated() where pair.0 != pair.1 { return index }
    return lines.count == right.count ? nil : min(lines.count, right.count)
  }

  private func worked(
    with error: ChainError?, _ generator: inout SeededGenerator
  ) -> [String] {
    var (lines, answer) =
      switch terms {
      case .chain(let first, let links): chain(first, links, error, &generator)
      case .digits(let digits) where domain == .copying: copy(digits, error, &generator)
      case .digits(let digits): sort(digits, error, &generator)
      }
    if error?.kind == .wrongAnswer {
      answer =
        domain == .logic
        ? domain.values.filter { $0 != answer }.joined()
        : Self.changed(Array(answer), &generator)
    }
    return lines + ["=\(answer)"]
  }

  private func chain(
    _ first: String, _ links: [Link], _ error: ChainError?, _ generator: inout SeededGenerator
  ) -> ([String], String) {
    var lines: [String] = []
    var value = first
    for (index, link) in links.enumerated() {
      let slip = error?.step == index ? error?.kind : nil
      var link = link
      if slip == .skippedStep { continue }
      if slip == .wrongOperation {
        link.operation = Self.other(than: link.operation, in: domain.operations, &generator)
      }
      var left = value
      if slip == .miscopied {
        if generator.below(2) == 0 {
          left = Self.other(than: left, in: domain.operands, &generator)
        } else {
          link.operand = Self.other(than: link.operand, in: domain.operands, &generator)
        }
      }
      value = domain.apply(link.operation, left, link.operand)
      if slip == .wrongDigit { value = Self.other(than: value, in: domain.values, &generator) }
      lines.append("\(left)\(link.operation)\(link.operand)=\(value)")
    }
    return (lines, value)
  }

  private func copy(
    _ digits: [Character], _ error: ChainError?, _ generator: inout SeededGenerator
  ) -> ([String], String) {
    var lines: [String] = []
    for (index, digit) in digits.enumerated() {
      let slip = error?.step == index ? error?.kind : nil
      if slip == .skippedStep { continue }
      lines.append(slip == .miscopied ? Self.changed([digit], &generator) : String(digit))
    }
    return (lines, lines.joined())
  }

  private func sort(
    _ digits: [Character], _ error: ChainError?, _ generator: inout SeededGenerator
  ) -> ([String], String) {
    var rest = digits.sorted()
    var lines: [String] = []
    for index in digits.indices {
      let slip = error?.step == index ? error?.kind : nil
      let place =
        switch slip {
        case .wrongOperation: rest.count - 1
        case .wrongDigit: generator.below(rest.count)
        default: 0
        }
      let taken = rest.remove(at: place)
      if slip == .skippedStep { continue }
      lines.append(slip == .miscopied ? Self.changed([taken], &generator) : String(taken))
    }
    return (lines, lines.joined())
  }

  /// The digits with one of them replaced by another.
  private static func changed(
    _ digits: [Character], _ generator: inout SeededGenerator
  ) -> String {
    var changed = digits
    let place = generator.below(digits.count)
    changed[place] = other(than: digits[place], in: Self.digits, &generator)
    return String(changed)
  }

  private static func other<Choice: Equatable>(
    than choice: Choice, in choices: [Choice], _ generator: inout SeededGenerator
  ) -> Choice {
    generator.element(of: choices.filter { $0 != choice }) ?? choice
  }
}

extension ChainDomain {
  /// One operation on two operands as they are written.
  func apply(_ operation: Character, _ left: String, _ right: String) -> String {
    switch self {
    case .logic:
      let (left, right) = (Self.truth(left), Self.truth(right))
      let value =
        switch operation {
        case "&": left && right
        case "|": left || right
        default: left != right
        }
      return value ? "T" : "F"
    case .arithmetic, .copying, .sorting:
      let (left, right) = (Int(left) ?? 0, Int(right) ?? 0)
      let value =
        switch operation {
        case "+": left + right
        case "-": left - right + 10
        default: left * right
        }
      return "\(value % 10)"
    }
  }

  private static func truth(_ operand: String) -> Bool {
    operand.hasPrefix("~") ? operand == "~F" : operand == "T"
  }
}
