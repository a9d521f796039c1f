// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What requests will take, before any of them is sent.
public struct CostEstimate: Sendable, Hashable {
  public var requests: Int
  public var promptTokens: Int
  /// Output tokens, as far as they can be foreseen.
  public var outputTokens: Int
  /// Output tokens if every answer used its whole budget.
  public var mostOutputTokens: Int
  /// Money; `nil` where the model's price is not known.
  public var cost: Double?
  /// Money if every answer used its whole budget.
  public var mostCost: Double?
  public var currency: String
  /// The time at the given pace.
  public var time: Duration

  /// What an estimate goes by beside the requests themselves.
  public struct Basis: Sendable, Hashable {
    public var price: ModelPrice?
    /// The output tokens of a usual answer; an answer's own budget bounds it.
    ///
    /// The default is near the mean over 700 judgments of JudgeBench by o1-mini, 312 tokens without
    /// its hidden thinking. A few answers of the judge at hand make a better one; models that think
    /// write ten times as much.
    public var outputTokens: Double
    /// The speed of one answer, in tokens a second.
    public var tokensPerSecond: Double
    /// The time of a request before its first token.
    public var latency: Duration
    public var limits: RateLimits
    public var estimator: TokenEstimator

    public init(
      price: ModelPrice? = nil, outputTokens: Double = 300, tokensPerSecond: Double = 50,
      latency: Duration = .milliseconds(500), limits: RateLimits = RateLimits(),
      estimator: TokenEstimator = .standard
    ) {
      self.price = price
      self.outputTokens = outputTokens
      self.tokensPerSecond = tokensPerSecond
      self.latency = latency
      self.limits = limits
      self.estimator = estimator
    }
  }

  /// Estimates requests; those whose answers are kept should be left out.
  public init(of requests: some Sequence<CompletionRequest>, basis: Basis = Basis()) {
    var (count, prompt, output, most) = (0, 0, 0.0, 0)
    for request in requests {
      count += 1
      prompt += basis.estimator.tokens(in: request.messages)
      let budget = max(0, request.sampling.maximumTokens)
      output += min(basis.outputTokens, Double(budget))
      let (sum, overflow) = most.addingReportingOverflow(budget)
      most = overflow ? .max : sum
    }
    self.init(count, prompt: prompt, output: Int(output.rounded()), most: most, basis: basis)
  }

  /// An estimate from totals, for callers that count requests without holding them.
  public init(_ requests: Int, prompt: Int, output: Int, most: Int, basis: Basis) {
    self.requests = requests
    promptTokens = prompt
    outputTokens = output
    mostOutputTokens = most
    let price = basis.price
    currency = price?.currency ?? ""
    cost = price?.cost(TokenUsage(promptTokens: prompt, completionTokens: output))
    mostCost = price?.cost(TokenUsage(promptTokens: prompt, completionTokens: most))
    time = Self.time(requests, prompt: prompt, output: output, basis)
  }

  /// The longest of what each limit makes necessary.
  private static func time(
    _ requests: Int, prompt: Int, output: Int, _ basis: Basis
  ) -> Duration {
    let streams = Double(max(1, min(basis.limits.concurrency, requests)))
    var seconds =
      (Double(requests) * basis.latency.seconds
        + Double(output) / max(basis.tokensPerSecond, 0.001)) / streams
    if let rate = basis.limits.requestsPerMinute {
      seconds = max(seconds, Double(requests) * 60 / max(rate, 0.001))
    }
    if let rate = basis.limits.tokensPerMinute {
      seconds = max(seconds, Double(prompt + output) * 60 / max(rate, 0.001))
    }
    return .seconds(seconds)
  }
}
