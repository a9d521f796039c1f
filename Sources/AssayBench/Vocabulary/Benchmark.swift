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
  /// - Parameter path: `nil` for a benchmark that makes its own examples.
  /// - Throws: `invalidArgument` where the path is needed and missing, or a part is not known;
  ///   `fileUnreadable`, `malformedFile` or `malformedRow`, naming the place.
  func examples(at path: URL?, options: BenchmarkOptions) throws -> [Example]

  /// Measures a judge by its answers.
  ///
  /// - Throws: `invalidArgument` where an answer belongs to none of the examples.
  func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult
}

/// A benchmark whose authors published what judges wrote.
public protocol ReplayableBenchmark: Benchmark {
  /// Reads recordings that were made on these examples, or on parts of them.
  ///
  /// - Parameter paths: The files of one judge's recording, or folders that hold them.
  /// - Throws: `fileUnreadable`, or `malformedFile` or `malformedRow` where it is another file.
  func recording(at paths: [URL], for examples: [Example]) throws -> RecordedJudge
}

/// Which examples of a benchmark to take.
public struct BenchmarkOptions: Sendable, Hashable {
  /// The names of the data set's parts; empty for those that are read by default.
  public var parts: [String]
  /// The most examples to take, from the front; `nil` for all. Digit chains count groups.
  public var limit: Int?
  /// The seed of generated examples.
  public var seed: UInt64

  public init(parts: [String] = [], limit: Int? = nil, seed: UInt64 = 0) {
    self.parts = parts
    self.limit = limit
    self.seed = seed
  }
}

/// What a benchmark measures: the examples and the answers of one run.
public struct BenchmarkInput: Sendable {
  public var examples: [Example]
  public var records: [JudgmentRecord]
  public var run: Run
  /// Reads the answers once more by the rule of the benchmark's own code, where the judge was
  /// asked by the benchmark's own contract.
  public var officialReader: (any OfficialReader)?
  /// The seed of the random baseline.
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
  /// The examples that the recording is about: the parts of the data that it was made on.
  public var examples: [Example]
  public var model: Recording
  /// The style whose contract the recorded judge was held to; it may be an `OfficialReader` too.
  public var style: any PromptStyle
  public var form: PromptForm
  /// The orders that were recorded; nothing is asked twice.
  public var policy: JudgingPolicy

  public init(
    examples: [Example], model: Recording, style: any PromptStyle, form: PromptForm = .critique,
    policy: JudgingPolicy
  ) {
    self.examples = examples
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
  public var officialReader: (any OfficialReader)? { BenchmarkStyles.officialReader(of: style) }
}
