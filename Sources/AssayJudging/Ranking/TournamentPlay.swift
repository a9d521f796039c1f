// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A tournament under way: what is to be compared next, and what came of it so far.
///
/// ```swift
/// var play = try TournamentPlay(.swiss(rounds: 3), among: 8, seed: 0)
/// while case let pairings = play.next(), !pairings.isEmpty {
///   try play.enter(compare(pairings))
/// }
/// ```
public struct TournamentPlay: Sendable {
  /// The way to play.
  public let tournament: Tournament
  /// The results so far.
  public private(set) var table: TournamentTable
  private var round = 0
  private var pending: [Tournament.Pairing] = []
  /// Who is left in a knock-out, and who goes on without a comparison.
  private var standing: [Int]
  private var odd: Int?

  /// - Parameter seed: The seed of the draw.
  /// - Throws: `invalidArgument` below two places or one round.
  public init(_ tournament: Tournament, among count: Int, seed: UInt64) throws {
    guard count >= 2 else { throw Self.invalid("A tournament needs two places or more.") }
    if case .swiss(let rounds) = tournament, rounds < 1 {
      throw Self.invalid("A Swiss tournament needs a round or more.")
    }
    self.tournament = tournament
    var generator = SeededGenerator(seed: seed, stream: "tournament")
    table = TournamentTable(lots: generator.shuffled(0..<count))
    standing = table.lots
  }

  /// The comparisons of the next round; none where the tournament is over.
  public mutating func next() -> [Tournament.Pairing] {
    guard pending.isEmpty else { return pending }
    switch tournament {
    case .roundRobin:
      let count = table.lots.count
      guard round == 0 else { return [] }
      pending = (0..<count).flatMap { first in
        (first + 1..<count).map { Tournament.Pairing(first: first, second: $0) }
      }
    case .swiss(let rounds):
      guard round < rounds else { return [] }
      let (pairings, bye) = table.neighbours()
      guard !pairings.isEmpty else { return [] }
      if let bye { table.rest(bye) }
      pending = pairings
    case .knockOut:
      guard standing.count > 1 else { return [] }
      // With an odd number the last one of the draw goes on without a comparison.
      pending = stride(from: 0, to: standing.count - 1, by: 2).map {
        Tournament.Pairing(first: standing[$0], second: standing[$0 + 1])
      }
      odd = standing.count % 2 == 1 ? standing.last : nil
    }
    return pending
  }

  /// Takes the results of the round; `nil` where there is no judgment.
  ///
  /// - Throws: `modelFailed` where there are more or fewer of them than comparisons.
  public mutating func enter(_ results: [Preference?]) throws {
    guard results.count == pending.count else {
      throw AssayError(
        .modelFailed, "\(pending.count) comparisons had \(results.count) results.",
        advice: "Give one result for each pairing.")
    }
    for (pairing, result) in zip(pending, results) { table.enter(pairing, result) }
    if case .knockOut = tournament {
      standing = pending.map { table.winner(of: $0) } + (odd.map { [$0] } ?? [])
      for place in standing { table.advance(place) }
    }
    pending = []
    round += 1
  }

  private static func invalid(_ message: String) -> AssayError {
    AssayError(.invalidArgument, message, advice: "Give more of them.")
  }
}

extension Tournament {
  /// The most comparisons that it makes among so many places.
  public func comparisons(among count: Int) -> Int {
    let all = count * (count - 1) / 2
    return switch self {
    case .roundRobin: all
    case .knockOut: max(0, count - 1)
    case .swiss(let rounds): min(all, rounds * (count / 2))
    }
  }
}
