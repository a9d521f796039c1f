// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging

/// What one judge did on one benchmark, measured, with what a comparison of judges needs.
public struct JudgedRun: Sendable {
  /// The judge's name in tables and plots.
  public var judge: String
  public var result: BenchmarkResult
  /// One decision an example, in the examples' order; what was not judged has failed.
  public var decisions: [Decision]
  /// What the answers took.
  public var effort: JudgingEffort
  /// How sure the judge said it was.
  public var certainty: Certainty
  /// The examples with their texts; empty where they are not kept.
  public var examples: [Example]
  /// The answers; empty where they are not kept.
  public var records: [JudgmentRecord]

  /// - Parameter keepsTexts: Whether examples and answers are kept for reading.
  public init(
    judge: String, result: BenchmarkResult, examples: [Example], records: [JudgmentRecord],
    keepsTexts: Bool = true
  ) {
    self.judge = judge
    self.result = result
    decisions = Evaluation.complete(records, examples, result.run.policy)
    effort = JudgingEffort(records, examples: examples.count)
    certainty = Certainty(records)
    self.examples = keepsTexts ? examples : []
    self.records = keepsTexts ? records : []
  }
}

/// What the answers of a run took.
public struct JudgingEffort: Sendable, Hashable {
  /// How many examples were judged.
  public var examples: Int
  /// How many answers came.
  public var answers: Int
  /// The tokens of all of them; `nil` where an answer does not state its own.
  public var usage: TokenUsage?
  /// The characters of all answers, thinking included.
  public var characters: Int

  init(_ records: [JudgmentRecord], examples: Int) {
    self.examples = examples
    let completions = records.compactMap(\.completion)
    answers = completions.count
    let stated = completions.compactMap(\.usage)
    if stated.count == answers, answers > 0 {
      usage = TokenUsage(
        promptTokens: stated.reduce(0) { $0 + $1.promptTokens },
        completionTokens: stated.reduce(0) { $0 + $1.completionTokens })
    }
    characters = completions.reduce(0) { sum, completion in
      sum + completion.text.unicodeScalars.count
        + (completion.reasoning?.unicodeScalars.count ?? 0)
    }
  }
}
