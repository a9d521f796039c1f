// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension Tournament {
  /// Ranks the responses of many examples, round by round for all of them at once.
  ///
  /// A pair of an example has the same identifier and the same first response in every tournament
  /// with one seed: what one tournament has asked, another need not ask again. Which response stands
  /// first is a lot, so that in a single-order protocol no place of the list has an advantage.
  ///
  /// - Parameters:
  ///   - ties: Whether a pair may be called a tie.
  ///   - compare: Judges pairs, such as ``Judge/records(of:)`` and
  ///     ``PooledDecision/pool(_:by:)`` do; a pair without a decision is undecided.
  /// - Returns: A table for each example.
  /// - Throws: `invalidExample` below two responses, and what `compare` throws.
  public func rank(
    _ examples: [Example], ties: Bool = false, seed: UInt64 = 0,
    compare: (_ pairs: [Example]) async throws -> [PooledDecision]
  ) async throws -> [TournamentTable] {
    var plays = try examples.map { example in
      try example.checkRanking()
      return try TournamentPlay(
        self, among: example.responses.count, seed: StableHash.seed(seed, example.id))
    }
    while true {
      try Task.checkCancellation()
      let rounds = plays.indices.map { plays[$0].next() }
      guard rounds.contains(where: { !$0.isEmpty }) else { return plays.map(\.table) }
      let pairs = zip(examples, rounds).flatMap { example, pairings in
        pairings.map { example.pair($0.drawn(for: example, seed: seed), ties: ties) }
      }
      let decisions = Dictionary(
        try await compare(pairs).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      for (index, pairings) in rounds.enumerated() where !pairings.isEmpty {
        let example = examples[index]
        try plays[index].enter(
          pairings.map { pairing in
            let drawn = pairing.drawn(for: example, seed: seed)
            guard
              case .preference(let preference)? = decisions[example.pairName(drawn)]?.judgment
            else { return nil }
            return drawn == pairing ? preference : preference.swapped
          })
      }
    }
  }

  /// All pairs of responses of the examples, as ``rank(_:ties:seed:compare:)`` asks them.
  public static func pairs(
    of examples: [Example], ties: Bool = false, seed: UInt64 = 0
  ) -> [Example] {
    examples.flatMap { example in
      let count = example.responses.count
      return (0..<count).flatMap { first in
        (first + 1..<max(count, first + 1)).map { second in
          let pairing = Pairing(first: first, second: second)
          return example.pair(pairing.drawn(for: example, seed: seed), ties: ties)
        }
      }
    }
  }
}

extension Tournament.Pairing {
  /// The pairing with the response first that the lot puts there.
  func drawn(for example: Example, seed: UInt64) -> Tournament.Pairing {
    let (low, high) = (min(first, second), max(first, second))
    let lot = StableHash.seed(seed, "\(example.id)#\(low)-\(high)")
    return lot & 1 == 0
      ? Tournament.Pairing(first: low, second: high)
      : Tournament.Pairing(first: high, second: low)
  }
}

extension Example {
  func pairName(_ pairing: Tournament.Pairing) -> String {
    "\(id)#\(pairing.first)-\(pairing.second)"
  }

  fileprivate func pair(_ pairing: Tournament.Pairing, ties: Bool) -> Example {
    pair(pairing.first, pairing.second, ties: ties)
  }

  /// The order of the responses by their scores: those without a score last, equal ones by a lot.
  ///
  /// - Parameter scores: A decision for each response, in their order.
  public func order(byScores scores: [PooledDecision], seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed, stream: "ranking/\(id)")
    let lots = generator.shuffled(scores.indices)
    return lots.enumerated().sorted { one, two in
      let (a, b) = (scores[one.element].mean, scores[two.element].mean)
      if a == b { return one.offset < two.offset }
      guard let a, let b else { return a != nil }
      return a > b
    }.map(\.element)
  }

  func checkRanking() throws {
    guard responses.count >= 2 else {
      throw AssayError(
        .invalidExample, "The example \(id) has fewer than two responses to rank.",
        advice: "Rank examples with two or more responses.")
    }
  }
}
