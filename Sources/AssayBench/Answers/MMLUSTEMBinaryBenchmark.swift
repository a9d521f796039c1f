// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// MMLU's STEM subjects as R3 judges them (arXiv 2505.13388 §4.1): is the option right?
///
/// Official: accuracy over 6,306 items; a missing verdict is wrong. Ours: how often both items of a
/// question are right.
public struct MMLUSTEMBinaryBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "mmlu-stem-binary", title: "MMLU-STEM-Binary",
    summary: "One option of a STEM question, right or wrong.",
    data: "the 19 STEM files of hendrycks/test, such as anatomy_test.csv",
    officialMetric: "Percent right over the right and one wrong letter of each question; a missing "
      + "verdict is wrong.",
    reference: "arXiv 2009.03300, https://github.com/hendrycks/test; arXiv 2505.13388",
    licence: "MIT",
    contamination: [
      "Old and widely trained on: scores near 95 % measure knowledge more than judging.",
      "Wrong letters are drawn by our own seed, so the items are not R3's own.",
    ])

  public var source: any DataSource { MMLUSTEMBinary() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let rows = QuestionPairs.rows(of: input.examples)
    return try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: MMLUSTEMBinary().card.parts.map(\.name),
        official: { PlainProtocol.accuracy($0) + [QuestionPairs.meanOfTasks($0)] },
        partOfficial: PlainProtocol.accuracy,
        robust: { [QuestionPairs.bothRight($0, rows)] },
        rules: BaselineRule.plain(for: input.examples)))
  }
}
