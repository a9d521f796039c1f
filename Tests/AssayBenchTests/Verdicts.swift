// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging

/// Judges whose verdicts are written down, without prompts or models.
enum Verdicts {
  /// The benchmark's result for a judge that gives these outcomes in as-given positions; `nil` for
  /// an order that is not asked.
  static func result(
    _ benchmark: any Benchmark, _ examples: [Example], style: String = "plain",
    orders: JudgingPolicy.Orders = .both, reader: (any OfficialReader)? = nil,
    outcome: (Example, PresentationOrder) -> Verdict.Outcome
  ) throws -> BenchmarkResult {
    let policy = JudgingPolicy(orders: orders, retriesUnreadable: false)
    let records = examples.flatMap { example in
      policy.orders(for: example.format).map { order -> JudgmentRecord in
        let verdict = Verdict(outcome(example, order))
        return JudgmentRecord(
          example: example, order: order, shown: order == .swapped ? verdict.swapped() : verdict)
      }
    }
    let run = Run(
      software: "test", data: Fingerprint.of(examples), examples: examples.count, style: style,
      form: .critique, prompts: "", model: ModelIdentity(name: "written", fingerprint: "0"),
      sampling: .greedy, policy: policy, seed: 0)
    return try benchmark.evaluate(
      BenchmarkInput(examples: examples, records: records, run: run, officialReader: reader))
  }

  /// Always the right judgment; where there is none, a rating by whether the completion is right.
  static func right(_ example: Example, _ order: PresentationOrder) -> Verdict.Outcome {
    if let gold = example.gold { return .judged(gold) }
    let isRight = example.metadata["is_right"]?.boolValue ?? false
    return .judged(.score(isRight ? 10 : 1))
  }

  /// Never a judgment.
  static func silent(_ example: Example, _ order: PresentationOrder) -> Verdict.Outcome {
    .unscored(.unparsed)
  }
}
