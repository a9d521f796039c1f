// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension Judge {
  /// Brings the responses of an example into an order by pair-wise judgments.
  ///
  /// The judge's policy says in which orders a pair is shown; a pair whose orders disagree has no
  /// judgment and is half a point for either.
  ///
  /// - Parameter ties: Whether the judge may call a pair a tie.
  /// - Throws: `invalidExample` below two responses, and what ends the judge's run.
  public func ranking(
    of example: Example, by tournament: Tournament, ties: Bool = false
  ) async throws -> TournamentTable {
    try example.checkRanking()
    return try await tournament.play(example.responses.count, seed: seed) { pairings in
      let pairs = pairings.map { example.pair($0.first, $0.second, ties: ties) }
      let decisions = PooledDecision.pool(try await self.records(of: pairs))
      let byID = Dictionary(decisions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return pairs.map { pair in
        guard case .preference(let preference)? = byID[pair.id]?.judgment else { return nil }
        return preference
      }
    }
  }

  /// Brings the responses of an example into an order by a score for each of them.
  ///
  /// Scores are the means of the answers, or expectations where the answers have label
  /// probabilities. Responses without a score come last; equal ones go by a lot from the seed.
  ///
  /// - Throws: `invalidExample` below two responses, and what ends the judge's run.
  public func ranking(
    of example: Example, scale: ScoreScale
  ) async throws -> (order: [Int], scores: [PooledDecision]) {
    try example.checkRanking()
    let parts = example.pointwiseParts(scale: scale)
    let scores = PooledDecision.pool(try await records(of: parts), by: .mean)
    return (example.order(byScores: scores, seed: seed), scores)
  }
}

extension Example {
  /// The pair of two of the responses, under an identifier of its own and without a right answer.
  public func pair(_ first: Int, _ second: Int, ties: Bool = false) -> Example {
    var pair = self
    pair.id = "\(id)#\(first)-\(second)"
    pair.format = .pairwise(ties: ties)
    pair.responses = [responses[first], responses[second]]
    pair.steps = nil
    pair.gold = nil
    return pair
  }

  /// One point-wise example for each response, under identifiers of their own.
  public func pointwiseParts(scale: ScoreScale) -> [Example] {
    responses.enumerated().map { index, response in
      var part = self
      part.id = "\(id)#\(index)"
      part.format = .pointwise(scale)
      part.responses = [response]
      part.steps = nil
      part.gold = nil
      return part
    }
  }
}

extension PooledDecision {
  /// The preference that two point-wise decisions come to.
  ///
  /// - Parameters:
  ///   - ties: Whether a tie is an answer; where not, scores within the margin contradict each
  ///     other and give no judgment.
  ///   - margin: The most by which two scores may differ and still count as equal.
  /// - Returns: The preference, or the reason that a score is missing.
  public static func preference(
    between first: PooledDecision, and second: PooledDecision, ties: Bool, margin: Double = 0
  ) -> Verdict.Outcome {
    for decision in [first, second] {
      if case .unscored = decision.outcome { return decision.outcome }
    }
    guard let one = first.mean, let two = second.mean else { return .unscored(.unparsed) }
    if abs(one - two) <= margin {
      return ties ? .judged(.preference(.tie)) : .unscored(.contradiction)
    }
    return .judged(.preference(one > two ? .first : .second))
  }
}
