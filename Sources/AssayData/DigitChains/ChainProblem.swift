// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// One problem of the world of digit chains: what is asked, and the steps that answer it.
public struct ChainProblem: Sendable, Hashable {
  public let domain: ChainDomain
  let terms: Terms

  /// The problem taken apart.
  enum Terms: Sendable, Hashable {
    case chain(first: String, links: [Link])
    case digits([Character])
  }

  /// One operation of a chain and its right operand.
  struct Link: Sendable, Hashable {
    var operation: Character
    var operand: String
  }

  init(_ domain: ChainDomain, _ terms: Terms) {
    self.domain = domain
    self.terms = terms
  }

  /// The problem as it is shown: for a chain its first value and the operations, each on a line
  /// behind its letter; for copying the digits on lines of their own; for sorting the digits.
  public var input: String {
    switch terms {
    case .chain(let first, let links):
      "\(first)\n" + ChainText.lettered(links.map { "\($0.operation)\($0.operand)" })
    case .digits(let digits) where domain == .copying:
      ChainText.lettered(digits.map(String.init))
    case .digits(let digits): String(digits)
    }
  }

  /// How many steps solve it, the answer not counted.
  public var stepCount: Int {
    switch terms {
    case .chain(_, let links): links.count
    case .digits(let digits): digits.count
    }
  }

  /// A hash of what is asked: equal problems have equal groups, under every seed.
  public var group: String {
    let hash = StableHash.fnv1a("\(domain.instruction)\n\(input)")
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Draws a problem of the domain; every number of steps is as likely as the others.
  static func draw(_ domain: ChainDomain, from generator: inout SeededGenerator) -> ChainProblem {
    let counts = ChainDomain.stepCounts
    let count = counts.lowerBound + generator.below(counts.count)
    func pick<Choice>(_ choices: [Choice], _ generator: inout SeededGenerator) -> Choice {
      choices[generator.below(choices.count)]
    }
    switch domain {
    case .arithmetic, .logic:
      let first = pick(domain.operands, &generator)
      let links = (0..<count).map { _ in
        Link(
          operation: pick(domain.operations, &generator),
          operand: pick(domain.operands, &generator))
      }
      return ChainProblem(domain, .chain(first: first, links: links))
    case .copying:
      return ChainProblem(
        domain, .digits((0..<count).map { _ in pick(Self.digits, &generator) }))
    case .sorting:
      return ChainProblem(domain, .digits(Array(generator.shuffled(Self.digits).prefix(count))))
    }
  }

  static let digits = Array("0123456789")
}

extension ChainProblem {
  /// Reads a problem as it is shown; `nil` where the text is none of the domain.
  public init?(domain: ChainDomain, input: String) {
    switch domain {
    case .arithmetic, .logic:
      let lines = ChainText.lines(of: input)
      let links = lines.dropFirst().compactMap { line -> Link? in
        guard let operation = line.first, domain.operations.contains(operation),
          domain.operands.contains(String(line.dropFirst()))
        else { return nil }
        return Link(operation: operation, operand: String(line.dropFirst()))
      }
      guard let first = lines.first, domain.operands.contains(first), !links.isEmpty else {
        return nil
      }
      self.init(domain, .chain(first: first, links: links))
    case .copying: self.init(domain, .digits(ChainText.lines(of: input).flatMap(Array.init)))
    case .sorting: self.init(domain, .digits(Array(input)))
    }
    // What reads back as another text was not a problem, such as one with wrong letters.
    guard self.input == input, stepCount > 0, hasDigitsOnly else { return nil }
  }

  private var hasDigitsOnly: Bool {
    guard case .digits(let digits) = terms else { return true }
    return digits.allSatisfy(Self.digits.contains)
      && (domain == .copying || Set(digits).count == digits.count)
  }
}
