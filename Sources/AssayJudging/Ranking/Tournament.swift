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
    var play = try TournamentPlay(self, among: count, seed: seed)
    while case let pairings = play.next(), !pairings.isEmpty {
      try play.enter(try await compare(pairings))
    }
    return play.table
  }
}
