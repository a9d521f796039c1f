// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What all answers about one example come to: samples, orders, or the members of a jury.
public struct PooledDecision: Sendable, Hashable, Identifiable {
  /// The example's identifier.
  public var id: String
  public var format: JudgmentFormat
  public var gold: Judgment?
  /// The judgment in as-given positions, or why there is none.
  public var outcome: Verdict.Outcome
  /// How sure the answers are of it, from 0 to 1; 0 where there is no judgment.
  ///
  /// The mean probability of the judgment where every judged answer has label probabilities, and
  /// otherwise the share of all answers that gave it. Unscored answers count as 0.
  public var confidence: Double
  /// How many answers were pooled.
  public var votes: Int
  /// How many of them have no judgment.
  public var unscored: Int
  /// The mean of the answers as numbers; see ``JudgmentRecord/value``.
  public var mean: Double?
  /// The standard deviation of the answers as numbers (n - 1); `nil` below two of them.
  public var spread: Double?
  /// Whether the two orders of a pair disagree.
  public var hasFlipped: Bool

  /// The judgment, if there is one.
  public var judgment: Judgment? {
    if case .judged(let judgment) = outcome { judgment } else { nil }
  }

  /// Whether the judgment is the right one; `nil` where the right one is not known.
  public var isCorrect: Bool? { gold.map { $0 == judgment } }
}

/// How several answers become one.
public enum PoolingRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// The judgment with the most votes; two leaders are a contradiction.
  case majority
  /// The nearest judgment to the mean of the answers as numbers: of scores, of preferences (first
  /// 1, tie 1/2, second 0) and of truth values. Other formats go by majority.
  case mean
}

extension PooledDecision {
  /// The decision on an example that was never asked about.
  public init(unasked example: Example) {
    self.init(
      id: example.id, format: example.format, gold: example.gold,
      outcome: .unscored(.failed("not judged")), confidence: 0, votes: 0, unscored: 0, mean: nil,
      spread: nil, hasFlipped: false)
  }

  /// Pools the records of a run, one decision an example, in the order of their first records.
  public static func pool(
    _ records: [JudgmentRecord], by rule: PoolingRule = .majority
  ) -> [PooledDecision] {
    var places: [String: Int] = [:]
    var groups: [[JudgmentRecord]] = []
    for record in records {
      if let place = places[record.example] {
        groups[place].append(record)
      } else {
        places[record.example] = groups.count
        groups.append([record])
      }
    }
    return groups.compactMap { pool(group: $0, by: rule) }
  }

  /// Pools the records of one example; `nil` for none.
  static func pool(group: [JudgmentRecord], by rule: PoolingRule) -> PooledDecision? {
    guard let first = group.first else { return nil }
    let values = group.compactMap(\.value)
    let votes = group.map(\.verdict.outcome)
    let mean = NumberSummary(values)
    var outcome = Decision.majority(votes) ?? .unscored(.unparsed)
    if rule == .mean, let middle = mean.mean {
      outcome = first.format.nearest(to: middle) ?? outcome
    }
    let orders = Decision.decisions(from: group).first
    let judged = orders.map { [$0.asGiven, $0.swapped].compactMap { $0 } } ?? []
    return PooledDecision(
      id: first.example, format: first.format, gold: first.gold, outcome: outcome,
      confidence: confidence(of: outcome, in: group), votes: group.count,
      unscored: group.count { $0.verdict.judgment == nil }, mean: mean.mean,
      spread: mean.deviation, hasFlipped: Set(judged).count > 1)
  }

  private static func confidence(
    of outcome: Verdict.Outcome, in group: [JudgmentRecord]
  ) -> Double {
    guard case .judged(let judgment) = outcome, !group.isEmpty else { return 0 }
    let judged = group.filter { $0.verdict.judgment != nil }
    let given = judged.compactMap { $0.verdict.probability(of: judgment) }
    let sum =
      given.count == judged.count
      ? given.reduce(0, +) : Double(judged.count { $0.verdict.judgment == judgment })
    return sum / Double(group.count)
  }
}
