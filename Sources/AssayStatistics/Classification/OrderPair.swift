// SPDX-License-Identifier: Apache-2.0

/// One pair of responses that was judged twice, with the responses shown in either order.
///
/// Both verdicts are mapped back: `.first` is the response that comes first in the data, whichever
/// way it was shown. A verdict that could not be read is `nil`.
public struct OrderPair: Sendable, Hashable, Codable {
  /// The better response, or a tie.
  public enum Choice: String, Sendable, Hashable, Codable {
    /// The response that comes first in the data.
    case first
    /// The response that comes second in the data.
    case second
    /// Neither is better.
    case tie
  }

  /// What people said.
  public var gold: Choice
  /// What the judge said with the responses shown as given.
  public var asGiven: Choice?
  /// What the judge said with the responses shown the other way round, mapped back.
  public var swapped: Choice?

  /// A pair with what people and what the judge said of it.
  public init(gold: Choice, asGiven: Choice?, swapped: Choice?) {
    self.gold = gold
    self.asGiven = asGiven
    self.swapped = swapped
  }

  /// Whether both verdicts are right.
  public var isConsistentlyCorrect: Bool { asGiven == gold && swapped == gold }

  /// Whether the verdicts name different results; `nil` where one of them is missing.
  public var isFlipped: Bool? {
    guard let asGiven, let swapped else { return nil }
    return asGiven != swapped
  }

  /// How many of the two verdicts name the response that was shown first.
  var firstShownChoices: Int { (asGiven == .first ? 1 : 0) + (swapped == .second ? 1 : 0) }

  /// How many of the two verdicts name one response.
  var decisiveVerdicts: Int {
    [asGiven, swapped].count { $0 == .first || $0 == .second }
  }
}
