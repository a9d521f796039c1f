// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A way to bring n responses into an order by comparing two at a time.
public enum Tournament: Sendable, Hashable {
  /// Every pair once: n (n - 1) / 2 comparisons.
  case roundRobin
  /// Losers leave: n - 1 comparisons. Only the winner's place is certain.
  case knockOut
  /// In each round neighbours in the table meet who have not met before: about rounds · n / 2.
  case swiss(rounds: Int)

  /// Two places that are to be compared.
  public struct Pairing: Sendable, Hashable {
    public var first: Int
    public var second: Int

    public init(first: Int, second: Int) {
      self.first = first
      self.second = second
    }
  }

  /// Plays the tournament.
  ///
  /// A win is a point; a tie and a comparison without a judgment are half a point each. Places
  /// with equal points go by their opponents' points (Buchholz), and then by a lot drawn from the
  /// seed, so that the order in which responses came never decides.
  ///
  /// - Parameter compare: Compares the pairings of one round; `nil` where there is no judgment.
  /// - Throws: `invalidArgument` below two places or one round, and what `compare` throws.
  public func play(
    _ count: Int, seed: UInt64 = 0,
    compare: ([Pairing]) async throws -> [Preference?]
  ) async throws -> TournamentTable {
    guard count >= 2 else { throw Self.invalid("A tournament needs two places or more.") }
    if case .swiss(let rounds) = self, rounds < 1 {
      throw Self.invalid("A Swiss tournament needs a round or more.")
    }
    var generator = SeededGenerator(seed: seed, stream: "tournament")
    var table = TournamentTable(lots: generator.shuffled(0..<count))
    func round(_ pairings: [Pairing], _ table: inout TournamentTable) async throws {
      let results = try await compare(pairings)
      guard results.count == pairings.count else {
        throw AssayError(
          .modelFailed, "\(pairings.count) comparisons had \(results.count) results.",
          advice: "Give one result for each pairing.")
      }
      for (pairing, result) in zip(pairings, results) { table.enter(pairing, result) }
    }
    switch self {
    case .roundRobin:
      let pairings = (0..<count).flatMap { first in
        (first + 1..<count).map { Pairing(first: first, second: $0) }
      }
      try await round(pairings, &table)
    case .swiss(let rounds):
      for _ in 0..<rounds {
        let (pairings, bye) = table.neighbours()
        guard !pairings.isEmpty else { break }
        if let bye { table.rest(bye) }
        try await round(pairings, &table)
      }
    case .knockOut:
      var standing = table.lots
      while standing.count > 1 {
        // With an odd number the last one of the draw goes on without a comparison.
        let pairings = stride(from: 0, to: standing.count - 1, by: 2).map {
          Pairing(first: standing[$0], second: standing[$0 + 1])
        }
        try await round(pairings, &table)
        let odd = standing.count % 2 == 1 ? standing.last : nil
        standing = pairings.map { table.winner(of: $0) } + (odd.map { [$0] } ?? [])
        for place in standing { table.advance(place) }
      }
    }
    return table
  }

  private static func invalid(_ message: String) -> AssayError {
    AssayError(.invalidArgument, message, advice: "Give more of them.")
  }
}
