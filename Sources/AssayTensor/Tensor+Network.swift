// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// How the losses of many places become one.
  public enum Reduction: Int32, Sendable {
    // The numbers are the shim's.
    case none = 0
    case mean
    case sum
  }

  /// The matrix product of the last two dimensions, the others broadcast.
  public func matmul(_ other: Tensor) throws -> Tensor {
    try TensorCall.binary("matmul", self, other) { $0.pointee.matmul($1, $2, $3) }
  }

  /// `self` times the transpose of `weight`, plus `bias`.
  ///
  /// - Parameters:
  ///   - weight: `[outputs, inputs]`.
  ///   - bias: `[outputs]`.
  /// - Returns: `[..., outputs]` for `self` of `[..., inputs]`.
  public func linear(_ weight: Tensor, bias: Tensor? = nil) throws -> Tensor {
    try TensorCall.ternary("linear", self, weight, bias) { $0.pointee.linear($1, $2, $3, $4) }
  }

  /// The rows of `self`, `[vocabulary, width]`, that the tokens name.
  public func embedding(_ tokens: Tensor) throws -> Tensor {
    try TensorCall.binary("embedding", self, tokens) { $0.pointee.embedding($1, $2, $3) }
  }

  /// Each vector of the last dimension divided by the root of its mean square, times `weight`
  /// (Zhang and Sennrich 2019, RMSNorm).
  public func rmsNorm(_ weight: Tensor?, epsilon: Double) throws -> Tensor {
    guard let weight else {
      return try TensorCall.unary("rmsNorm", self) { $0.pointee.rms_norm($1, nil, epsilon, $2) }
    }
    return try TensorCall.binary("rmsNorm", self, weight) {
      $0.pointee.rms_norm($1, $2, epsilon, $3)
    }
  }

  /// Each vector of the last dimension brought to mean 0 and variance 1, times `weight`, plus `bias`.
  public func layerNorm(_ weight: Tensor, bias: Tensor?, epsilon: Double) throws -> Tensor {
    try TensorCall.ternary("layerNorm", self, weight, bias) {
      $0.pointee.layer_norm($1, $2, $3, epsilon, $4)
    }
  }

  /// Each element times its logistic function.
  public func silu() throws -> Tensor {
    try TensorCall.unary("silu", self) { $0.pointee.silu($1, $2) }
  }

  /// Each element times the normal distribution function of it, or the approximation by `tanh`.
  public func gelu(tanhForm: Bool = false) throws -> Tensor {
    try TensorCall.unary("gelu", self) { $0.pointee.gelu($1, tanhForm, $2) }
  }

  /// Each element, or 0 where it is negative.
  public func relu() throws -> Tensor {
    try TensorCall.unary("relu", self) { $0.pointee.relu($1, $2) }
  }

  /// `silu(self) * up`: the gate of a SwiGLU block (Shazeer 2020).
  public func swiglu(_ up: Tensor) throws -> Tensor {
    try TensorCall.binary("swiglu", self, up) { $0.pointee.swiglu($1, $2, $3) }
  }

  /// ``swiglu(_:)`` of the first half of the last dimension with the second, as one product gives
  /// gate and up.
  public func swigluOfHalves() throws -> Tensor {
    try TensorCall.unary("swigluOfHalves", self) { $0.pointee.swiglu_packed($1, $2) }
  }

  /// The exponentials along the dimension, scaled to sum to 1.
  public func softmax(dim: Int = -1) throws -> Tensor {
    try TensorCall.unary("softmax", self) { $0.pointee.softmax($1, dim, $2) }
  }

  /// The logarithm of ``softmax(dim:)``, computed without overflow.
  public func logSoftmax(dim: Int = -1) throws -> Tensor {
    try TensorCall.unary("logSoftmax", self) { $0.pointee.log_softmax($1, dim, $2) }
  }

  /// The negative log-likelihood of the targets under `self`, the logits `[places, classes]`.
  ///
  /// - Parameters:
  ///   - targets: `[places]` of `int64`; a place whose target is `ignoring` does not count, and the
  ///     mean is over those that do (NaN where none does).
  public func crossEntropy(
    _ targets: Tensor, ignoring: Int = -100, reduction: Reduction = .mean
  ) throws -> Tensor {
    try TensorCall.binary("crossEntropy", self, targets) {
      $0.pointee.cross_entropy($1, $2, ignoring, reduction.rawValue, $3)
    }
  }

  /// Attention of queries over keys and values (Vaswani et al. 2017, section 3.2.1).
  ///
  /// - Parameters:
  ///   - query: `[batch, heads, queries, width]`.
  ///   - key: `[batch, key heads, keys, width]`.
  ///   - value: The same shape as the keys.
  ///   - mask: Broadcast to `[batch, heads, queries, keys]`: `bool`, true where a query may look, or
  ///     numbers that are added to the scores.
  ///   - isCausal: Whether query i looks at keys 0...i only; not together with a mask.
  ///   - scale: The factor of the scores; 1/√width where `nil`.
  ///   - grouped: Whether several heads share one key head (the heads are a multiple of it).
  public static func attention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor? = nil, isCausal: Bool = false,
    scale: Double? = nil, grouped: Bool = false
  ) throws -> Tensor {
    var factor = scale ?? 0
    var out: OpaquePointer?
    let status = withExtendedLifetime((query.handle, key.handle, value.handle, mask?.handle)) {
      withUnsafePointer(to: &factor) {
        query.handle.table.pointee.attention(
          query.raw, key.raw, value.raw, mask?.raw, isCausal, scale == nil ? nil : $0, grouped,
          &out)
      }
    }
    guard status == ASSAY_TORCH_OK, let out else {
      throw TensorCall.failure(
        "attention", status, [query, key, value] + (mask.map { [$0] } ?? []))
    }
    return Tensor(owning: out)
  }

  /// Stores the keys and values of one new token of each row, and lets its queries attend to what the
  /// row has stored, the new token included: a decoding step.
  ///
  /// - Parameters:
  ///   - query: `[rows, heads, 1, width]`.
  ///   - key: `[rows, key heads, 1, width]`, stored in the column.
  ///   - value: The same shape.
  ///   - keys: What is stored, `[rows, key heads, columns, width]`; changed in place.
  ///   - values: The same shape; changed in place.
  ///   - starts: The first column of each row, `[rows]` of `int64`.
  ///   - column: The column of the new token, after every start.
  /// - Returns: The shape of the queries. No gradient flows through it.
  public static func cachedAttention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, keys: Tensor, values: Tensor, starts: Tensor,
    column: Int
  ) throws -> Tensor {
    let operands = [query, key, value, keys, values, starts]
    var out: OpaquePointer?
    let status = withExtendedLifetime(operands) {
      query.handle.table.pointee.cached_attention_(
        query.raw, key.raw, value.raw, keys.raw, values.raw, starts.raw, column, &out)
    }
    guard status == ASSAY_TORCH_OK, let out else {
      throw TensorCall.failure("cachedAttention", status, operands)
    }
    return Tensor(owning: out)
  }

  /// Turns the pairs `(x[i], x[i + width/2])` of the last dimension by angles that depend on the
  /// position (Su et al. 2021, RoPE; the half-split layout of Llama and Qwen).
  ///
  /// - Parameters:
  ///   - cosine: The cosines, broadcast to `[..., width/2]`, such as `[positions, width/2]`.
  ///   - sine: The sines, likewise.
  public func rotated(cosine: Tensor, sine: Tensor) throws -> Tensor {
    try TensorCall.ternary("rotated", self, cosine, sine) { $0.pointee.rotary($1, $2, $3, $4) }
  }

  /// Each element set to 0 with the probability, the others scaled up, for training.
  public func dropout(_ probability: Double) throws -> Tensor {
    try TensorCall.unary("dropout", self) { $0.pointee.dropout($1, probability, $2) }
  }
}
