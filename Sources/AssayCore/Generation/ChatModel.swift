// SPDX-License-Identifier: Apache-2.0

/// Anything that answers chat messages: an endpoint, a local checkpoint, a recording.
///
/// A judge never knows which of them it speaks to.
public protocol ChatModel: Sendable {
  /// What the answers depend on: a name to show and a fingerprint of weights or endpoint.
  var identity: ModelIdentity { get }

  /// Answers a batch of requests, in their order.
  ///
  /// One request that fails has its own failure and costs the others nothing.
  ///
  /// - Throws: Only what ends the whole run, such as a cancellation.
  func complete(_ requests: [CompletionRequest]) async throws -> [Result<Completion, AssayError>]
}

extension ChatModel {
  /// Answers one request.
  public func complete(_ request: CompletionRequest) async throws -> Completion {
    guard let result = try await complete([request]).first else {
      throw AssayError(
        .modelFailed, "The model \(identity.name) answered none of one request.",
        advice: "This is a fault of the model's adapter; report it.")
    }
    return try result.get()
  }
}

/// The name of a model and a fingerprint of what its answers depend on.
public struct ModelIdentity: Sendable, Hashable, Codable {
  /// A short name for tables, such as `assay-mini` or `o1-mini-2024-09-12`.
  public var name: String
  /// A hash of the weights, the endpoint with the model's name, or the recording's bytes.
  public var fingerprint: String

  public init(name: String, fingerprint: String) {
    self.name = name
    self.fingerprint = fingerprint
  }
}
