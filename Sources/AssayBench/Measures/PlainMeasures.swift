// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// Our numbers on everything that is not a pair: each example has one right judgment.
enum PlainMeasures {
  /// Accuracy, balanced accuracy where there are classes, and the share without a judgment.
  static func metrics(of decisions: [Decision]) -> [Metric] {
    let known = decisions.filter { $0.gold != nil }
    return [accuracy(known), balancedAccuracy(known), PairwiseMeasures.unscoredRate(decisions)]
  }

  /// The share of examples with the right judgment; a missing judgment is not right.
  static func accuracy(_ decisions: [Decision]) -> Metric {
    .share(
      "accuracy", "accuracy", hits: decisions.map { $0.isCorrect(in: .asGiven) ?? false },
      groups: decisions.map(\.group))
  }

  /// The mean over the right judgments that occur of the accuracy on their examples.
  ///
  /// Its error is that of the mean of linearised values with the classes' sizes taken as given.
  static func balancedAccuracy(_ decisions: [Decision]) -> Metric {
    let name = "balanced_accuracy"
    let title = "balanced accuracy"
    var sizes: [Judgment: Int] = [:]
    var rights: [Judgment: Int] = [:]
    for decision in decisions {
      guard let gold = decision.gold else { continue }
      sizes[gold, default: 0] += 1
      if decision.isCorrect(in: .asGiven) == true { rights[gold, default: 0] += 1 }
    }
    guard sizes.count > 1 else {
      return .undefined(
        name, title, unit: .percent, why: "all examples have the same right judgment")
    }
    let classes = Double(sizes.count)
    let rates = sizes.reduce(into: [Judgment: Double]()) { rates, entry in
      rates[entry.key] = Double(rights[entry.key] ?? 0) / Double(entry.value)
    }
    // Sorted before they are summed, so that equal data give equal bits.
    let balanced = rates.values.sorted().reduce(0, +) / classes
    let count = Double(decisions.count)
    let values = decisions.map { decision -> Double in
      guard let gold = decision.gold, let size = sizes[gold], let rate = rates[gold] else {
        return balanced
      }
      let right = decision.isCorrect(in: .asGiven) == true ? 1.0 : 0.0
      return balanced + count / (classes * Double(size)) * (right - rate)
    }
    var metric = Metric.mean(name, title, values: values, groups: decisions.map(\.group))
    metric.value = 100 * balanced
    return metric
  }
}
