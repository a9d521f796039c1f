// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Synchronization

/// Keeps requests within a concurrency and a rate, both of which give way to the server's wishes.
public struct Limited: CompletionService {
  private let inner: any CompletionService
  private let shared: Shared

  /// What all copies share.
  private final class Shared: Sendable {
    struct Rates {
      var requests: TokenBucket?
      var tokens: TokenBucket?
      /// The running mean of output tokens, to reserve by.
      var meanOutput = 256.0
    }
    let gate: AdaptiveGate
    let rates: Mutex<Rates>
    let timekeeper: any Timekeeper
    let report: @Sendable (EndpointEvent) -> Void

    init(
      _ limits: RateLimits, _ timekeeper: any Timekeeper,
      _ report: @escaping @Sendable (EndpointEvent) -> Void
    ) {
      gate = AdaptiveGate(maximum: limits.concurrency)
      rates = Mutex(
        Rates(
          requests: limits.requestsPerMinute.map { TokenBucket(perMinute: $0) },
          tokens: limits.tokensPerMinute.map { TokenBucket(perMinute: $0) }))
      self.timekeeper = timekeeper
      self.report = report
    }
  }

  public init(
    _ inner: any CompletionService, limits: RateLimits,
    timekeeper: any Timekeeper = SystemTime(),
    report: @escaping @Sendable (EndpointEvent) -> Void = { _ in }
  ) {
    self.inner = inner
    shared = Shared(limits, timekeeper, report)
  }

  public func complete(_ request: CompletionRequest) async throws -> Completion {
    let permit = try await shared.gate.enter()
    do {
      let reserved = try await reserve(request)
      let completion = try await inner.complete(request)
      settle(reserved, completion.usage)
      shared.gate.leave(permit, throttled: false)
      return completion
    } catch {
      let isThrottled = (error as? RequestFailure)?.kind == .throttled
      if isThrottled {
        shared.rates.withLock { rates in
          rates.requests?.slow()
          rates.tokens?.slow()
        }
      }
      if let window = shared.gate.leave(permit, throttled: isThrottled) {
        shared.report(EndpointEvent(.slowed(concurrency: window), key: request.key))
      }
      throw error
    }
  }

  /// Waits until the rates allow the request.
  ///
  /// - Returns: The tokens that were reserved for it.
  private func reserve(_ request: CompletionRequest) async throws -> Double {
    let now = shared.timekeeper.now
    let (wait, tokens) = shared.rates.withLock { rates -> (Duration, Double) in
      guard rates.requests != nil || rates.tokens != nil else { return (.zero, 0) }
      let tokens =
        rates.tokens == nil
        ? 0
        : Double(TokenEstimator.standard.tokens(in: request.messages))
          + min(rates.meanOutput, Double(request.sampling.maximumTokens))
      return (
        max(
          rates.requests?.reserve(1, now: now) ?? .zero,
          rates.tokens?.reserve(tokens, now: now) ?? .zero), tokens
      )
    }
    if wait > .zero { try await shared.timekeeper.sleep(for: wait) }
    return tokens
  }

  private func settle(_ reserved: Double, _ usage: TokenUsage?) {
    shared.rates.withLock { rates in
      rates.requests?.recover()
      guard rates.tokens != nil else { return }
      rates.tokens?.recover()
      guard let usage else { return }
      rates.tokens?.giveBack(reserved - Double(usage.promptTokens + usage.completionTokens))
      rates.meanOutput += (Double(usage.completionTokens) - rates.meanOutput) / 16
    }
  }
}
