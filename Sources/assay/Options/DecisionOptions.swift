// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayJudging
import Foundation

/// How several answers about one example become one decision. It asks nothing anew: the same
/// answers may be pooled in another way at any time.
struct DecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How samples become one judgment: majority, or mean (of scores, preferences or truth "
        + "values); mean where --expected-score is given.", valueName: "rule"))
  var pool: Pool?

  @Option(
    help: ArgumentHelp(
      "Withhold decisions less sure than this, from 0 to 1, and state coverage beside accuracy.",
      valueName: "p"))
  var abstainBelow: Double?

  @Option(
    help: ArgumentHelp(
      "Also write one line for each example: the pooled judgment, its confidence, mean and "
        + "spread (docs/judging.md).", valueName: "file"))
  var decisions: String?

  /// Whether any of the options is set.
  var isSet: Bool { pool != nil || abstainBelow != nil || decisions != nil }

  func validate() throws {
    if let abstainBelow, !(0...1).contains(abstainBelow) {
      throw ValidationError("--abstain-below must be between 0 and 1.")
    }
  }

  /// The rule as an option.
  enum Pool: String, ExpressibleByArgument, CaseIterable {
    case majority, mean
  }

  /// The rule for a judge that is asked so.
  func rule(_ judge: JudgeOptions) -> PoolingRule {
    pool.map { $0 == .mean ? .mean : .majority } ?? (judge.expectedScore ? .mean : .majority)
  }

  /// Whether there is something to say about the decisions beside the usual numbers.
  func isShown(_ judge: JudgeOptions) -> Bool { isSet || judge.votes > 1 || judge.expectedScore }

  /// The result of a judge's answers: measured as pooled, with the decisions beside.
  ///
  /// - Parameters:
  ///   - known: Known scores on another scale than the examples', by example.
  ///   - evaluate: Measures records; the policy is that of what they come to.
  func result(
    of records: [JudgmentRecord], judge options: JudgeOptions, judge: Judge, examples: [Example],
    known: [String: Double] = [:],
    evaluate: (_ records: [JudgmentRecord], _ run: Run) throws -> BenchmarkResult
  ) throws -> ResultOutput {
    let rule = rule(options)
    var run = judge.run(on: examples, software: assayVersion)
    var measured = records
    if rule == .mean {
      measured = JudgmentRecord.pooled(records, by: rule)
      run.policy.votes = 1
    }
    var output = ResultOutput(result: try evaluate(measured, run), records: measured)
    if rule == .mean {
      let asked = judge.policy.summary.replacing(
        "majority of \(judge.policy.votes) votes", with: "mean of \(judge.policy.votes) samples")
      output.result.protocolText = output.result.protocolText.replacing(
        run.policy.summary, with: asked)
    }
    output.result.run.policy = judge.policy
    let criteria = CriterionSummary.summaries(of: records)
    guard isShown(options) || !known.isEmpty || !criteria.isEmpty else { return output }
    let pooled = PooledDecision.pool(records, by: rule)
    output.decisions = ShownDecisions(
      rule: rule, samples: judge.policy.votes,
      summary: DecisionSummary(pooled, abstainingBelow: abstainBelow, known: known),
      criteria: criteria)
    if decisions != nil { try write(lines(of: pooled, records)) }
    return output
  }

  /// One line for each decision, with what its answers say of each criterion.
  private func lines(
    of pooled: [PooledDecision], _ records: [JudgmentRecord]
  ) -> [DecisionLine] {
    let byExample = Dictionary(grouping: records, by: \.example)
    return pooled.map { decision in
      var line = DecisionLine(decision, abstainBelow: abstainBelow)
      line.criteria = CriterionSummary.summaries(of: byExample[decision.id] ?? [])
      return line
    }
  }

  /// Writes the lines of `--decisions`, if it is given.
  func write(_ lines: [DecisionLine]) throws {
    if let decisions { try JSONLines.write(lines, to: URL(filePath: decisions)) }
  }
}
