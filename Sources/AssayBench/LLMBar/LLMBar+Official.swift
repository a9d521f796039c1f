// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// LLMBar's own metrics (`LLMEvaluator/evaluate.py`), under the names of its `statistics.json`.
///
/// A missing winner is wrong, and two missing winners are equal. The kappas that stand beside
/// them are left out: the official code recodes winner 2 to 0 and compares it with labels 1 and
/// 2, so they measure nothing.
enum LLMBarMetric {
  static func metrics(of decisions: [Decision]) -> [Metric] {
    let n = decisions.count
    let first = decisions.filter { $0.isCorrect(in: .asGiven) == true }.count
    let second = decisions.filter { $0.isCorrect(in: .swapped) == true }.count
    let both = decisions.filter { decision in
      PresentationOrder.allCases.allSatisfy { decision.isCorrect(in: $0) == true }
    }
    let equal = decisions.filter { judgment($0.asGiven) == judgment($0.swapped) }
    return [
      .official("correct_False", "accuracy, as given", count: first, of: n),
      .official("correct_True", "accuracy, swapped", count: second, of: n),
      Metric(
        name: "correct_average", title: "accuracy, mean of orders",
        value: n == 0 ? nil : 100 * (Double(first) + Double(second)) / 2 / Double(n), n: n),
      .official("correct_both", "both orders right", count: both.count, of: n),
      .official(
        "equal", "both orders alike", count: equal.count, of: n,
        note: "Two missing winners are alike too."),
    ]
  }

  private static func judgment(_ outcome: Verdict.Outcome?) -> Judgment? {
    if case .judged(let judgment) = outcome { judgment } else { nil }
  }
}
