// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// EVOUNA (Wang et al. 2023, arXiv 2305.12421) as reference-based verification: is an answer to an
/// open question right, given the golden answer?
///
/// Five systems' answers were judged by people. Answers to one question are not independent, so
/// intervals are clustered by question. The bar to pass is not a coin but a string comparison:
/// whether the answer contains a golden alias.
public struct EVOUNABenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "evouna", title: "EVOUNA",
    summary: "Five systems' answers to open questions, judged right or wrong by people.",
    data: "the repository's NQ.json and TQ.json",
    officialMetric: "Percent of answers on which the judge agrees with people; a missing verdict "
      + "is wrong.",
    reference: "arXiv 2305.12421, https://github.com/wangcunxiang/QA-Eval",
    licence: "Apache-2.0",
    contamination: ["R3's training set contains it: it is no held-out test of R3's weights."])

  public var source: any DataSource { EVOUNA() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let evaluation = try Evaluation(input)
    let systems = input.examples.reduce(into: [String: String]()) { systems, example in
      systems[example.id] = example.metadata["system"]?.stringValue ?? ""
    }
    let parts = EVOUNA().card.parts.map(\.name)
    let byPart = Measures.sections(
      of: evaluation.decisions, named: parts, by: \.domain, official: Self.official)
    let bySystem = parts.flatMap { part in
      Measures.sections(
        of: evaluation.decisions.filter { $0.domain == part },
        named: EVOUNA.systems.map { "\(part)/\($0)" },
        by: { "\(part)/\(systems[$0.id] ?? "")" }, official: Self.official)
    }
    let rules =
      BaselineRule.plain(for: input.examples)
      + [Self.lexicalMatch(.unicode), Self.lexicalMatch(.ascii)]
    return evaluation.result(
      card, official: Self.official(evaluation.decisions),
      robust: Measures.metrics(of: evaluation.decisions), sections: byPart + bySystem,
      baselines: rules.map { baseline($0, on: input.examples, parts: parts, seed: input.seed) },
      notes: [
        "Intervals are clustered by question: the answers of several systems to one question are "
          + "not independent."
      ])
  }

  /// The rule's numbers over everything, and its accuracy on each part.
  private func baseline(
    _ rule: BaselineRule, on examples: [Example], parts: [String], seed: UInt64
  ) -> BenchmarkResult.Baseline {
    let decisions = rule.decisions(on: examples, seed: seed)
    var baseline = rule.baseline(of: decisions)
    for part in parts {
      let some = decisions.filter { $0.domain == part }
      guard !some.isEmpty else { continue }
      var metric = PlainMeasures.accuracy(some)
      metric.name = "accuracy_\(part)"
      metric.title = "accuracy on \(part)"
      baseline.metrics.append(metric)
    }
    return baseline
  }

  /// Says that an answer is right where it contains any golden alias after normalisation.
  ///
  /// The usual recipe keeps nothing but the letters a to z and digits, and is kept beside ours
  /// because the figures that circulate are made with it.
  static func lexicalMatch(_ normalization: AnswerNormalization) -> BaselineRule {
    let kept = normalization == .ascii ? ", only a-z and 0-9 kept" : ""
    return BaselineRule(
      name: normalization == .ascii ? "lexical match (ascii)" : "lexical match",
      summary: "Right where the normalised answer contains a golden alias\(kept)."
    ) { example, _ in
      let aliases =
        example.metadata["aliases"]?.arrayValue?.compactMap(\.stringValue)
        ?? EVOUNA.aliases(of: example.reference ?? "")
      return .boolean(
        normalization.contains(anyOf: aliases, in: example.responses.first ?? ""))
    }
  }

  private static func official(_ decisions: [Decision]) -> [Metric] {
    [
      .official(
        "accuracy", "accuracy", count: decisions.filter(\.isConsistentlyCorrect).count,
        of: decisions.count)
    ]
  }
}
