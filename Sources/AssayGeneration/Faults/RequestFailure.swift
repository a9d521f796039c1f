// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Why one attempt at a request failed, and what follows from it.
public struct RequestFailure: Error, Sendable, Hashable {
  public var kind: Kind
  /// What a person reads.
  public var error: AssayError
  /// How long the server asked to wait.
  public var retryAfter: Duration?

  /// The kinds of failure, by what is to be done about them.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The key is wrong or missing.
    case unauthorized
    /// The server does not know the model.
    case unknownModel = "unknown-model"
    /// The account has no money or quota left.
    case quotaExhausted = "quota-exhausted"
    /// There is no such operation at the address.
    case wrongAddress = "wrong-address"
    /// The server sends elsewhere.
    case redirected
    /// The certificate cannot be trusted.
    case untrustedCertificate = "untrusted-certificate"
    /// The server does not know a field of the request.
    case unsupportedField = "unsupported-field"
    /// No connection could be made.
    case unreachable
    /// A page for people came instead of an answer.
    case page
    /// The server asked for patience.
    case throttled
    /// The server failed on its own side.
    case serverFailed = "server-failed"
    /// The connection broke before the answer was complete.
    case dropped
    /// The exchange took too long.
    case timedOut = "timed-out"
    /// The answer is not what the protocol says.
    case malformed
    /// The prompt does not fit the model's context.
    case overlong
    /// The answer is longer than is read.
    case oversized
    /// The provider's filter withheld the answer.
    case withheld
    /// The server refused this one request.
    case refused
  }

  public init(_ kind: Kind, _ error: AssayError, retryAfter: Duration? = nil) {
    self.kind = kind
    self.error = error
    self.retryAfter = retryAfter
  }
}

extension RequestFailure.Kind {
  /// Whether the same request may succeed later.
  public var isTransient: Bool {
    switch self {
    case .unreachable, .page, .throttled, .serverFailed, .dropped, .timedOut, .malformed: true
    default: false
    }
  }

  /// Whether the failure ends the whole run and not only its request.
  public var scope: Scope {
    switch self {
    case .unauthorized, .unknownModel, .quotaExhausted: .run
    case .wrongAddress, .redirected, .untrustedCertificate, .unsupportedField, .unreachable,
      .page:
      .runUntilAnswered
    default: .request
    }
  }

  /// Whether the failure says that the server itself does not work.
  var isOutage: Bool {
    switch self {
    case .unreachable, .page, .serverFailed, .dropped, .timedOut, .wrongAddress, .redirected,
      .untrustedCertificate:
      true
    default: false
    }
  }

  /// What a failure ends.
  public enum Scope: Sendable, Hashable {
    /// Its own request.
    case request
    /// The run, as long as no request of it was ever answered; then its own request.
    case runUntilAnswered
    /// The run.
    case run
  }
}
