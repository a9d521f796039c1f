// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// VerifyBench and VerifyBench-Hard (Yan et al. 2025, arXiv 2505.15801): is an answer right, given
/// the reference?
///
/// Official: accuracy, where the last `Yes` or `No` in the text decides, also inside `Note` or
/// `Nothing`, and a text without either is wrong. Ours: balanced accuracy, the rates on right and on
/// wrong answers, and F1 on wrong ones.
public struct VerifyBenchBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "verifybench", title: "VerifyBench",
    summary: "Answers to be verified against a reference, with labels by people.",
    data: "verify_bench.jsonl and verify_bench_hard.jsonl of ZJU-REAL/VerifyBench",
    officialMetric: "Percent right; the last case-sensitive Yes or No of the text decides, also "
      + "inside a word, and none is wrong.",
    reference: "arXiv 2505.15801, https://github.com/ZJU-REAL/VerifyBench",
    licence: "MIT; questions keep that of their sources",
    contamination: ["Where its questions come from was not checked."])

  public var source: any DataSource { VerifyBench() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let types = input.examples.reduce(into: [String: String]()) { types, example in
      types[example.id] = example.metadata["answer_type"]?.stringValue
    }
    let evaluation = try Evaluation(input)
    let plan = MeasurePlan(
      parts: VerifyBench().card.parts.map(\.name), official: PlainProtocol.accuracy,
      robust: PlainProtocol.rates, rules: BaselineRule.plain(for: input.examples),
      notes: ["70.9 % of VerifyBench-Hard is wrong, so saying No to everything reaches that."])
    var result = evaluation.result(card, plan)
    var byType = plan
    byType.parts = Set(types.values).filter { !$0.isEmpty }.sorted()
    byType.part = { types[$0.id] ?? "" }
    byType.rules = []
    result.sections += evaluation.result(card, byType).sections
    return result
  }
}

/// Numbers that several sets of answers, right or wrong, share.
enum PlainProtocol {
  /// The share of right verdicts; a missing verdict is wrong.
  static func accuracy(_ decisions: [Decision]) -> [Metric] {
    [
      .official(
        "accuracy", "accuracy", count: decisions.count(where: \.isConsistentlyCorrect),
        of: decisions.count)
    ]
  }

  /// The accuracy on right and on wrong answers, and F1 on wrong ones.
  static func rates(_ decisions: [Decision]) -> [Metric] {
    let right = decisions.filter { $0.gold == .boolean(true) }
    let wrong = decisions.filter { $0.gold == .boolean(false) }
    return [
      .share(
        "true_positive_rate", "right answers accepted", hits: right.map(\.isConsistentlyCorrect),
        groups: right.map(\.group)),
      .share(
        "true_negative_rate", "wrong answers rejected", hits: wrong.map(\.isConsistentlyCorrect),
        groups: wrong.map(\.group)),
      f1OnWrong(right, wrong),
    ]
  }

  private static func f1OnWrong(_ right: [Decision], _ wrong: [Decision]) -> Metric {
    let found = wrong.count { $0.asGiven == .judged(.boolean(false)) }
    let accused = right.count { $0.asGiven == .judged(.boolean(false)) }
    let missed = wrong.count - found
    let n = right.count + wrong.count
    let whole = 2 * found + accused + missed
    guard whole > 0 else {
      return .undefined("f1_wrong", "F1 on wrong answers", unit: .percent, why: "none is wrong")
    }
    return Metric(
      name: "f1_wrong", title: "F1 on wrong answers", value: 200 * Double(found) / Double(whole),
      n: n, note: "No interval.")
  }
}
