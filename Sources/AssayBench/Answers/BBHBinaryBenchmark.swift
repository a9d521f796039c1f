// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// BIG-Bench-Hard as R3 judges it (arXiv 2505.13388 §4.1): is the answer right?
///
/// Official: accuracy over both items of every example; a missing verdict is wrong. Ours: how often
/// both items are right, which never reaches 50 % by always saying the same.
public struct BBHBinaryBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "bbh-binary", title: "BBH-Binary",
    summary: "An answer to a hard reasoning task, right or wrong.",
    data: "the repository's 27 task files, in a folder tasks or beside each other",
    officialMetric: "Percent right over a right and a made wrong answer to each example; a missing "
      + "verdict is wrong.",
    reference: "arXiv 2210.09261, https://github.com/suzgunmirac/BIG-Bench-Hard; arXiv 2505.13388",
    licence: "MIT",
    contamination: [
      "BIG-bench's canary stands in every file: rows that contain it belong in no training set.",
      "Wrong answers are drawn by our own seed, so the items are not R3's own.",
    ])

  public var source: any DataSource { BBHBinary() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let rows = QuestionPairs.rows(of: input.examples)
    return try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: BBHBinary().card.parts.map(\.name),
        official: { PlainProtocol.accuracy($0) + [QuestionPairs.meanOfTasks($0)] },
        partOfficial: PlainProtocol.accuracy,
        robust: { [QuestionPairs.bothRight($0, rows)] },
        rules: BaselineRule.plain(for: input.examples),
        notes: [
          "R3's own conversion counts one task twice and lets two custom samplers fail; here every "
            + "task counts once and every sampler works."
        ]))
  }
}

/// Questions that are asked twice: once with a right and once with a wrong answer.
enum QuestionPairs {
  /// The question of each example, by the example's identifier.
  static func rows(of examples: [Example]) -> [String: String] {
    examples.reduce(into: [:]) { rows, example in
      rows[example.id] = "\(example.domain)/\(example.metadata["row"]?.integerValue ?? -1)"
    }
  }

  /// The share of questions of which every item is right; a coin reaches 25 %.
  static func bothRight(_ decisions: [Decision], _ rows: [String: String]) -> Metric {
    .wholeSets("both_right", "right and wrong answer both judged right", decisions: decisions) {
      rows[$0.id] ?? $0.id
    }
  }

  /// The plain mean of the tasks' accuracies.
  static func meanOfTasks(_ decisions: [Decision]) -> Metric {
    let values = Dictionary(grouping: decisions, by: \.domain).sorted { $0.key < $1.key }
      .map { Double($0.value.count(where: \.isConsistentlyCorrect)) / Double($0.value.count) }
    return .official(
      "task_accuracy", "accuracy, mean of tasks",
      share: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
      n: decisions.count)
  }
}
