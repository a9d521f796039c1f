// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// One problem of the world of digit chains: what is asked, and the steps that answer it.
public struct ChainProblem: Sendable, Hashable {
  public let domain: ChainDomain
  /// The problem as it is shown, such as `3+4*2` or `48213`.
  public let input: String
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
    switch terms {
    case .chain(let first, let links):
      input = first + links.map { "\($0.operation)\($0.operand)" }.joined()
    case .digits(let digits): input = String(digits)
    }
  }

  /// How many steps solve it, the answer not counted.
  public var stepCount: Int {
    switch terms {
    case .chain(_, let links): links.count
    case .digits(let digits): domain == .sorting ? digits.count - 1 : digits.count
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
    let counts = domain.stepCounts
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
    case .copying, .sorting:
      let length = domain == .sorting ? count + 1 : count
      let digits = (0..<length).map { _ in Character("\(generator.below(10))") }
      return ChainProblem(domain, .digits(digits))
    }
  }
}

extension ChainProblem {
  /// Reads a problem as it is shown; `nil` where the text is none of the domain.
  public init?(domain: ChainDomain, input: String) {
    switch domain {
    case .arithmetic, .logic:
      var rest = Substring(input)
      guard let first = Self.operand(of: domain, in: &rest) else { return nil }
      var links: [Link] = []
      while let operation = rest.popFirst() {
        guard domain.operations.contains(operation),
          let operand = Self.operand(of: domain, in: &rest)
        else { return nil }
        links.append(Link(operation: operation, operand: operand))
      }
      guard !links.isEmpty else { return nil }
      self.init(domain, .chain(first: first, links: links))
    case .copying, .sorting:
      let shortest = domain == .sorting ? 2 : 1
      guard input.count >= shortest, input.allSatisfy({ $0.isASCII && $0.isNumber }) else {
        return nil
      }
      self.init(domain, .digits(Array(input)))
    }
  }

  private static func operand(of domain: ChainDomain, in rest: inout Substring) -> String? {
    guard let text = domain.operands.first(where: { rest.hasPrefix($0) }) else { return nil }
    rest.removeFirst(text.count)
    return text
  }
}
