// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Sends a request again when it failed for a reason that passes.
public struct Retrying: CompletionService {
  var inner: any CompletionService
  var policy: RetryPolicy
  var seed: UInt64
  var timekeeper: any Timekeeper
  var report: @Sendable (EndpointEvent) -> Void

  public init(
    _ inner: any CompletionService, policy: RetryPolicy, seed: UInt64 = 0,
    timekeeper: any Timekeeper = SystemTime(),
    report: @escaping @Sendable (EndpointEvent) -> Void = { _ in }
  ) {
    self.inner = inner
    self.policy = policy
    self.seed = seed
    self.timekeeper = timekeeper
    self.report = report
  }

  public func complete(_ request: CompletionRequest) async throws -> Completion {
    var timeOuts = 0
    var attempt = 1
    while true {
      do {
        return try await inner.complete(request)
      } catch let failure as RequestFailure {
        if failure.kind == .timedOut { timeOuts += 1 }
        guard failure.kind.isTransient, attempt < policy.attempts,
          timeOuts < policy.timedOutAttempts, (failure.retryAfter ?? .zero) <= policy.longestAdvised
        else { throw attempt == 1 ? failure : failure.after(attempt) }
        let wait = policy.wait(
          before: attempt + 1, advised: failure.retryAfter, seed: request.seed ^ seed)
        attempt += 1
        report(EndpointEvent(.retrying(after: wait, attempt: attempt), key: request.key))
        try await timekeeper.sleep(for: wait)
      }
    }
  }
}

extension RequestFailure {
  /// The failure, with the number of attempts in its message.
  func after(_ attempts: Int) -> RequestFailure {
    var failure = self
    failure.error.message += " It was asked \(attempts) times."
    return failure
  }
}
