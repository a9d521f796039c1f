// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What was spent so far.
public struct Spending: Sendable, Hashable, Codable {
  /// Requests that were sent, repeated ones included.
  public var requests: Int
  /// Requests that were answered.
  public var answered: Int
  /// Tokens of the answered ones.
  public var usage: TokenUsage
  /// Money, where the price is known.
  public var cost: Double?

  public init(
    requests: Int = 0, answered: Int = 0,
    usage: TokenUsage = TokenUsage(promptTokens: 0, completionTokens: 0), cost: Double? = nil
  ) {
    self.requests = requests
    self.answered = answered
    self.usage = usage
    self.cost = cost
  }
}
