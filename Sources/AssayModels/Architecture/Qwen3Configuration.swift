// SPDX-License-Identifier: Apache-2.0

/// The sizes of a Qwen3 decoder, as in the `config.json` of a Hugging Face folder.
public struct Qwen3Configuration: Sendable, Hashable {
  /// The number of token ids.
  public var vocabularySize: Int
  /// The width of the residual stream.
  public var hiddenSize: Int
  /// The inner width of the feed-forward blocks.
  public var intermediateSize: Int
  /// The number of decoder blocks.
  public var layerCount: Int
  /// The number of query heads.
  public var headCount: Int
  /// The number of key and value heads; each serves `headCount / keyValueHeadCount` query heads.
  public var keyValueHeadCount: Int
  /// The width of one head; even.
  public var headSize: Int
  /// The longest sequence in tokens.
  public var contextLength: Int
  /// What is added to the mean square in the normalisations.
  public var normEpsilon: Double
  /// The base of the rotary position embedding's wavelengths.
  public var ropeBase: Double
  /// Whether the output layer uses the token embeddings as its weights.
  public var tiesEmbeddings: Bool
  /// The standard deviation of fresh weights.
  public var initializerRange: Double
  /// The ids that end an output.
  public var endIDs: [Int]
  /// The id that fills a batch.
  public var paddingID: Int?

  /// Sizes for a decoder; the rest as in the published Qwen3 folders.
  public init(
    vocabularySize: Int, hiddenSize: Int, intermediateSize: Int, layerCount: Int, headCount: Int,
    keyValueHeadCount: Int, headSize: Int, contextLength: Int, normEpsilon: Double = 1e-6,
    ropeBase: Double = 10_000, tiesEmbeddings: Bool = true, initializerRange: Double = 0.02,
    endIDs: [Int] = [], paddingID: Int? = nil
  ) {
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    self.intermediateSize = intermediateSize
    self.layerCount = layerCount
    self.headCount = headCount
    self.keyValueHeadCount = keyValueHeadCount
    self.headSize = headSize
    self.contextLength = contextLength
    self.normEpsilon = normEpsilon
    self.ropeBase = ropeBase
    self.tiesEmbeddings = tiesEmbeddings
    self.initializerRange = initializerRange
    self.endIDs = endIDs
    self.paddingID = paddingID
  }

  /// The parameters' names and shapes in the order in which they are stored and initialised.
  public var parameterShapes: [(name: String, shape: [Int])] {
    var shapes: [(name: String, shape: [Int])] = [
      ("model.embed_tokens.weight", [vocabularySize, hiddenSize])
    ]
    for layer in 0..<layerCount {
      let prefix = "model.layers.\(layer)"
      shapes += [
        ("\(prefix).input_layernorm.weight", [hiddenSize]),
        ("\(prefix).self_attn.q_proj.weight", [headCount * headSize, hiddenSize]),
        ("\(prefix).self_attn.k_proj.weight", [keyValueHeadCount * headSize, hiddenSize]),
        ("\(prefix).self_attn.v_proj.weight", [keyValueHeadCount * headSize, hiddenSize]),
        ("\(prefix).self_attn.o_proj.weight", [hiddenSize, headCount * headSize]),
        ("\(prefix).self_attn.q_norm.weight", [headSize]),
        ("\(prefix).self_attn.k_norm.weight", [headSize]),
        ("\(prefix).post_attention_layernorm.weight", [hiddenSize]),
        ("\(prefix).mlp.gate_proj.weight", [intermediateSize, hiddenSize]),
        ("\(prefix).mlp.up_proj.weight", [intermediateSize, hiddenSize]),
        ("\(prefix).mlp.down_proj.weight", [hiddenSize, intermediateSize]),
      ]
    }
    shapes.append(("model.norm.weight", [hiddenSize]))
    if !tiesEmbeddings { shapes.append(("lm_head.weight", [vocabularySize, hiddenSize])) }
    return shapes
  }

  /// The number of trainable numbers.
  public var parameterCount: Int {
    parameterShapes.reduce(0) { $0 + $1.shape.reduce(1, *) }
  }
}
