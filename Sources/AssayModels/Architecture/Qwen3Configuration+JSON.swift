// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension Qwen3Configuration {
  /// Reads the content of a `config.json`, as old and new versions of `transformers` write it.
  ///
  /// - Parameter file: The file's path, for messages.
  /// - Throws: An `AssayError` with code `badCheckpoint` whose location names the field: it is
  ///   missing, has an impossible value, or asks for something that is not built.
  public init(json: JSONValue, file: String) throws {
    let fields = ConfigurationFields(json: json, file: file)
    try Self.refuseUnsupported(fields)
    let hiddenSize = try fields.size("hidden_size")
    let many = ConfigurationFields.largestCount
    let headCount = try fields.size("num_attention_heads", limit: many)
    try self.init(
      vocabularySize: fields.size("vocab_size"), hiddenSize: hiddenSize,
      intermediateSize: fields.size("intermediate_size"),
      layerCount: fields.size("num_hidden_layers", limit: many), headCount: headCount,
      keyValueHeadCount: fields.size("num_key_value_heads", default: headCount, limit: many),
      headSize: fields.size("head_dim", default: 128, limit: many),
      contextLength: fields.size("max_position_embeddings"),
      normEpsilon: fields.positive("rms_norm_eps", default: 1e-6),
      ropeBase: Self.ropeBase(fields),
      tiesEmbeddings: json["tie_word_embeddings"]?.boolValue ?? true,
      initializerRange: fields.positive("initializer_range", default: 0.02),
      endIDs: Self.tokenIDs(json["eos_token_id"]), paddingID: json["pad_token_id"]?.integerValue)
    try checkSizes(fields)
  }

  /// The content of a `config.json` that `transformers` reads.
  ///
  /// - Parameter dtype: The element type of the stored weights, such as `float32`.
  public func json(dtype: String = "float32") -> JSONValue {
    [
      "architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3",
      "vocab_size": .integer(vocabularySize), "hidden_size": .integer(hiddenSize),
      "intermediate_size": .integer(intermediateSize),
      "num_hidden_layers": .integer(layerCount), "num_attention_heads": .integer(headCount),
      "num_key_value_heads": .integer(keyValueHeadCount), "head_dim": .integer(headSize),
      "max_position_embeddings": .integer(contextLength), "rms_norm_eps": .number(normEpsilon),
      "rope_theta": .number(ropeBase),
      "rope_parameters": ["rope_theta": .number(ropeBase), "rope_type": "default"],
      "tie_word_embeddings": .bool(tiesEmbeddings),
      "initializer_range": .number(initializerRange), "hidden_act": "silu",
      "attention_bias": false, "attention_dropout": 0.0, "use_sliding_window": false,
      "sliding_window": nil, "use_cache": true, "bos_token_id": nil,
      "eos_token_id": endIDs.count == 1
        ? .integer(endIDs[0])
        : endIDs.isEmpty ? .null : .array(endIDs.map { .integer($0) }),
      "pad_token_id": paddingID.map { .integer($0) } ?? .null, "dtype": .string(dtype),
    ]
  }

  private static func refuseUnsupported(_ fields: ConfigurationFields) throws {
    let json = fields.json
    if json["attention_bias"]?.boolValue == true {
      throw fields.failure("attention_bias", "Attention with biases is not supported.")
    }
    let activation = json["hidden_act"]?.stringValue ?? "silu"
    guard activation == "silu" else {
      throw fields.failure("hidden_act", "The activation \(activation) is not supported; silu is.")
    }
    if json["use_sliding_window"]?.boolValue == true {
      throw fields.failure("use_sliding_window", "Sliding-window attention is not supported.")
    }
    let kinds = json["layer_types"]?.arrayValue ?? []
    if kinds.contains(where: { $0.stringValue != "full_attention" }) {
      throw fields.failure("layer_types", "Only layers of full attention are supported.")
    }
    if let quantization = json["quantization_config"], !quantization.isNull {
      throw fields.failure("quantization_config", "Quantised weights are not supported.")
    }
  }

  /// New folders keep the base in `rope_parameters`, old ones in `rope_theta` beside
  /// `rope_scaling`.
  private static func ropeBase(_ fields: ConfigurationFields) throws -> Double {
    for field in ["rope_parameters", "rope_scaling"] {
      guard let rope = fields.json[field], !rope.isNull else { continue }
      let kind = rope["rope_type"]?.stringValue ?? rope["type"]?.stringValue ?? "default"
      guard kind == "default" else {
        throw fields.failure(field, "Rotary positions of the type \(kind) are not supported.")
      }
    }
    if let base = fields.json["rope_parameters"]?["rope_theta"]?.doubleValue {
      guard base > 0 else {
        throw fields.failure("rope_parameters.rope_theta", "The base must be positive.")
      }
      return base
    }
    return try fields.positive("rope_theta", default: 10_000)
  }

  private static func tokenIDs(_ value: JSONValue?) -> [Int] {
    if let id = value?.integerValue { return [id] }
    return (value?.arrayValue ?? []).compactMap(\.integerValue)
  }

  private func checkSizes(_ fields: ConfigurationFields) throws {
    guard headCount.isMultiple(of: keyValueHeadCount) else {
      throw fields.failure(
        "num_key_value_heads",
        "\(headCount) query heads cannot share \(keyValueHeadCount) key and value heads evenly.")
    }
    guard headSize.isMultiple(of: 2) else {
      throw fields.failure("head_dim", "Rotary positions need an even head size, not \(headSize).")
    }
  }
}
