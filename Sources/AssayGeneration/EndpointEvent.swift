// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What happens to a request on its way, for logs and progress bars.
public struct EndpointEvent: Sendable {
  /// Which judgment the request is for; `nil` for embeddings and health checks.
  public var key: CompletionRequest.Key?
  /// The address of the server; `nil` where none was asked.
  public var replica: String?
  public var kind: Kind

  public enum Kind: Sendable {
    /// A request is sent.
    case sent
    /// An answer came after this time.
    case answered(after: Duration, usage: TokenUsage?)
    /// The attempt failed.
    case failed(AssayError)
    /// The request will be sent again after this wait.
    case retrying(after: Duration, attempt: Int)
    /// The completion was in the cache; nothing was sent.
    case recalled
    /// A server does not answer and is left out until it does.
    case replicaDown
    /// A server that was left out answers again.
    case replicaUp
    /// The server asked for patience; this many requests may be in flight now.
    case slowed(concurrency: Int)
  }

  public init(_ kind: Kind, key: CompletionRequest.Key? = nil, replica: String? = nil) {
    self.kind = kind
    self.key = key
    self.replica = replica
  }
}
