// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// JudgeBench's own metric (`utils/metrics.py`).
///
/// In two orders each decision adds 1 where it equals the label, takes 1 away where it is the
/// opposite, and a tie or no decision adds nothing; a pair is right where the sum is above 0. One
/// right order and one tie therefore count as right. In one order a pair is right where the
/// decision equals the label.
enum JudgeBenchMetric {
  static func metrics(of decisions: [Decision]) -> [Metric] {
    let isDouble = decisions.contains { $0.asGiven != nil && $0.swapped != nil }
    guard isDouble else {
      return [
        .official(
          "accuracy", "official accuracy, one order",
          count: decisions.filter(\.isConsistentlyCorrect).count, of: decisions.count,
          note: "Single order: equality with the label.")
      ]
    }
    return [
      .official(
        "accuracy", "official accuracy", count: decisions.filter(isRight).count,
        of: decisions.count,
        note: "Net vote of two orders above 0: one right order and one tie or missing decision "
          + "count as right."),
      .official(
        "order_1", "accuracy in the given order",
        count: decisions.filter { $0.isCorrect(in: .asGiven) == true }.count,
        of: decisions.count),
      .official(
        "consistent", "both orders right", count: decisions.filter(\.isConsistentlyCorrect).count,
        of: decisions.count),
      .official(
        "consistency", "both orders alike", count: decisions.filter(isAlike).count,
        of: decisions.count, note: "Two missing decisions are alike too."),
    ]
  }

  static func isRight(_ decision: Decision) -> Bool {
    guard let gold = decision.gold else { return false }
    let votes = decision.outcomes.map { outcome in
      outcome == .judged(gold) ? 1 : outcome == .judged(gold.swapped()) ? -1 : 0
    }
    return votes.reduce(0, +) > 0
  }

  private static func isAlike(_ decision: Decision) -> Bool {
    judgment(decision.asGiven) == judgment(decision.swapped)
  }

  private static func judgment(_ outcome: Verdict.Outcome?) -> Judgment? {
    if case .judged(let judgment) = outcome { judgment } else { nil }
  }
}
