// SPDX-License-Identifier: Apache-2.0

/// One comparison of two items, such as two models' answers to one question.
public struct Contest: Sendable, Hashable, Codable {
  /// Who won.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// The first item won.
    case first
    /// The second item won.
    case second
    /// Neither won: half a win for each.
    case tie
  }

  /// The first item's number, from 0.
  public var first: Int
  /// The second item's number.
  public var second: Int
  /// Who won.
  public var outcome: Outcome

  /// A comparison of two items and who won.
  public init(_ first: Int, _ second: Int, _ outcome: Outcome) {
    self.first = first
    self.second = second
    self.outcome = outcome
  }

  /// The first item's share of the win: 1, 0, or one half for a tie.
  var firstShare: Double {
    switch outcome {
    case .first: 1
    case .second: 0
    case .tie: 0.5
    }
  }
}
