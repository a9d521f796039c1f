// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData

/// One kind of work that a stage of a recipe can do, with its settings.
///
/// Each operation is one file whose doc comment is its user documentation;
/// ``CurationOperations/all`` lists them.
public protocol CurationOperation: Sendable {
  /// Everything beside the inputs and the seed that the result depends on: settings, the hashes
  /// of files, the identities of models.
  ///
  /// Equal content on equal inputs gives equal bytes; this is what a finished stage is found by.
  func content(in context: CurationContext) async throws -> JSONValue

  /// What the operation will ask of models.
  ///
  /// - Parameters:
  ///   - sample: Some of the examples that come in.
  ///   - count: How many come in, as far as it is known.
  func demands(of sample: [Example], count: Int, in context: CurationContext) async throws
    -> [ModelDemand]

  /// The most examples that can come out where so many come in; else as many as come in.
  func most(from count: Int) -> Int
}

extension CurationOperation {
  public func most(from count: Int) -> Int { count }

  public func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] { [] }
}

extension Int {
  /// The product of two counts, or the largest number there is.
  func times(_ other: Int) -> Int {
    let (product, isTooLarge) = multipliedReportingOverflow(by: other)
    return isTooLarge ? .max : product
  }
}

/// What a person should know of an operation.
public struct OperationCard: Sendable, Hashable {
  /// The word that recipes use.
  public var name: String
  /// One sentence on what it does.
  public var summary: String
  /// How many inputs it takes.
  public var inputs: ClosedRange<Int>

  public init(name: String, summary: String, inputs: ClosedRange<Int> = 1...1) {
    self.name = name
    self.summary = summary
    self.inputs = inputs
  }
}

/// Requests that a stage will make, before anything is sent.
public struct ModelDemand: Sendable, Hashable, Encodable {
  /// The model's name in the recipe.
  public var model: String
  public var requests: Int
  public var promptTokens: Int
  public var completionTokens: Int
  /// Whether it is an embedder that is asked, one request being one text.
  public var isEmbedding: Bool

  public init(
    model: String, requests: Int, promptTokens: Int, completionTokens: Int,
    isEmbedding: Bool = false
  ) {
    self.isEmbedding = isEmbedding
    self.model = model
    self.requests = requests
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
  }
}

extension ModelDemand {
  /// The texts that an embedder turns into vectors, one an example.
  init(
    embedder: String, sample: [Example], count: Int, text: (Example) -> String
  ) {
    let tokens = sample.reduce(0) { $0 + TokenEstimator.standard.tokens(in: text($1)) }
    self.init(
      model: embedder, requests: count,
      promptTokens: sample.isEmpty ? 0 : count * tokens / sample.count, completionTokens: 0,
      isEmbedding: true)
  }
}

/// An operation that decides about one example without looking at the others.
///
/// Its results are kept as they come, and it can be divided between processes.
public protocol ItemwiseOperation: CurationOperation {
  /// How many examples it takes at a time.
  var batchSize: Int { get }
  /// How many batches may be under way at a time.
  var concurrentBatches: Int { get }

  /// Makes what does the work ready: models, indices, sandboxes.
  func worker(in context: CurationContext) async throws -> ItemWorker
}

/// What becomes of each example of a batch, in their order; several batches may be under way.
///
/// It throws only what makes the rest impossible; what is wrong with one example is its outcome.
public typealias ItemWorker = @Sendable (_ batch: [Example]) async throws -> [ItemOutcome]

extension ItemwiseOperation {
  public var batchSize: Int { 64 }
  public var concurrentBatches: Int { 1 }
}

/// What became of one example: what stays of it, or is made from it, and why it left.
public struct ItemOutcome: Sendable, Hashable {
  /// The example itself, perhaps changed, and what was made from it.
  public var kept: [Example]
  /// Why the example is not among them.
  public var departure: Departure?
  /// What was done with it, in a few words of a closed set; the stage's facts count them.
  public var note: String?

  public init(kept: [Example], departure: Departure? = nil, note: String? = nil) {
    self.kept = kept
    self.departure = departure
    self.note = note
  }

  public init(_ fate: Fate) {
    kept = fate.example.map { [$0] } ?? []
    departure = fate.departure
  }
}

/// An operation that must see all examples: a source, a mixture, a selection.
public protocol WholeOperation: CurationOperation {
  /// Reads the inputs and writes what comes out.
  func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws
}

/// What one stage hands to the next.
public struct StageInput: Sendable {
  /// The stage's name.
  public var name: String
  public var examples: ExampleStream
  /// How many there are.
  public var count: Int

  public init(name: String, examples: ExampleStream, count: Int) {
    self.name = name
    self.examples = examples
    self.count = count
  }
}
