// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayJudging
import Synchronization

/// An endpoint's model that remembers under which key each answer is kept, until its record asks:
/// a record then points at the completion and does not hold it once more.
final class ContentKeyedModel: ChatModel {
  private let model: any ChatModel
  private let keys = Mutex<[CompletionRequest.Key: String]>([:])

  init(_ model: any ChatModel) { self.model = model }

  var identity: ModelIdentity { model.identity }

  @concurrent
  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    let results = try await model.complete(requests)
    let found = zip(requests, results).compactMap { request, result in
      if case .success = result {
        (request.key, request.contentKey(model: identity))
      } else {
        nil
      }
    }
    keys.withLock { keys in for (key, content) in found { keys[key] = content } }
    return results
  }

  /// The key of the completion that the record holds. It is told once.
  func contentKey(of record: JudgmentRecord) -> String? {
    keys.withLock { keys in
      var found: String?
      for attempt in 0..<max(1, record.attempts) {
        var key = record.key
        key.attempt = attempt
        found = keys.removeValue(forKey: key)
      }
      return found
    }
  }
}
