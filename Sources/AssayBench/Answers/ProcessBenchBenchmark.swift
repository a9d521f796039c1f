// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging
import AssayStatistics

/// ProcessBench (Zheng et al. 2024, arXiv 2412.06559): the first wrong step of a solution.
///
/// Official: F1 of each split by `ProcessBenchScore`, and their plain mean; an answer without an
/// index is wrong. Ours: the same with 0 for 0/0 and an interval, whether there is an error at all,
/// and the index up to one step off.
public struct ProcessBenchBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "processbench", title: "ProcessBench",
    summary: "Solutions in steps, with the index of the first wrong one.",
    data: "gsm8k, math, olympiadbench and omnimath of Qwen/ProcessBench as JSON, JSONL or Parquet",
    officialMetric: "The mean of four F1: the harmonic mean of the exact-index accuracy on wrong "
      + "solutions and the accuracy on right ones; undefined where both are 0.",
    reference: "arXiv 2412.06559, https://github.com/QwenLM/ProcessBench",
    licence: "Apache-2.0",
    contamination: [
      "Questions of GSM8K, MATH, OlympiadBench and Omni-MATH: keep them out of step-label data.",
      "PRM800K uses problems of MATH.",
    ])

  public var source: any DataSource { ProcessBench() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let splits = ProcessBench().card.parts.map(\.name)
    return try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: splits, official: { Self.overall($0, splits) }, partOfficial: Self.part,
        robust: { Self.robust($0, seed: input.seed) },
        rules: Self.rules + BaselineRule.plain(for: input.examples),
        notes: ["Greedy decoding of 8,192 tokens officially, 32,768 for long reasoners."]))
  }

  private static let rules = [
    BaselineRule(name: "always no error", summary: "Says that every step is right.") { _, _ in
      .firstError(nil)
    },
    BaselineRule(name: "random step", summary: "Draws one of the steps, or that none is wrong.") {
      example, generator in
      let drawn = generator.below((example.steps?.count ?? 0) + 1)
      return .firstError(drawn == 0 ? nil : drawn - 1)
    },
  ]

  /// The score of decisions; `nil` where one of the two kinds of solutions is missing.
  private static func score(_ decisions: [Decision]) -> ProcessBenchScore? {
    let wrong = decisions.filter { $0.gold != .firstError(nil) }
    let right = decisions.filter { $0.gold == .firstError(nil) }
    guard !wrong.isEmpty, !right.isEmpty else { return nil }
    func accuracy(_ part: [Decision]) -> Double {
      Double(part.count(where: \.isConsistentlyCorrect)) / Double(part.count)
    }
    return ProcessBenchScore(errorAccuracy: accuracy(wrong), correctAccuracy: accuracy(right))
  }

  private static func part(_ decisions: [Decision]) -> [Metric] {
    let score = score(decisions)
    let n = decisions.count
    return [
      .official(
        "f1", "F1", share: score?.officialF1, n: n,
        note: score?.officialF1 == nil ? "both accuracies are 0, or one kind is missing" : nil),
      .official("error_accuracy", "accuracy with an error", share: score?.errorAccuracy, n: n),
      .official(
        "correct_accuracy", "accuracy without one", share: score?.correctAccuracy, n: n),
    ]
  }

  private static func overall(_ decisions: [Decision], _ splits: [String]) -> [Metric] {
    let parts = Dictionary(grouping: decisions, by: \.domain)
    let present = splits.filter { parts[$0] != nil }
    let scores = present.compactMap { parts[$0].flatMap { score($0)?.officialF1 } }
    let isDefined = !present.isEmpty && scores.count == present.count
    return [
      .official(
        "average_f1", "mean F1",
        share: isDefined ? scores.reduce(0, +) / Double(scores.count) : nil, n: decisions.count,
        note: !isDefined
          ? "the F1 of a split is not defined"
          : present.count < splits.count
            ? "Mean of \(present.count) of \(splits.count) splits." : nil)
    ]
  }

  private static func robust(_ decisions: [Decision], seed: UInt64) -> [Metric] {
    let known = decisions.filter { $0.gold != nil }
    let groups = known.map(\.group)
    return [
      averageF1(known, seed: seed), detection(known, groups),
      .share(
        "near_step_accuracy", "index up to one step off", hits: known.map(isNear), groups: groups),
    ]
  }

  /// The mean F1 of the splits, 0 where it is 0/0, with a bootstrap interval by problem.
  private static func averageF1(_ decisions: [Decision], seed: UInt64) -> Metric {
    let names = Set(decisions.map(\.domain)).sorted()
    let places = names.enumerated().reduce(into: [String: Int]()) { $0[$1.element] = $1.offset }
    let items = decisions.map { decision in
      (
        split: places[decision.domain] ?? 0, isWrong: decision.gold != .firstError(nil),
        isHit: decision.isConsistentlyCorrect
      )
    }
    let statistic = { (positions: [Int]) throws(StatisticsError) -> Double in
      // Two cells a split: solutions with an error, and without.
      var counts = [(hits: Int, all: Int)](repeating: (0, 0), count: 2 * names.count)
      for position in positions {
        let item = items[position]
        let cell = 2 * item.split + (item.isWrong ? 0 : 1)
        counts[cell].all += 1
        if item.isHit { counts[cell].hits += 1 }
      }
      let shares = counts.map { Double($0.hits) / Double(max(1, $0.all)) }
      let scores = names.indices.map {
        ProcessBenchScore(errorAccuracy: shares[2 * $0], correctAccuracy: shares[2 * $0 + 1]).f1
      }
      return scores.reduce(0, +) / Double(max(1, scores.count))
    }
    guard !items.isEmpty, let value = try? statistic(Array(items.indices)) else {
      return .undefined("f1", "mean F1", unit: .percent, why: "there is no item to count")
    }
    var metric = Metric(
      name: "f1", title: "mean F1", value: 100 * value, n: items.count,
      note: "0 where both accuracies of a split are 0.")
    let bootstrap = Bootstrap(seed: seed, resamples: 1_000, kind: .percentile)
    if let interval = try? bootstrap.interval(
      count: items.count, clusters: Clusters(decisions.map(\.group)), statistic: statistic)
    {
      metric.lower = 100 * interval.lower
      metric.upper = 100 * interval.upper
      metric.method = "bootstrap by problem"
    }
    return metric
  }

  /// Whether there is an error at all: the mean of the two classes' accuracies.
  private static func detection(_ decisions: [Decision], _ groups: [String]) -> Metric {
    let strata = decisions.map { $0.gold == .firstError(nil) ? "right" : "wrong" }
    let hits = decisions.map { decision -> Double in
      guard case .judged(.firstError(let index)) = decision.asGiven,
        case .firstError(let gold) = decision.gold
      else { return 0 }
      return (index == nil) == (gold == nil) ? 1 : 0
    }
    guard Set(strata).count == 2 else {
      return .undefined(
        "error_detection", "error or none, balanced", unit: .percent,
        why: "all solutions are right, or all are wrong")
    }
    return .stratified(
      "error_detection", "error or none, balanced", values: hits, strata: strata, groups: groups,
      weights: ["right": 0.5, "wrong": 0.5])
  }

  private static func isNear(_ decision: Decision) -> Bool {
    guard case .judged(.firstError(let index)) = decision.asGiven,
      case .firstError(let gold) = decision.gold
    else { return false }
    guard let index, let gold else { return index == gold }
    return abs(index - gold) <= 1
  }
}
