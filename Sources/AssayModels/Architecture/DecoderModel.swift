// SPDX-License-Identifier: Apache-2.0
public import AssayTensor

/// A decoder-only language model: sizes, parameters, and how to compute with them.
///
/// An architecture is one conforming type and one row in ``Architectures``.
public protocol DecoderModel: Sendable {
  /// The sizes that every decoder has.
  var dimensions: DecoderDimensions { get }
  /// The parameters. They are shared, so that training in place reaches the model.
  var parameters: ParameterSet { get }
  /// Prepares one pass, or many passes with the parameters as they are now.
  ///
  /// Gradients flow from what the pass computes back to `parameters`.
  ///
  /// - Parameter dtype: The type to compute in: float32, or bfloat16 where that is fast.
  func prepared(_ dtype: DType) throws -> any DecoderPass
}

/// What the engine and the trainer need to know of any decoder.
public struct DecoderDimensions: Sendable, Hashable {
  /// The number of token ids.
  public var vocabularySize: Int
  /// The number of blocks, each with keys and values of its own.
  public var layerCount: Int
  /// The number of key and value heads of a block.
  public var keyValueHeadCount: Int
  /// The width of one head.
  public var headSize: Int
  /// The longest sequence in tokens.
  public var contextLength: Int
  /// The ids that end an output.
  public var endIDs: [Int]
}

/// Parameters made ready for computing in one type.
public protocol DecoderPass: Sendable {
  /// The states after the last normalisation: `[batch, length, hidden]`, or those of some places
  /// only, `[count, hidden]`.
  ///
  /// - Parameters:
  ///   - tokens: Ids, int64 `[batch, length]`.
  ///   - positions: Each token's position in its sequence, or `nil` for 0, 1, 2 and so on in
  ///     every row.
  ///   - places: The places in the flattened batch (row × length + column) whose states are asked
  ///     for, int64 `[count]`, or `nil` for all. The last block then passes the others over once
  ///     their keys and values are known.
  ///   - attend: Attention of one block, see ``Attend``.
  func states(
    _ tokens: Tensor, positions: Tensor?, places: Tensor?, attend: Attend
  ) throws -> Tensor
  /// The logits of states, `[…, vocabulary]`.
  func logits(_ states: Tensor) throws -> Tensor
}

/// Attention of one block: its index, queries `[batch, heads, length, size]`, and keys and values
/// `[batch, keyValueHeads, length, size]`, the result shaped as the queries.
///
/// Training attends within the batch, decoding to a cache; the blocks do not know.
public typealias Attend = (Int, Tensor, Tensor, Tensor) throws -> Tensor

extension DecoderModel {
  /// The logits of every token of a batch, fp32 `[batch, length, vocabulary]`, each from the
  /// tokens up to it.
  ///
  /// Shorter rows are filled up at their end with any id; no row sees another row's or its own
  /// filling before its end.
  public func logits(_ tokens: Tensor, dtype: DType = .float32) throws -> Tensor {
    let pass = try prepared(dtype)
    let states = try pass.states(tokens, positions: nil, places: nil, attend: causalAttention)
    return try pass.logits(states).to(.float32)
  }

  /// The cross-entropy of the targets, summed in nats.
  ///
  /// Logits are only computed where there is a target: where a prompt is masked, that is most of
  /// the work of a small model.
  ///
  /// - Parameters:
  ///   - tokens: Ids, int64 `[batch, length]`, filled up at the end of each row.
  ///   - positions: The places in the flattened batch (row × length + column) whose next token is
  ///     predicted, int64 `[count]`.
  ///   - targets: The ids to predict there, int64 `[count]`.
  ///   - dtype: The type to compute in; the loss is always taken in fp32.
  /// - Returns: A scalar through which gradients flow to `parameters`.
  public func lossSum(
    _ tokens: Tensor, positions: Tensor, targets: Tensor, dtype: DType = .float32
  ) throws -> Tensor {
    let pass = try prepared(dtype)
    let states = try pass.states(
      tokens, positions: nil, places: positions, attend: causalAttention)
    return try pass.logits(states).to(.float32).crossEntropy(targets, reduction: .sum)
  }

  /// The cross-entropy of a batch as it stands in memory, summed in nats, and the number of
  /// targets.
  ///
  /// - Parameters:
  ///   - rows: The tokens of each sequence; they may differ in length.
  ///   - isTarget: For each token whether it is to be predicted (from those before it). The first
  ///     token of a row never is.
  public func lossSum(
    rows: [[Int]], isTarget: [[Bool]], device: Device = .cpu, dtype: DType = .float32
  ) throws -> (sum: Tensor, count: Int) {
    let batch = TokenBatch(rows: rows, isTarget: isTarget)
    let sum = try lossSum(
      batch.tokenTensor(device),
      positions: Tensor(batch.positions, shape: [batch.positions.count], device: device),
      targets: Tensor(batch.targets, shape: [batch.targets.count], device: device), dtype: dtype)
    return (sum, batch.targets.count)
  }
}

/// Causal attention within a batch, for training and for reading prompts.
func causalAttention(_ layer: Int, _ q: Tensor, _ k: Tensor, _ v: Tensor) throws -> Tensor {
  try Tensor.attention(q, k, v, isCausal: true, grouped: q.size(1) != k.size(1))
}
