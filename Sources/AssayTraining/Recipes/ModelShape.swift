// SPDX-License-Identifier: Apache-2.0

/// The shape of a new Qwen3 decoder, in the words of a Hugging Face `config.json`.
public struct ModelShape: Sendable, Hashable, Codable {
  public var hiddenSize: Int
  public var intermediateSize: Int
  public var layers: Int
  public var attentionHeads: Int
  public var keyValueHeads: Int
  public var headDimension: Int
  public var maximumPositions: Int
  public var ropeTheta: Double
  public var normEpsilon: Double
  public var tiesEmbeddings: Bool
  /// The standard deviation of new matrices.
  public var initializerRange: Double
  /// Whether the matrices that add to the residual stream begin smaller, by one over the root of
  /// twice the layers (Radford et al. 2019, §2.3).
  public var scalesResiduals: Bool

  public init(
    hiddenSize: Int, intermediateSize: Int, layers: Int, attentionHeads: Int, keyValueHeads: Int,
    headDimension: Int, maximumPositions: Int = 1024, ropeTheta: Double = 10_000,
    normEpsilon: Double = 1e-6, tiesEmbeddings: Bool = true, initializerRange: Double = 0.02,
    scalesResiduals: Bool = false
  ) {
    self.hiddenSize = hiddenSize
    self.intermediateSize = intermediateSize
    self.layers = layers
    self.attentionHeads = attentionHeads
    self.keyValueHeads = keyValueHeads
    self.headDimension = headDimension
    self.maximumPositions = maximumPositions
    self.ropeTheta = ropeTheta
    self.normEpsilon = normEpsilon
    self.tiesEmbeddings = tiesEmbeddings
    self.initializerRange = initializerRange
    self.scalesResiduals = scalesResiduals
  }

  enum CodingKeys: String, CodingKey {
    case hiddenSize = "hidden_size", intermediateSize = "intermediate_size"
    case layers = "num_hidden_layers", attentionHeads = "num_attention_heads"
    case keyValueHeads = "num_key_value_heads", headDimension = "head_dim"
    case maximumPositions = "max_position_embeddings", ropeTheta = "rope_theta"
    case normEpsilon = "rms_norm_eps", tiesEmbeddings = "tie_word_embeddings"
    case initializerRange = "initializer_range", scalesResiduals = "scale_residuals"
  }
}
