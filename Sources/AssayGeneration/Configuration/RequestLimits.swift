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
