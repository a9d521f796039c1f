// SPDX-License-Identifier: Apache-2.0

/// How long an exchange may take in its parts.
public struct Timeouts: Sendable, Hashable {
  /// To connect, TLS included.
  public var connect: Duration
  /// From the request to the head of the answer. A server that does not stream has generated the
  /// whole text by then, so this is as long as the longest generation.
  public var firstByte: Duration
  /// The whole exchange; it ends answers that trickle in.
  public var total: Duration
  /// For a health check or the list of models.
  public var probe: Duration

  public init(
    connect: Duration = .seconds(10), firstByte: Duration = .seconds(600),
    total: Duration = .seconds(900), probe: Duration = .seconds(5)
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.total = total
    self.probe = probe
  }
}

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

/// How much may be asked at a time.
public struct RateLimits: Sendable, Hashable {
  /// The most requests in flight over all replicas; fewer while the server asks for patience.
  public var concurrency: Int
  /// The most requests a minute; `nil` leaves it to the server's 429.
  public var requestsPerMinute: Double?
  /// The most tokens a minute, prompts and outputs together; `nil` leaves it to the server's 429.
  public var tokensPerMinute: Double?

  public init(
    concurrency: Int = 32, requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil
  ) {
    self.concurrency = max(1, concurrency)
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerMinute = tokensPerMinute
  }
}
