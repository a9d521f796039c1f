// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging
public import Foundation

/// A set of examples with known answers, and the numbers that are taken on it.
public protocol Benchmark: Sendable {
  /// What it is.
  var card: BenchmarkCard { get }

  /// Reads the examples from the benchmark's folder or file.
  ///
  /// - Throws: `fileUnreadable`, `malformedFile` or `malformedRow`, naming the place.
  func examples(at path: URL) throws -> [Example]

  /// Measures a judge by its answers.
  ///
  /// - Throws: `invalidArgument` where an answer belongs to none of the examples.
  func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult
}

/// A benchmark whose authors published what judges wrote.
public protocol ReplayableBenchmark: Benchmark {
  /// Reads a recording that was made on these examples.
  ///
  /// - Throws: `fileUnreadable`, or `malformedFile` or `malformedRow` where it is another file.
  func recording(at path: URL, for examples: [Example]) throws -> RecordedJudge
}

/// What a benchmark measures: the examples and the answers of one run.
public struct BenchmarkInput: Sendable {
  public var examples: [Example]
  public var records: [JudgmentRecord]
  public var run: Run
  /// Reads the answers once more by the rule of the benchmark's own code, where the judge was
  /// asked by the benchmark's own contract.
  public var officialReader: (any OfficialReader)?
  /// The seed of bootstrap intervals and of the random baseline.
  public var seed: UInt64

  public init(
    examples: [Example], records: [JudgmentRecord], run: Run,
    officialReader: (any OfficialReader)? = nil, seed: UInt64 = 0
  ) {
    self.examples = examples
    self.records = records
    self.run = run
    self.officialReader = officialReader
    self.seed = seed
  }
}

/// Reads an answer as a benchmark's own code does, quirks included.
public protocol OfficialReader: Sendable {
  /// The outcome in the positions that the judge saw.
  func officialOutcome(of completion: Completion, for shown: Example) -> Verdict.Outcome
}

/// A recorded judge: its answers, and how its answers are to be read.
public struct RecordedJudge: Sendable {
  public var model: Recording
  /// The style whose contract the recorded judge was held to; it may be an `OfficialReader` too.
  public var style: any PromptStyle
  public var form: PromptForm
  /// The orders that were recorded; nothing is asked twice.
  public var policy: JudgingPolicy

  public init(
    model: Recording, style: any PromptStyle, form: PromptForm = .critique,
    policy: JudgingPolicy
  ) {
    self.model = model
    self.style = style
    self.form = form
    self.policy = policy
  }

  /// The judge that replays the recording.
  public var judge: Judge {
    Judge(
      style: style, form: form, model: model, policy: policy,
      batching: Judge.Batching(maximumBatch: 256))
  }

  /// The style's reading by the benchmark's own rule, where it has one.
  public var officialReader: (any OfficialReader)? { style as? any OfficialReader }
}
