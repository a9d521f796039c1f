// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging
public import AssayStatistics

/// The responses of one example, brought into an order by a judge.
public struct RankedResponses: Sendable, Hashable, Encodable {
  /// The example's identifier.
  public var id: String
  /// 0-based places of the responses, best first.
  public var order: [Int]
  /// The responses whose order only a lot decided, in groups, best first.
  public var ties: [[Int]]
  /// What is known of each response, in the example's order.
  public var responses: [Response]
  /// How many pairs were compared; `nil` for a ranking by scores.
  public var comparisons: Int?
  /// Comparisons or scores without a judgment.
  public var unscored: Int
  /// Whether the best one is the one that is known to be; `nil` where that is not known.
  public var isBestRight: Bool?
  /// Kendall's tau-b of the order against the known one; `nil` where that is not known.
  public var kendall: Double?

  /// One response.
  public struct Response: Sendable, Hashable, Encodable {
    /// Its place, from 1; those that only a lot told apart share the best place.
    public var place: Int
    /// Points of a tournament: 1 for a win, a half for a tie or no judgment.
    public var points: Double?
    /// The share of its comparisons that it won.
    public var winRate: Double?
    /// The strength after Bradley and Terry in natural logarithmic units.
    public var strength: Double?
    /// The mean of its scores, or its win rate on the scale that was asked for.
    public var score: Double?

    private enum CodingKeys: String, CodingKey {
      case place, points, winRate = "win_rate", strength, score
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id, order, ties, responses, comparisons, unscored, kendall
    case isBestRight = "best_is_right"
  }
}

extension RankedResponses {
  /// Half a win for each side of every pair draws strengths together, so that they are always
  /// defined: Jeffreys' prior of a single comparison.
  private static let prior = 0.5

  /// The result of a tournament.
  ///
  /// - Parameter scale: The scale that win rates become scores on; `nil` makes none.
  public init(_ example: Example, _ table: TournamentTable, scale: ScoreScale? = nil) {
    let contests = table.results.compactMap { result in
      result.preference.map { preference in
        let outcome: Contest.Outcome =
          switch preference {
          case .first: .first
          case .second: .second
          case .tie: .tie
          }
        return Contest(result.pairing.first, result.pairing.second, outcome)
      }
    }
    let fit = try? BradleyTerry(
      itemCount: table.points.count, contests: contests, prior: Self.prior)
    self.init(example, order: table.order, ties: table.ties)
    comparisons = table.comparisons
    unscored = table.undecided
    let scores = scale.map { table.scores(on: $0) }
    for index in responses.indices {
      responses[index].points = table.points[index]
      responses[index].winRate = table.winRates[index]
      responses[index].strength = fit?.strengths[index].estimate
      responses[index].score = scores?[index].map(Double.init)
    }
  }

  /// The result of a score for each response.
  public init(_ example: Example, scores: [PooledDecision], seed: UInt64) {
    let order = example.order(byScores: scores, seed: seed)
    var ties: [[Int]] = []
    for place in order {
      if let last = ties.last?.last, scores[last].mean == scores[place].mean {
        ties[ties.count - 1].append(place)
      } else {
        ties.append([place])
      }
    }
    self.init(example, order: order, ties: ties.filter { $0.count > 1 })
    unscored = scores.count { $0.judgment == nil }
    for index in responses.indices { responses[index].score = scores[index].mean }
  }

  private init(_ example: Example, order: [Int], ties: [[Int]]) {
    id = example.id
    self.order = order
    self.ties = ties
    unscored = 0
    var places = Array(repeating: 0, count: order.count)
    for (place, response) in order.enumerated() { places[response] = place + 1 }
    for group in ties {
      let best = group.map { places[$0] }.min() ?? 0
      for response in group { places[response] = best }
    }
    responses = places.map { Response(place: $0) }
    let known: [Int]? =
      switch example.gold {
      case .ranking(let order): order
      case .preference(.first): [0, 1]
      case .preference(.second): [1, 0]
      default: nil
      }
    guard let known, known.count == order.count, let best = known.first else { return }
    // A best place that a lot gave is no judgment of the best.
    isBestRight = places[best] == 1 && places.count { $0 == 1 } == 1
    var knownPlaces = Array(repeating: 0.0, count: known.count)
    for (place, response) in known.enumerated() { knownPlaces[response] = Double(place) }
    kendall = try? Correlation.kendallTauB(places.map(Double.init), knownPlaces).coefficient
  }
}

/// Rankings of many examples in numbers.
public struct RankingSummary: Sendable, Hashable, Encodable {
  public var examples: Int
  public var responses: Int
  /// How many pairs were compared; `nil` for rankings by scores.
  public var comparisons: Int?
  /// Comparisons or scores without a judgment.
  public var unscored: Int
  /// Examples whose best response shares its place.
  public var tiedBest: Int
  /// The share of examples whose best response is the one known to be.
  public var best: Interval?
  /// The mean of Kendall's tau-b against the known orders, and of how many examples.
  public var kendall: Double?
  public var kendallCount: Int

  private enum CodingKeys: String, CodingKey {
    case examples, responses, comparisons, unscored, best, kendall
    case tiedBest = "tied_best", kendallCount = "kendall_n"
  }

  public init(_ rankings: [RankedResponses]) {
    examples = rankings.count
    responses = rankings.reduce(0) { $0 + $1.responses.count }
    let counts = rankings.compactMap(\.comparisons)
    comparisons = counts.isEmpty ? nil : counts.reduce(0, +)
    unscored = rankings.reduce(0) { $0 + $1.unscored }
    tiedBest = rankings.count { ranking in ranking.responses.count { $0.place == 1 } > 1 }
    let known = rankings.compactMap(\.isBestRight)
    best = known.isEmpty ? nil : try? Proportion.wilson(known)
    let taus = rankings.compactMap(\.kendall)
    kendall = taus.isEmpty ? nil : taus.reduce(0, +) / Double(taus.count)
    kendallCount = taus.count
  }
}
