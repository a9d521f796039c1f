// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import Synchronization

/// A model that is asked in another's place and answers nothing: it counts what would be sent.
final class EstimatingModel: ChatModel {
  /// What would be sent.
  struct Tally: Sendable {
    var requests = 0
    var promptTokens = 0
    var outputTokens = 0.0
    var mostOutputTokens = 0
    /// Requests whose answers are kept.
    var kept = 0
  }

  let identity: ModelIdentity
  private let cache: (any CompletionCache)?
  private let basis: CostEstimate.Basis
  private let state = Mutex(Tally())

  /// - Parameter identity: The identity that answers are kept under.
  init(
    _ identity: ModelIdentity, cache: (any CompletionCache)?, basis: CostEstimate.Basis
  ) {
    self.identity = identity
    self.cache = cache
    self.basis = basis
  }

  var tally: Tally { state.withLock { $0 } }

  /// The estimate of everything that was asked so far.
  var estimate: CostEstimate {
    let tally = tally
    return CostEstimate(
      tally.requests, prompt: tally.promptTokens, output: Int(tally.outputTokens.rounded()),
      most: tally.mostOutputTokens, basis: basis)
  }

  @concurrent
  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    let keys = requests.map { $0.contentKey(model: identity) }
    let known = try await cache?.lookup(keys) ?? [:]
    var added = Tally()
    for (request, key) in zip(requests, keys) {
      if known[key] != nil {
        added.kept += 1
        continue
      }
      added.requests += 1
      added.promptTokens += basis.estimator.tokens(in: request.messages)
      added.outputTokens += min(basis.outputTokens, Double(request.sampling.maximumTokens))
      added.mostOutputTokens += request.sampling.maximumTokens
    }
    let sum = added
    state.withLock { state in
      state.requests += sum.requests
      state.promptTokens += sum.promptTokens
      state.outputTokens += sum.outputTokens
      state.mostOutputTokens += sum.mostOutputTokens
      state.kept += sum.kept
    }
    return requests.map { _ in .failure(AssayError(.modelFailed, "Nothing is sent.")) }
  }
}
