// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import Synchronization

extension FaultServer {
  /// A configuration for this server whose waits take no time.
  var configuration: EndpointConfiguration {
    get throws {
      var configuration = EndpointConfiguration(replicas: [try BaseURL(address)])
      configuration.timekeeper = VirtualTime()
      return configuration
    }
  }
}

extension CompletionRequest {
  static func question(_ text: String, seed: UInt64 = 0) -> CompletionRequest {
    CompletionRequest(key: Key(example: text), messages: [.user(text)], seed: seed)
  }
}

extension Result {
  var success: Success? { if case .success(let value) = self { value } else { nil } }
  var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}

/// A cache in memory.
final class MemoryCache: CompletionCache {
  private let kept = Mutex([String: Completion]())

  var count: Int { kept.withLock { $0.count } }

  func lookup(_ keys: [String]) async throws -> [String: Completion] {
    kept.withLock { kept in
      Dictionary(keys.compactMap { key in kept[key].map { (key, $0) } }, uniquingKeysWith: { $1 })
    }
  }

  func store(_ completions: [String: Completion]) async throws {
    kept.withLock { $0.merge(completions) { first, _ in first } }
  }
}

/// A list that several tasks add to.
final class Collected<Element: Sendable>: Sendable {
  private let storage = Mutex([Element]())
  var elements: [Element] { storage.withLock { $0 } }
  func add(_ element: Element) { storage.withLock { $0.append(element) } }
}

/// A service made of a closure that is told which call it is.
final class ScriptedService: CompletionService {
  private let calls = Mutex([CompletionRequest]())
  private let body: @Sendable (Int, CompletionRequest) async throws -> Completion

  init(_ body: @escaping @Sendable (Int, CompletionRequest) async throws -> Completion) {
    self.body = body
  }

  var requests: [CompletionRequest] { calls.withLock { $0 } }

  func complete(_ request: CompletionRequest) async throws -> Completion {
    let number = calls.withLock { calls in
      calls.append(request)
      return calls.count - 1
    }
    return try await body(number, request)
  }
}
