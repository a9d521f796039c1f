// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayTensor
public import AssayText

/// Writes on from many prompts at once.
///
/// Prompts are read in batches and then go on together, one token each a step. Rows that are done
/// leave the batch, and waiting ones take their places. Equal prompts are read once. What a
/// request gets depends on its own prompt, parameters and seed; other rows touch it only through
/// the last bits of float arithmetic.
public struct DecodingEngine: Sendable {
  /// The bounds of one engine.
  public struct Limits: Sendable, Hashable {
    /// The most rows that go on together.
    public var rows: Int
    /// The most prompt tokens, filling included, that are read together.
    public var promptTokens: Int

    public init(rows: Int = 128, promptTokens: Int = 16_384) {
      self.rows = max(1, rows)
      self.promptTokens = max(1, promptTokens)
    }
  }

  let dimensions: DecoderDimensions
  let pass: any DecoderPass
  let device: Device
  let tokenizer: any Tokenizer
  let stopIDs: Set<Int>
  let limits: Limits

  /// Prepares the model's parameters as they are now; after training, make another engine.
  ///
  /// - Parameters:
  ///   - frame: Has the tokenizer and the ids that end an answer; those of the model's
  ///     configuration end it too.
  ///   - dtype: The type to compute in.
  public init(
    _ model: any DecoderModel, frame: ChatFrame, limits: Limits = Limits(),
    dtype: DType = .float32
  ) throws {
    try self.init(
      model, tokenizer: frame.tokenizer, stopIDs: frame.stopIDs, limits: limits, dtype: dtype)
  }

  /// Prepares a model for a tokenizer without a chat frame.
  public init(
    _ model: any DecoderModel, tokenizer: any Tokenizer, stopIDs: Set<Int> = [],
    limits: Limits = Limits(), dtype: DType = .float32
  ) throws {
    dimensions = model.dimensions
    pass = try withInference { try model.prepared(dtype) }
    device = model.parameters.tensors.first?.device ?? .cpu
    self.tokenizer = tokenizer
    self.stopIDs = stopIDs.union(model.dimensions.endIDs)
    self.limits = limits
  }

  /// Answers all requests, in their order.
  ///
  /// A prompt that is too long, empty or holds an unknown id fails alone. Call it on
  /// ``TensorActor``.
  ///
  /// - Throws: `CancellationError` where the task is cancelled, and what the tensor library
  ///   throws.
  public func decode(
    _ requests: [DecodingRequest]
  ) throws -> [Result<DecodedSequence, AssayError>] {
    try withInference {
      var run = DecodingRun(self, requests)
      return try run.finish()
    }
  }
}
