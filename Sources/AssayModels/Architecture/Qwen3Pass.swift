// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor

/// The Qwen3 forward computation with parameters in one type.
struct Qwen3Pass: DecoderPass {
  private let configuration: Qwen3Configuration
  private let embedding: Tensor
  private let blocks: [Block]
  private let finalNorm: Tensor
  private let head: Tensor
  private let cosines: Tensor
  private let sines: Tensor

  private struct Block {
    let attentionNorm: Tensor
    /// Queries, keys and values in one product: `[(heads + 2 keyValueHeads) size, hidden]`.
    let queryKeyValue: Tensor
    let queryNorm: Tensor
    let keyNorm: Tensor
    let output: Tensor
    let feedForwardNorm: Tensor
    /// Gate and up in one product: `[2 intermediate, hidden]`.
    let gateUp: Tensor
    let down: Tensor
  }

  init(
    _ configuration: Qwen3Configuration, _ parameters: ParameterSet, _ rotary: RotaryTable,
    _ dtype: DType
  ) throws {
    self.configuration = configuration
    embedding = try parameters.required("model.embed_tokens.weight")
    blocks = try (0..<configuration.layerCount).map { layer in
      func weight(_ name: String) throws -> Tensor {
        try parameters.required("model.layers.\(layer).\(name).weight")
      }
      return try Block(
        attentionNorm: weight("input_layernorm"),
        queryKeyValue: Tensor.concatenated(
          [
            weight("self_attn.q_proj"), weight("self_attn.k_proj"), weight("self_attn.v_proj"),
          ]),
        queryNorm: weight("self_attn.q_norm"), keyNorm: weight("self_attn.k_norm"),
        output: weight("self_attn.o_proj"),
        feedForwardNorm: weight("post_attention_layernorm"),
        gateUp: Tensor.concatenated([weight("mlp.gate_proj"), weight("mlp.up_proj")]),
        down: weight("mlp.down_proj"))
    }
    finalNorm = try parameters.required("model.norm.weight")
    head = configuration.tiesEmbeddings ? embedding : try parameters.required("lm_head.weight")
    cosines = try rotary.cosines.to(dtype)
    sines = try rotary.sines.to(dtype)
  }

  func states(
    _ tokens: Tensor, positions: Tensor?, places: Tensor?, attend: Attend
  ) throws -> Tensor {
    let (cosine, sine) = try angles(tokens, positions)
    var stream = try embedding.embedding(tokens)
    for (layer, block) in blocks.enumerated() {
      var attended = try attention(
        norm(stream, block.attentionNorm), block, layer, cosine, sine, attend)
      if let places, layer == blocks.count - 1 {
        attended = try chosen(attended, places)
        stream = try chosen(stream, places)
      }
      stream = try stream + attended.linear(block.output)
      let inner = try norm(stream, block.feedForwardNorm)
      stream = try stream + inner.linear(block.gateUp).swigluOfHalves().linear(block.down)
    }
    return try norm(stream, finalNorm)
  }

  func logits(_ states: Tensor) throws -> Tensor { try states.linear(head) }

  private func attention(
    _ x: Tensor, _ block: Block, _ layer: Int, _ cosine: Tensor, _ sine: Tensor, _ attend: Attend
  ) throws -> Tensor {
    let (heads, shared) = (configuration.headCount, configuration.keyValueHeadCount)
    let (batch, length, size) = (x.size(0), x.size(1), configuration.headSize)
    let parts = try x.linear(block.queryKeyValue)
      .reshaped([batch, length, heads + 2 * shared, size]).split([heads, shared, shared], dim: 2)
    let q = try norm(parts[0], block.queryNorm).rotated(cosine: cosine, sine: sine).transposed(1, 2)
    let k = try norm(parts[1], block.keyNorm).rotated(cosine: cosine, sine: sine).transposed(1, 2)
    let v = try parts[2].transposed(1, 2)
    return try attend(layer, q, k, v).transposed(1, 2).reshaped([batch, length, heads * size])
  }

  /// Some rows of all, whatever the batch.
  private func chosen(_ x: Tensor, _ places: Tensor) throws -> Tensor {
    try x.reshaped([-1, x.size(-1)]).indexSelect(dim: 0, places)
  }

  private func norm(_ x: Tensor, _ weight: Tensor) throws -> Tensor {
    try x.rmsNorm(weight, epsilon: configuration.normEpsilon)
  }

  /// The rows of the rotary tables, shaped to go with `[batch, length, heads, size / 2]`.
  private func angles(_ tokens: Tensor, _ positions: Tensor?) throws -> (Tensor, Tensor) {
    let (batch, length) = (tokens.size(0), tokens.size(1))
    let half = configuration.headSize / 2
    if let positions {
      let flat = try positions.reshaped([batch * length])
      let shape = [batch, length, 1, half]
      return try (
        cosines.indexSelect(dim: 0, flat).reshaped(shape),
        sines.indexSelect(dim: 0, flat).reshaped(shape)
      )
    }
    guard length <= configuration.contextLength else {
      throw AssayError(
        .limitExceeded,
        "A sequence of \(length) tokens is longer than the model's \(configuration.contextLength).",
        advice: "Leave longer sequences out, or train a model with a longer context.")
    }
    return try (
      cosines.narrowed(dim: 0, start: 0, length: length).reshaped([length, 1, half]),
      sines.narrowed(dim: 0, start: 0, length: length).reshaped([length, 1, half])
    )
  }
}
