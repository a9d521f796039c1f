// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A model that must report the probabilities of its tokens where it is asked for them.
///
/// An expected score without probabilities would silently be the plain score, so the run ends at
/// the first answer that has none.
public struct TokenRequiringModel: ChatModel {
  private let model: any ChatModel

  public init(_ model: any ChatModel) { self.model = model }

  public var identity: ModelIdentity { model.identity }

  /// - Throws: `invalidArgument` at an answer without tokens, and what the model throws.
  @concurrent
  public func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    let results = try await model.complete(requests)
    for (request, result) in zip(requests, results) where request.logProbabilities > 0 {
      guard case .success(let completion) = result, completion.tokens?.isEmpty ?? true,
        !completion.text.isEmpty
      else { continue }
      throw AssayError(
        .invalidArgument,
        "The model '\(identity.name)' reports no token probabilities, and an expected score "
          + "needs them.",
        advice: "Ask a server that reports logprobs (vLLM, SGLang, llama-server; OpenAI for "
          + "models that do not think), or take the mean of several samples instead.")
    }
    return results
  }
}
