// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// A judge that needs no model: a fixed rule over what is shown to it.
///
/// Beside a judge's number stands what it is worth to read nothing at all.
struct BaselineRule: Sendable {
  /// The name in tables.
  var name: String
  /// The rule in one sentence.
  var summary: String
  /// The judgment in the positions that are shown; the generator is the rule's own.
  var judgment: @Sendable (Example, inout SeededGenerator) -> Judgment
}

extension BaselineRule {
  /// The rules that every set of pairs is measured with.
  static let pairwise: [BaselineRule] = [
    BaselineRule(name: "always first", summary: "Prefers the response shown first.") { _, _ in
      .preference(.first)
    },
    BaselineRule(name: "always second", summary: "Prefers the response shown second.") { _, _ in
      .preference(.second)
    },
    BaselineRule(name: "random", summary: "Tosses a coin for each order.") { _, generator in
      .preference(generator.below(2) == 0 ? .first : .second)
    },
    BaselineRule(
      name: "longer", summary: "Prefers the response with more characters; a tie where equal."
    ) { example, _ in
      .preference(longer(of: example))
    },
  ]

  /// The rules for examples whose right judgments come from a closed list.
  ///
  /// - Parameter examples: Where the list and the most frequent judgment come from.
  static func plain(for examples: [Example]) -> [BaselineRule] {
    var counts: [Judgment: Int] = [:]
    for example in examples { if let gold = example.gold { counts[gold, default: 0] += 1 } }
    let classes = counts.keys.sorted { "\($0)" < "\($1)" }
    guard let majority = classes.max(by: { (counts[$0] ?? 0) < (counts[$1] ?? 0) }) else {
      return []
    }
    var rules = [
      BaselineRule(
        name: "majority class",
        summary: "Always says '\(majority)', the most frequent right judgment."
      ) { _, _ in majority },
      BaselineRule(
        name: "random", summary: "Draws one of the right judgments that occur, each alike."
      ) { _, generator in generator.element(of: classes) ?? majority },
    ]
    if classes.count == 2 {
      let other = classes.first { $0 != majority } ?? majority
      rules.insert(
        BaselineRule(name: "minority class", summary: "Always says '\(other)'.") { _, _ in other },
        at: 1)
    }
    return rules
  }

  private static func longer(of example: Example) -> Preference {
    guard example.responses.count == 2 else { return .tie }
    let first = example.responses[0].unicodeScalars.count
    let second = example.responses[1].unicodeScalars.count
    return first == second ? .tie : first > second ? .first : .second
  }

  /// The rule's decisions, pairs in both orders.
  func decisions(on examples: [Example], seed: UInt64) -> [Decision] {
    var generator = SeededGenerator(seed: seed, stream: "baseline/\(name)")
    return examples.map { example in
      let asGiven = judgment(example, &generator)
      guard example.format.isPairwise else {
        return Decision(example: example, asGiven: .judged(asGiven))
      }
      let swapped = judgment(example.swapped(), &generator).swapped()
      return Decision(example: example, asGiven: .judged(asGiven), swapped: .judged(swapped))
    }
  }

  /// The rule's numbers over the examples, which are all pairs or none of them.
  func baseline(on examples: [Example], seed: UInt64) -> BenchmarkResult.Baseline {
    baseline(of: decisions(on: examples, seed: seed))
  }

  /// The numbers of the rule's decisions.
  func baseline(of decisions: [Decision]) -> BenchmarkResult.Baseline {
    let metrics = Measures.metrics(of: decisions).filter { $0.name != "unscored_rate" }
    return BenchmarkResult.Baseline(name: name, rule: summary, metrics: metrics)
  }
}
