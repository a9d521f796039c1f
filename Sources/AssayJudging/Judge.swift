// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A prompt style, a model, and how often and in which orders to ask it.
///
/// Whether the model is an endpoint, a local checkpoint or a recording makes no difference here.
public struct Judge: Sendable {
  public var style: any PromptStyle
  public var form: PromptForm
  public var model: any ChatModel
  public var sampling: SamplingParameters
  public var policy: JudgingPolicy
  /// The seed of the run; every request's own seed follows from it and the request's key.
  public var seed: UInt64
  /// How requests are grouped; it has no effect on what is asked.
  public var batching: Batching

  /// How many requests go to the model at a time.
  public struct Batching: Sendable, Hashable {
    /// The most requests in one call of the model; at least 1.
    public var maximumBatch: Int
    /// The most calls under way at a time; at least 1. A local model wants 1.
    public var concurrentBatches: Int

    public init(maximumBatch: Int = 32, concurrentBatches: Int = 1) {
      self.maximumBatch = max(1, maximumBatch)
      self.concurrentBatches = max(1, concurrentBatches)
    }
  }

  public init(
    style: any PromptStyle, form: PromptForm = .critique, model: any ChatModel,
    sampling: SamplingParameters = .greedy, policy: JudgingPolicy = JudgingPolicy(),
    seed: UInt64 = 0, batching: Batching = Batching()
  ) {
    self.style = style
    self.form = form
    self.model = model
    self.sampling = sampling
    self.policy = policy
    self.seed = seed
    self.batching = batching
  }
}

extension Judge {
  /// The description of a run of this judge over the examples.
  ///
  /// - Parameter software: The version of the program that runs it.
  public func run(on examples: [Example], software: String) -> Run {
    let prompts = examples.prefix(Self.promptsInDescription).compactMap {
      try? style.messages(for: $0, form: form)
    }
    return Run(
      software: software, data: Fingerprint.of(examples), examples: examples.count,
      style: style.name, form: form, prompts: description(of: prompts), model: model.identity,
      sampling: sampling, policy: policy, seed: seed)
  }

  /// Judges the examples and collects the records, in the examples' order.
  public func records(of examples: [Example]) async throws -> [JudgmentRecord] {
    var collected: [JudgmentRecord] = []
    collected.reserveCapacity(policy.count(for: examples))
    try await judge(examples) { collected.append(contentsOf: $0) }
    return collected
  }

  /// Judges the examples into a file that may hold a part of the answers already.
  ///
  /// What is finished when an error or a cancellation ends the run stays in the file.
  ///
  /// - Parameter progress: Called after each batch with the number of records in the file.
  public func judge(
    _ examples: [Example], into file: JudgmentFile,
    progress: (Int) async -> Void = { _ in }
  ) async throws {
    let finished = await file.finished
    var count = finished.count
    try await judge(examples, skipping: finished) { records in
      try await file.append(records)
      count += records.count
      await progress(count)
    }
  }

  /// Judges the examples batch by batch.
  ///
  /// A request that fails gives a record `.unscored(.failed)`, so that the records always add up
  /// to the examples times their orders times the votes, less what is skipped.
  ///
  /// - Parameters:
  ///   - examples: What to judge; their identifiers must differ.
  ///   - finished: The judgments that are not to be asked again.
  ///   - receive: Takes finished records, in the examples' order; the next batch is not begun
  ///     before it returns once `concurrentBatches` are under way.
  /// - Throws: `invalidArgument` for a policy without votes or two examples with one identifier,
  ///   what the model throws to end a run, what `receive` throws, and `CancellationError` between
  ///   two batches.
  public func judge(
    _ examples: [Example], skipping finished: Set<CompletionRequest.Key> = [],
    receive: ([JudgmentRecord]) async throws -> Void
  ) async throws {
    try validatePolicy()
    try validate(examples)
    try await judge(
      next: batches(of: examples, skipping: finished), answering: { try await answer($0) },
      receive: receive)
  }

  func validate(_ examples: [Example]) throws {
    var seen: Set<String> = []
    for example in examples where !seen.insert(example.id).inserted {
      throw Self.repeated(example.id)
    }
  }
}
