// SPDX-License-Identifier: Apache-2.0

extension CompletionRequest {
  /// The bytes that everything an answer depends on comes down to; their SHA-256 is the request's
  /// content key.
  ///
  /// They are the UTF-8 text of one JSON object on one line, keys sorted, numbers as Swift writes
  /// them (the shortest text that reads back to the same number):
  ///
  /// | key | value |
  /// |---|---|
  /// | `form` | `"assay-request-1"`; another number when this table changes |
  /// | `logprobs` | the number of alternatives asked for |
  /// | `messages` | `[[role, content], …]` |
  /// | `model` | `[name, fingerprint]` |
  /// | `sample` | the sample index, from the request's key |
  /// | `sampling` | `max_tokens`, `min_p`, `stop`, `temperature`, `top_k`, `top_p` |
  /// | `schema` | the JSON schema as text, with the field order, or `null` |
  /// | `seed` | the seed as decimal text |
  ///
  /// The rest of the key (example, order, attempt) is left out: it names a judgment, and what it
  /// changes is in the messages, the sampling and the seed.
  public func canonicalBytes(model: ModelIdentity) -> [UInt8] {
    let content: JSONValue = [
      "form": "assay-request-1",
      "logprobs": .integer(logProbabilities),
      "messages": .array(
        messages.map { .array([.string($0.role.rawValue), .string($0.content)]) }),
      "model": .array([.string(model.name), .string(model.fingerprint)]),
      "sample": .integer(key.sample),
      "sampling": [
        "max_tokens": .integer(sampling.maximumTokens),
        "min_p": .number(sampling.minP),
        "stop": .array(sampling.stop.map { .string($0) }),
        "temperature": .number(sampling.temperature),
        "top_k": .integer(sampling.topK),
        "top_p": .number(sampling.topP),
      ],
      "schema": schema.map { .string($0.jsonSchema) } ?? .null,
      "seed": .string("\(seed)"),
    ]
    var bytes: [UInt8] = []
    content.appendJSON(to: &bytes)
    return bytes
  }
}
