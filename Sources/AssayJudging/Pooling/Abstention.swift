// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Decisions of which those below a confidence are withheld.
///
/// What is withheld is no judgment and no failure: it is counted on its own, and coverage and
/// accuracy are stated together.
public struct Abstention: Sendable, Hashable {
  /// The least confidence that a decision needs.
  public let threshold: Double
  /// The decisions that are given, in their order.
  public let given: [PooledDecision]
  /// The judgments that are withheld, in their order.
  public let withheld: [PooledDecision]
  /// What had no judgment to begin with.
  public let unscored: [PooledDecision]

  public init(_ decisions: [PooledDecision], below threshold: Double) {
    self.threshold = threshold
    unscored = decisions.filter { $0.judgment == nil }
    let judged = decisions.filter { $0.judgment != nil }
    given = judged.filter { $0.confidence >= threshold }
    withheld = judged.filter { !($0.confidence >= threshold) }
  }

  /// The share of all decisions that is given; 0 for none.
  public var coverage: Double {
    let all = given.count + withheld.count + unscored.count
    return all == 0 ? 0 : Double(given.count) / Double(all)
  }

  /// The share of right ones among the given decisions with a known answer; `nil` for none.
  public var accuracy: Double? {
    let known = given.compactMap(\.isCorrect)
    return known.isEmpty ? nil : Double(known.count { $0 }) / Double(known.count)
  }
}
