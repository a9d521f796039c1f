// SPDX-License-Identifier: Apache-2.0

/// When and how often a request that failed is sent again.
///
/// The wait before attempt `n` is drawn evenly from 0 to `min(longest, first * 2^(n-1))` ("full
/// jitter"), so that clients that failed together do not come back together.
public struct RetryPolicy: Sendable, Hashable {
  /// The most attempts, the first included; at least 1.
  public var attempts: Int
  /// The most attempts that may end in a time-out, since each of them costs its whole time.
  public var timedOutAttempts: Int
  /// The bound of the wait before the second attempt.
  public var first: Duration
  /// The bound of every wait.
  public var longest: Duration
  /// The longest `Retry-After` that is waited for; a longer one fails the request.
  public var longestAdvised: Duration

  public init(
    attempts: Int = 6, timedOutAttempts: Int = 2, first: Duration = .seconds(1),
    longest: Duration = .seconds(60), longestAdvised: Duration = .seconds(600)
  ) {
    self.attempts = max(1, attempts)
    self.timedOutAttempts = max(1, timedOutAttempts)
    self.first = first
    self.longest = longest
    self.longestAdvised = longestAdvised
  }

  /// One attempt and no more.
  public static let never = RetryPolicy(attempts: 1)
}

extension RetryPolicy {
  /// The wait before an attempt: full jitter, after what the server advised.
  ///
  /// - Parameters:
  ///   - attempt: The attempt to come; the second is the first that waits.
  ///   - advised: The server's `Retry-After`; the jitter comes on top of it.
  ///   - seed: Equal seeds give equal waits.
  public func wait(before attempt: Int, advised: Duration?, seed: UInt64) -> Duration {
    let doublings = min(max(0, attempt - 2), 30)
    let bound = min(longest, first * (1 << doublings))
    var generator = SeededGenerator(seed: seed, stream: "backoff-\(attempt)")
    return (advised ?? .zero) + bound * generator.unit()
  }
}
