// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Answers one request. An endpoint is one, and so is everything that is wrapped around it: what
/// tries again, what waits, what counts and what keeps.
public protocol CompletionService: Sendable {
  /// Answers the request.
  ///
  /// - Throws: `RequestFailure` for what may concern this request alone; anything else ends the
  ///   run.
  func complete(_ request: CompletionRequest) async throws -> Completion
}
