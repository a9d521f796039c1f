// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// How often, in which orders and how patiently a judge is asked.
public struct JudgingPolicy: Sendable, Hashable, Codable {
  /// The orders in which a pair is shown. Other formats are asked as given.
  public var orders: Orders
  /// How many samples are drawn per example and order; their majority is the decision.
  public var votes: Int
  /// Whether a truncated or unreadable answer is asked for once more with a larger budget.
  public var retriesUnreadable: Bool
  /// How many times as many tokens the second attempt may use; at least 1.
  public var retryBudgetFactor: Int
  /// How many of the likeliest tokens the model is asked to report at each place, for label
  /// probabilities; 0 asks for none.
  public var logProbabilities: Int

  /// The orders in which pairs are shown.
  public enum Orders: String, Sendable, Hashable, Codable, CaseIterable {
    /// Both orders, which is what every number of ours is measured with.
    case both
    /// Only as given: an official single-order protocol.
    case asGivenOnly = "as-given-only"
    /// Only with the two responses in each other's place.
    case swappedOnly = "swapped-only"
  }

  public init(
    orders: Orders = .both, votes: Int = 1, retriesUnreadable: Bool = true,
    logProbabilities: Int = 0, retryBudgetFactor: Int = 2
  ) {
    self.orders = orders
    self.votes = votes
    self.retriesUnreadable = retriesUnreadable
    self.retryBudgetFactor = max(1, retryBudgetFactor)
    self.logProbabilities = max(0, logProbabilities)
  }

  private enum CodingKeys: String, CodingKey {
    case orders, votes, retriesUnreadable = "retries_unreadable"
    case logProbabilities = "log_probabilities", retryBudgetFactor = "retry_budget_factor"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      orders: try container.decode(Orders.self, forKey: .orders),
      votes: try container.decode(Int.self, forKey: .votes),
      retriesUnreadable: try container.decode(Bool.self, forKey: .retriesUnreadable),
      logProbabilities: try container.decodeIfPresent(Int.self, forKey: .logProbabilities) ?? 0,
      retryBudgetFactor:
        try container.decodeIfPresent(Int.self, forKey: .retryBudgetFactor) ?? 2)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(orders, forKey: .orders)
    try container.encode(votes, forKey: .votes)
    try container.encode(retriesUnreadable, forKey: .retriesUnreadable)
    // Left out at their defaults, so that a run from before they existed is still the same run.
    if logProbabilities > 0 { try container.encode(logProbabilities, forKey: .logProbabilities) }
    if retriesUnreadable, retryBudgetFactor != 2 {
      try container.encode(retryBudgetFactor, forKey: .retryBudgetFactor)
    }
  }
}

extension JudgingPolicy {
  /// The orders in which an example of the format is shown.
  public func orders(for format: JudgmentFormat) -> [PresentationOrder] {
    guard format.isPairwise else { return [.asGiven] }
    return switch orders {
    case .both: [.asGiven, .swapped]
    case .asGivenOnly: [.asGiven]
    case .swappedOnly: [.swapped]
    }
  }

  /// How many records a run over the examples gives.
  public func count(for examples: [Example]) -> Int {
    examples.reduce(0) { $0 + orders(for: $1.format).count * max(1, votes) }
  }

  /// The policy in words, for tables and reports.
  public var summary: String {
    let shown =
      switch orders {
      case .both: "pairs in both orders"
      case .asGivenOnly: "pairs in the given order only"
      case .swappedOnly: "pairs in the swapped order only"
      }
    let asked = votes == 1 ? "one vote" : "majority of \(votes) votes"
    let retry = retryBudgetFactor == 2 ? "" : " with \(retryBudgetFactor) times the budget"
    return "\(shown), \(asked)"
      + (retriesUnreadable ? ", one retry of an unreadable answer\(retry)" : "")
      + (logProbabilities > 0 ? ", label probabilities from \(logProbabilities) tokens" : "")
  }
}
