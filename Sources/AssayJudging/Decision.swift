// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What a judge decided on one example once its votes are counted: one outcome per order.
public struct Decision: Sendable, Hashable, Identifiable {
  /// The example's identifier.
  public var id: String
  public var source: String
  public var domain: String
  public var group: String
  public var format: JudgmentFormat
  public var gold: Judgment?
  /// The outcome in the given order; `nil` where that order was not asked.
  public var asGiven: Verdict.Outcome?
  /// The outcome in the swapped order, mapped back to as-given positions; `nil` where that order
  /// was not asked.
  public var swapped: Verdict.Outcome?

  public init(
    example: Example, asGiven: Verdict.Outcome? = nil, swapped: Verdict.Outcome? = nil
  ) {
    id = example.id
    source = example.source
    domain = example.domain
    group = example.group
    format = example.format
    gold = example.gold
    self.asGiven = asGiven
    self.swapped = swapped
  }

  init(record: JudgmentRecord) {
    id = record.example
    source = record.source
    domain = record.domain
    group = record.group
    format = record.format
    gold = record.gold
  }
}

extension Decision {
  /// Counts the votes of records. The decisions stand in the order in which examples first occur.
  public static func decisions(from records: [JudgmentRecord]) -> [Decision] {
    var decisions: [Decision] = []
    var places: [String: Int] = [:]
    var votes: [[PresentationOrder: [Verdict.Outcome]]] = []
    for record in records {
      let place: Int
      if let known = places[record.example] {
        place = known
      } else {
        place = decisions.count
        places[record.example] = place
        decisions.append(Decision(record: record))
        votes.append([:])
      }
      votes[place][record.order, default: []].append(record.verdict.outcome)
    }
    for (place, cast) in votes.enumerated() {
      decisions[place].asGiven = cast[.asGiven].flatMap(majority)
      decisions[place].swapped = cast[.swapped].flatMap(majority)
    }
    return decisions
  }

  /// The judgment with the most votes.
  ///
  /// Votes without a judgment do not count. Where two judgments share the lead the outcome is
  /// `.unscored(.contradiction)`; where no vote has a judgment it is the first vote's reason.
  ///
  /// - Returns: The outcome, or `nil` for no votes.
  public static func majority(_ votes: [Verdict.Outcome]) -> Verdict.Outcome? {
    var counts: [Judgment: Int] = [:]
    for case .judged(let judgment) in votes { counts[judgment, default: 0] += 1 }
    guard let lead = counts.values.max() else { return votes.first }
    let leaders = counts.filter { $0.value == lead }
    guard leaders.count == 1, let leader = leaders.first else {
      return .unscored(.contradiction)
    }
    return .judged(leader.key)
  }

  /// The outcomes of the orders that were asked, as given first.
  public var outcomes: [Verdict.Outcome] { [asGiven, swapped].compactMap { $0 } }

  /// Whether the outcome in the order is the right judgment; `nil` where the order was not asked
  /// or the right judgment is not known.
  public func isCorrect(in order: PresentationOrder) -> Bool? {
    guard let gold, let outcome = order == .asGiven ? asGiven : swapped else { return nil }
    return outcome == .judged(gold)
  }

  /// Whether every order that was asked gave the right judgment.
  public var isConsistentlyCorrect: Bool {
    guard let gold, !outcomes.isEmpty else { return false }
    return outcomes.allSatisfy { $0 == .judged(gold) }
  }
}
