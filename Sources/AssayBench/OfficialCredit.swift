// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// What an official rule gives for one judgment: 1 for the right one, 0 for another one, and
/// something of its own for a tie and for no judgment.
struct OfficialCredit {
  var tie: Double
  var unscored: Double

  /// A tie and a missing judgment are wrong.
  static let strict = OfficialCredit(tie: 0, unscored: 0)

  /// The credit for an outcome.
  func value(_ outcome: Verdict.Outcome, gold: Judgment) -> Double {
    switch outcome {
    case .judged(gold): 1
    case .judged(.preference(.tie)): tie
    case .judged: 0
    case .unscored: unscored
    }
  }

  /// The credits for the one order that a single-order protocol looks at: the given order, or the
  /// swapped one where only that was asked.
  func values(of decisions: [Decision]) -> [Double] {
    decisions.compactMap { decision in
      guard let gold = decision.gold, let outcome = decision.asGiven ?? decision.swapped else {
        return nil
      }
      return value(outcome, gold: gold)
    }
  }

  /// The mean credit, from 0 to 1; `nil` where there is no decision.
  func mean(of decisions: [Decision]) -> Double? {
    let values = values(of: decisions)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension Metric {
  /// An official number in percent that is not a plain share of items.
  ///
  /// - Parameter share: The number from 0 to 1; `nil` where it is not defined.
  static func official(
    _ name: String, _ title: String, share: Double?, n: Int, note: String? = nil
  ) -> Metric {
    guard let share else {
      return undefined(name, title, unit: .percent, why: note ?? "there is no item")
    }
    return Metric(name: name, title: title, value: 100 * share, n: n, note: note)
  }
}
