// SPDX-License-Identifier: Apache-2.0

/// A place that keeps completions under the content of their requests.
///
/// A key is the SHA-256 of everything a completion depends on, as 64 lower-case hexadecimal
/// digits. Equal keys mean equal requests, so that no request is ever paid for twice.
public protocol CompletionCache: Sendable {
  /// The completions that are known, by their keys; what is unknown is left out.
  func lookup(_ keys: [String]) async throws -> [String: Completion]

  /// Keeps completions under their keys, and returns when no crash can lose them any more.
  ///
  /// A key that is known already keeps its first completion.
  func store(_ completions: [String: Completion]) async throws
}
