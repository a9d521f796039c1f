// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Any model with a cache before it: what is known is not asked.
///
/// An endpoint keeps each answer as it comes and needs no such wrapper; this is for models that
/// answer a batch at once, such as a local checkpoint.
public struct CachedModel: ChatModel {
  private let model: any ChatModel
  private let cache: any CompletionCache

  public init(_ model: any ChatModel, cache: any CompletionCache) {
    self.model = model
    self.cache = cache
  }

  public var identity: ModelIdentity { model.identity }

  @concurrent
  public func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    let known = try await cache.recall(requests, model: identity)
    let missing = known.indices.filter { known[$0] == nil }
    guard !missing.isEmpty else { return known.compactMap { $0.map { .success($0) } } }
    let answers = try await model.complete(missing.map { requests[$0] })
    guard answers.count == missing.count else {
      throw AssayError(
        .modelFailed,
        "The model \(identity.name) gave \(answers.count) answers to \(missing.count) requests.",
        advice: "This is a fault of the model's adapter; report it.")
    }
    var fresh: [String: Completion] = [:]
    var results = known.map { $0.map { Result<Completion, AssayError>.success($0) } }
    for (index, answer) in zip(missing, answers) {
      results[index] = answer
      if case .success(let completion) = answer {
        fresh[requests[index].contentKey(model: identity)] = completion
      }
    }
    try await cache.store(fresh)
    return results.compactMap { $0 }
  }
}
