// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging

/// How the responses of examples are ranked, and what a judge is asked for it.
public struct RankingPlan: Sendable {
  public var examples: [Example]
  /// How pairs meet; `nil` ranks by a score for each response.
  public var tournament: Tournament?
  /// Whether a pair may be called a tie.
  public var ties: Bool
  /// The scale of scores, or the one that win rates become scores on.
  public var scale: ScoreScale?
  public var seed: UInt64
  /// Everything that may be asked: the pairs of responses, or each response alone.
  public let all: [Example]

  public init(
    examples: [Example], tournament: Tournament?, ties: Bool = false, scale: ScoreScale? = nil,
    seed: UInt64 = 0
  ) {
    self.examples = examples
    self.tournament = tournament
    self.ties = ties
    self.scale = scale
    self.seed = seed
    if tournament == nil {
      all = examples.flatMap { $0.pointwiseParts(scale: scale ?? .oneToFive) }
    } else {
      all = Tournament.pairs(of: examples, ties: ties, seed: seed)
    }
  }

  /// The most comparisons, or how many scores.
  public var count: Int {
    examples.reduce(0) { sum, example in
      let responses = example.responses.count
      return sum + (tournament?.comparisons(among: responses) ?? responses)
    }
  }

  /// As many of the questions as will be asked. In a tournament which of them are is not known
  /// before; any are as long as these.
  public var foreseen: [Example] {
    guard let tournament else { return all }
    var foreseen: [Example] = []
    var place = 0
    for example in examples {
      let count = example.responses.count
      foreseen += all[place..<place + tournament.comparisons(among: count)]
      place += count * (count - 1) / 2
    }
    return foreseen
  }

  /// Ranks the responses.
  ///
  /// - Parameter ask: Judges some of ``all``; called once for each round.
  /// - Throws: What `ask` throws.
  public func ranked(
    _ ask: ([Example]) async throws -> [JudgmentRecord]
  ) async throws -> [RankedResponses] {
    guard let tournament else {
      let scores = PooledDecision.pool(try await ask(all), by: .mean)
      let byID = Dictionary(scores.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return examples.map { example in
        let parts = example.pointwiseParts(scale: scale ?? .oneToFive)
        return RankedResponses(
          example, scores: parts.map { byID[$0.id] ?? PooledDecision(unasked: $0) }, seed: seed)
      }
    }
    let tables = try await tournament.rank(examples, ties: ties, seed: seed) { pairs in
      PooledDecision.pool(try await ask(pairs))
    }
    return zip(examples, tables).map { RankedResponses($0, $1, scale: scale) }
  }
}
