// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Keeps every completion the moment it comes, so that none is lost.
public struct Keeping: CompletionService {
  var inner: any CompletionService
  var cache: any CompletionCache
  var model: ModelIdentity

  public init(_ inner: any CompletionService, cache: any CompletionCache, model: ModelIdentity) {
    self.inner = inner
    self.cache = cache
    self.model = model
  }

  public func complete(_ request: CompletionRequest) async throws -> Completion {
    let completion = try await inner.complete(request)
    try await cache.store([request.contentKey(model: model): completion])
    return completion
  }
}

/// Asks only for what is not kept, so that nothing is paid for twice.
public struct Recalling: CompletionService {
  var inner: any CompletionService
  var cache: any CompletionCache
  var model: ModelIdentity

  public init(_ inner: any CompletionService, cache: any CompletionCache, model: ModelIdentity) {
    self.inner = inner
    self.cache = cache
    self.model = model
  }

  public func complete(_ request: CompletionRequest) async throws -> Completion {
    if let known = try await cache.recall([request], model: model).first, let known {
      return known
    }
    return try await inner.complete(request)
  }
}

extension CompletionCache {
  /// The known completions of a batch, in its order; `nil` for what must be asked.
  public func recall(
    _ requests: [CompletionRequest], model: ModelIdentity
  ) async throws -> [Completion?] {
    let keys = requests.map { $0.contentKey(model: model) }
    let known = try await lookup(keys)
    return keys.map { known[$0] }
  }
}
