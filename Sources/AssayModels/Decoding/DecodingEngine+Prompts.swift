// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor

extension DecodingEngine {
  /// The outcome of a request that needs no computing, or `nil`.
  func immediateOutcome(_ request: DecodingRequest) -> Result<DecodedSequence, AssayError>? {
    let context = dimensions.contextLength
    guard !request.prompt.isEmpty else {
      return .failure(AssayError(.invalidArgument, "The prompt has no tokens."))
    }
    guard request.prompt.count < context else {
      return .failure(
        AssayError(
          .overlongPrompt,
          "The prompt has \(request.prompt.count) tokens; the model reads \(context), "
            + "its answer included.",
          advice: "Shorten the item, or use a model with a longer context."))
    }
    let ids = 0..<dimensions.vocabularySize
    if let stray = request.prompt.first(where: { !ids.contains($0) }) {
      return .failure(
        AssayError(
          .invalidArgument, "The prompt has the id \(stray); the model knows \(ids.count) ids.",
          advice: "The tokenizer does not belong to this model."))
    }
    guard limit(of: request) > 0 else {
      return .success(
        DecodedSequence(tokens: [], text: "", finishReason: .length, generatedCount: 0))
    }
    return nil
  }

  /// The number of tokens that a request may write.
  func limit(of request: DecodingRequest) -> Int {
    min(request.sampling.maximumTokens, dimensions.contextLength - request.prompt.count)
  }

  /// The most tokens, filling included, of one pass: what a pass makes then stays in a processor's
  /// cache, and less is filled up, since prompts come sorted by length.
  private static let passTokens = 4096

  /// Reads prompts that are sorted by length: their keys and values, and the logits after their
  /// last tokens.
  func read(_ prompts: [[Int]]) throws -> (prefixes: [KeyValueCache.Prefix], logits: Tensor) {
    var prefixes: [KeyValueCache.Prefix] = []
    var logits: [Tensor] = []
    var first = 0
    while first < prompts.count {
      var end = first + 1
      while end < prompts.count,
        (end + 1 - first) * max(prompts[end].count, prompts[first].count) <= Self.passTokens
      {
        end += 1
      }
      let (prefix, found) = try readOnePass(Array(prompts[first..<end]))
      prefixes.append(prefix)
      logits.append(found)
      first = end
    }
    return (prefixes, try Tensor.concatenated(logits))
  }

  private func readOnePass(_ prompts: [[Int]]) throws -> (KeyValueCache.Prefix, Tensor) {
    let batch = TokenBatch(rows: prompts, isTarget: [])
    var parts: [Tensor] = []
    let lasts = prompts.enumerated().map { $0.offset * batch.length + $0.element.count - 1 }
    let states = try pass.states(
      batch.tokenTensor(device), positions: nil, places: Tensor(lasts, device: device)
    ) { layer, q, k, v in
      parts.append(try Tensor.stacked([k, v]))
      return try causalAttention(layer, q, k, v)
    }
    return (
      KeyValueCache.Prefix(storage: try Tensor.stacked(parts), lengths: prompts.map(\.count)),
      try pass.logits(states)
    )
  }
}
