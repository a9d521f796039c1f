// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension HubClient {
  /// Runs an exchange until it succeeds, or fails for a reason that does not pass.
  ///
  /// - Parameters:
  ///   - address: Draws the waits, so that equal runs wait equally.
  ///   - progress: A count that grows while an exchange comes on; an attempt that moved it by a
  ///     mebibyte is not counted, so that a large file survives any number of resets.
  /// - Throws: The failure's `AssayError`; `CancellationError`.
  func retrying<Result>(
    _ address: String, progress: () -> Int = { 0 },
    _ body: () async throws -> Result
  ) async throws -> Result {
    let policy = configuration.retries
    var (attempt, timeOuts) = (1, 0)
    var reached = progress()
    while true {
      do {
        return try await body()
      } catch let failure as HubFailure {
        if progress() - reached >= 1 << 20 {
          (attempt, timeOuts) = (1, 0)
          reached = progress()
        }
        if failure.error.code == .timedOut { timeOuts += 1 }
        guard failure.isTransient, attempt < policy.attempts,
          timeOuts < policy.timedOutAttempts,
          (failure.retryAfter ?? .zero) <= policy.longestAdvised
        else {
          var error = failure.error
          if attempt > 1 { error.message += " It was asked \(attempt) times." }
          throw error
        }
        attempt += 1
        let wait = policy.wait(
          before: attempt, advised: failure.retryAfter,
          seed: configuration.seed ^ StableHash.fnv1a(address))
        configuration.report(.retrying(failure.error, after: wait, attempt: attempt))
        try await configuration.timekeeper.sleep(for: wait)
      }
    }
  }
}
