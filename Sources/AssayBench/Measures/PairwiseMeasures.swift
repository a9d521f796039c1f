// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// Our numbers on pairs: what a judge is worth once the order of the responses is allowed for.
///
/// A verdict without a judgment is never right, and takes no part in the flip rate, the lean and
/// the share of ties.
enum PairwiseMeasures {
  /// All numbers, the consistent accuracy first.
  static func metrics(of decisions: [Decision]) -> [Metric] {
    let known = decisions.filter { $0.gold != nil }
    return [
      consistentAccuracy(known),
      meanAccuracy(known),
      accuracy(known, in: .asGiven, "accuracy_as_given", "accuracy, as given"),
      accuracy(known, in: .swapped, "accuracy_swapped", "accuracy, swapped"),
      flipRate(decisions),
      firstPositionLean(decisions),
      tieRate(decisions),
      unscoredRate(decisions),
    ]
  }

  /// The share of pairs on which both orders give the right judgment.
  static func consistentAccuracy(_ decisions: [Decision]) -> Metric {
    let both = decisions.filter { $0.asGiven != nil && $0.swapped != nil }
    guard !both.isEmpty || decisions.isEmpty else {
      return .undefined(
        "consistent_accuracy", "consistent accuracy", unit: .percent,
        why: "pairs were judged in one order only")
    }
    return .share(
      "consistent_accuracy", "consistent accuracy", hits: both.map(\.isConsistentlyCorrect),
      groups: both.map(\.group))
  }

  private static func meanAccuracy(_ decisions: [Decision]) -> Metric {
    let judged = decisions.filter { !$0.outcomes.isEmpty }
    let values = judged.map { decision in
      let right = PresentationOrder.allCases.compactMap { decision.isCorrect(in: $0) }
      return right.isEmpty ? 0 : Double(right.filter { $0 }.count) / Double(right.count)
    }
    return .mean(
      "accuracy", "accuracy, mean of orders", values: values, groups: judged.map(\.group))
  }

  private static func accuracy(
    _ decisions: [Decision], in order: PresentationOrder, _ name: String, _ title: String
  ) -> Metric {
    var hits: [Bool] = []
    var groups: [String] = []
    for decision in decisions {
      guard let right = decision.isCorrect(in: order) else { continue }
      hits.append(right)
      groups.append(decision.group)
    }
    guard !hits.isEmpty || decisions.isEmpty else {
      return .undefined(name, title, unit: .percent, why: "this order was not asked")
    }
    return .share(name, title, hits: hits, groups: groups)
  }

  /// The share of pairs, judged in both orders, whose two judgments differ.
  private static func flipRate(_ decisions: [Decision]) -> Metric {
    var hits: [Bool] = []
    var groups: [String] = []
    for decision in decisions {
      guard case .judged(let first) = decision.asGiven, case .judged(let second) = decision.swapped
      else { continue }
      hits.append(first != second)
      groups.append(decision.group)
    }
    return .share("flip_rate", "flip rate", hits: hits, groups: groups)
  }

  /// How many points more than half of the preferences go to the response shown first.
  private static func firstPositionLean(_ decisions: [Decision]) -> Metric {
    var values: [Double] = []
    var groups: [String] = []
    for decision in decisions {
      for (outcome, first) in [
        (decision.asGiven, Preference.first), (decision.swapped, Preference.second),
      ] {
        guard case .judged(.preference(let preference)) = outcome, preference != .tie else {
          continue
        }
        values.append(preference == first ? 0.5 : -0.5)
        // The two orders of one pair are never independent of each other.
        groups.append(decision.group)
      }
    }
    return .mean(
      "first_position_lean", "first-position lean", values: values, groups: groups, unit: .points,
      range: -0.5...0.5)
  }

  private static func tieRate(_ decisions: [Decision]) -> Metric {
    var hits: [Bool] = []
    var groups: [String] = []
    for decision in decisions {
      for case .judged(let judgment) in decision.outcomes {
        hits.append(judgment == .preference(.tie))
        groups.append(decision.group)
      }
    }
    return .share("tie_rate", "ties", hits: hits, groups: groups)
  }

  /// The share of decisions without a judgment.
  static func unscoredRate(_ decisions: [Decision]) -> Metric {
    var hits: [Bool] = []
    var groups: [String] = []
    for decision in decisions {
      for outcome in decision.outcomes {
        if case .unscored = outcome { hits.append(true) } else { hits.append(false) }
        groups.append(decision.group)
      }
    }
    return .share("unscored_rate", "unscored", hits: hits, groups: groups)
  }
}
