// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation

/// Several judges that decide together.
public struct Jury: Sendable {
  /// The members.
  public var judges: [Judge]
  /// How each member's own answers become one.
  public var pooling: PoolingRule
  /// How the members' decisions become one.
  public var rule: Rule

  /// How the members of a jury come to a decision. A member without a judgment has no say.
  public enum Rule: Sendable, Hashable {
    /// Each member has one vote; two leaders are a contradiction.
    case majority
    /// The nearest judgment to the mean of the members' means (``PoolingRule/mean``).
    case mean
    /// Each member's vote counts its weight, in the members' order.
    case weighted([Double])
  }

  public init(judges: [Judge], pooling: PoolingRule = .majority, rule: Rule = .majority) {
    self.judges = judges
    self.pooling = pooling
    self.rule = rule
  }

  /// Asks every member about every example.
  ///
  /// - Returns: The jury's decisions and each member's, in the examples' order.
  /// - Throws: `invalidArgument` for a jury without members or weights that do not fit it, and
  ///   what ends a member's run.
  public func decisions(
    on examples: [Example]
  ) async throws -> (jury: [PooledDecision], members: [[PooledDecision]]) {
    var members: [[PooledDecision]] = []
    for judge in judges {
      members.append(PooledDecision.pool(try await judge.records(of: examples), by: pooling))
    }
    return (try Self.combined(members, by: rule), members)
  }

  /// Combines members' decisions on the same examples, in the first member's order.
  ///
  /// - Throws: `invalidArgument` for no members, weights of another number, or a weight that is
  ///   negative or not finite.
  public static func combined(
    _ members: [[PooledDecision]], by rule: Rule
  ) throws -> [PooledDecision] {
    guard let first = members.first else { throw invalid("A jury needs at least one member.") }
    var weights = members.map { _ in 1.0 }
    if case .weighted(let given) = rule {
      guard given.count == members.count, given.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        throw invalid("The weights do not fit a jury of \(members.count).")
      }
      weights = given
    }
    let byID = members.map { member in
      Dictionary(member.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return first.map { decision in
      let votes = zip(byID, weights).compactMap { member, weight in
        member[decision.id].map { ($0, weight) }
      }
      return combined(decision, votes, total: weights.reduce(0, +), isMean: rule == .mean)
    }
  }

  private static func combined(
    _ model: PooledDecision, _ votes: [(PooledDecision, Double)], total: Double, isMean: Bool
  ) -> PooledDecision {
    var shares: [Judgment: Double] = [:]
    for (decision, weight) in votes {
      if let judgment = decision.judgment { shares[judgment, default: 0] += weight }
    }
    let lead = shares.values.max() ?? 0
    let leaders = shares.filter { $0.value == lead && lead > 0 }.map(\.key)
    var outcome: Verdict.Outcome
    if shares.isEmpty {
      outcome = model.outcome
    } else if leaders.count == 1, let leader = leaders.first {
      outcome = .judged(leader)
    } else {
      outcome = .unscored(.contradiction)
    }
    let numbers = NumberSummary(votes.compactMap(\.0.mean))
    if isMean, let mean = numbers.mean { outcome = model.format.nearest(to: mean) ?? outcome }
    var pooled = model
    pooled.outcome = outcome
    pooled.votes = votes.count
    pooled.unscored = votes.count { $0.0.judgment == nil }
    pooled.mean = numbers.mean
    pooled.spread = numbers.deviation
    pooled.hasFlipped = votes.contains(where: \.0.hasFlipped)
    pooled.confidence = 0
    if case .judged(let judgment) = outcome, total > 0 {
      pooled.confidence = (shares[judgment] ?? 0) / total
    }
    return pooled
  }

  static func invalid(_ message: String) -> AssayError {
    AssayError(.invalidArgument, message, advice: "Name one or more judges, and a weight each.")
  }
}

extension Jury {
  /// One record for each example and order with the jury's judgment, so that numbers which are
  /// counted by record are the jury's.
  ///
  /// - Parameters:
  ///   - members: Each member's records of the same examples.
  ///   - pooling: How each member's samples become one.
  /// - Throws: As ``combined(_:by:)`` does.
  public static func records(
    _ members: [[JudgmentRecord]], pooling: [PoolingRule], by rule: Rule
  ) throws -> [JudgmentRecord] {
    guard pooling.count == members.count else {
      throw invalid("\(members.count) members have \(pooling.count) rules of pooling.")
    }
    let own = zip(members, pooling).map { JudgmentRecord.pooled($0, by: $1) }
    var judged: [JudgmentRecord] = []
    for order in PresentationOrder.allCases {
      let seats = zip(members, pooling).map { records, pooling in
        PooledDecision.pool(records.filter { $0.order == order }, by: pooling)
      }
      guard let seat = seats.firstIndex(where: { !$0.isEmpty }) else { continue }
      let outcomes = Dictionary(
        try combined(seats, by: rule).map { ($0.id, $0.outcome) },
        uniquingKeysWith: { first, _ in first })
      for var record in own[seat] where record.order == order {
        guard let outcome = outcomes[record.example] else { continue }
        record.take(outcome)
        judged.append(record)
      }
    }
    return judged
  }

  /// Weights by agreement with a labelled set: the log-odds of being right against chance.
  ///
  /// For independent members a vote weighted so is the best there is (Nitzan and Paroush 1982);
  /// with K answers the weight is log((K - 1) p / (1 - p)). The share p is smoothed by one right
  /// and one wrong decision, an unscored decision is wrong, and a member no better than chance
  /// has the weight 0.
  ///
  /// - Throws: `invalidArgument` where a member has no labelled decision, or none has a weight.
  public static func weights(fromLabelled members: [[PooledDecision]]) throws -> [Double] {
    let weights = try members.map { member in
      let known = member.filter { $0.gold != nil }
      guard !known.isEmpty else { throw invalid("A member has no decision with a known answer.") }
      let right = Double(known.count { $0.isCorrect == true }) + 1
      let wrong = Double(known.count) + 2 - right
      let answers = known.compactMap(\.format.answerCount).max() ?? 2
      return max(0, log(Double(max(1, answers - 1)) * right / wrong))
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw invalid("No member of the jury is better than chance on the labelled set.")
    }
    return weights
  }
}
