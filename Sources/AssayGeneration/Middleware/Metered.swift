// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Synchronization

/// Counts what is spent, and refuses to send more once a limit is reached.
///
/// A limit is looked at before a request is sent, so it is passed by what is in flight at that
/// moment and by nothing else.
public struct Metered: CompletionService {
  private let inner: any CompletionService
  private let ledger: Ledger

  public init(
    _ inner: any CompletionService, budget: Budget, timekeeper: any Timekeeper = SystemTime()
  ) {
    self.init(inner, ledger: Ledger(budget: budget, timekeeper: timekeeper))
  }

  init(_ inner: any CompletionService, ledger: Ledger) {
    self.inner = inner
    self.ledger = ledger
  }

  /// What was spent so far.
  public var spending: Spending { ledger.spending }

  /// - Throws: `budgetReached` where a limit leaves no room for the request.
  public func complete(_ request: CompletionRequest) async throws -> Completion {
    let start = try ledger.begin()
    do {
      let completion = try await inner.complete(request)
      ledger.end(completion.usage ?? Self.estimate(request, completion), since: start)
      return completion
    } catch {
      ledger.end(nil, since: start)
      throw error
    }
  }

  /// What a server does not count is estimated.
  private static func estimate(_ request: CompletionRequest, _ completion: Completion) -> TokenUsage
  {
    let estimator = TokenEstimator.standard
    return TokenUsage(
      promptTokens: estimator.tokens(in: request.messages),
      completionTokens: estimator.tokens(in: completion.text + (completion.reasoning ?? "")))
  }
}

/// The books of one endpoint.
final class Ledger: Sendable {
  private struct State {
    var spending = Spending()
    var inFlight = 0
    var isStopped = false
    /// The time of all requests that were answered.
    var answering: Duration = .zero
    var start: Duration?
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let budget: Budget
  private let shared: SharedBudget?
  private let timekeeper: any Timekeeper
  private let state: Mutex<State>

  init(budget: Budget, shared: SharedBudget? = nil, timekeeper: any Timekeeper) {
    self.budget = budget
    self.shared = shared
    self.timekeeper = timekeeper
    var initial = State()
    initial.spending.cost = budget.price == nil ? nil : 0
    state = Mutex(initial)
  }

  var spending: Spending { state.withLock { $0.spending } }

  /// Requests that are sent and not answered, and how long an answer takes on the average.
  var underWay: (requests: Int, meanAnswer: Duration?) {
    state.withLock { state in
      let answered = state.spending.answered
      return (state.inFlight, answered > 0 ? state.answering / answered : nil)
    }
  }

  /// Lets no further request begin.
  func stop() { state.withLock { $0.isStopped = true } }

  /// Enters a request that is about to be sent.
  ///
  /// - Returns: The time of its beginning.
  func begin() throws -> Duration {
    let now = timekeeper.now
    return try state.withLock { state in
      if state.isStopped {
        throw AssayError(
          .stopped, "The sending of requests was stopped.",
          advice: "What is done is kept; run the same command to go on.")
      }
      if state.start == nil { state.start = now }
      if let reason = reached(state, now: now) {
        throw AssayError(
          .budgetReached, "The limit of \(reason) is reached.",
          advice: Self.advice)
      }
      try shared?.begin(at: now)
      state.spending.requests += 1
      state.inFlight += 1
      return now
    }
  }

  /// Enters the end of a request, with what it used, or `nil` where it was not answered.
  func end(_ usage: TokenUsage?, since start: Duration) {
    let now = timekeeper.now
    let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.inFlight -= 1
      if let usage {
        state.spending.answered += 1
        state.answering += now - start
        state.spending.usage.promptTokens += usage.promptTokens
        state.spending.usage.completionTokens += usage.completionTokens
        if let price = budget.price {
          let cost = price.cost(usage)
          state.spending.cost = (state.spending.cost ?? 0) + cost
          shared?.spend(cost)
        }
      }
      guard state.inFlight == 0 else { return [] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until nothing is in flight, so that what is paid for is also kept.
  func idle() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.inFlight > 0 { state.waiting.append(continuation) }
        return state.inFlight == 0
      }
      if isIdle { continuation.resume() }
    }
  }

  static let advice = "What is done is kept; run the same command with a higher limit to go on."

  private func reached(_ state: State, now: Duration) -> String? {
    if let limit = budget.maximumRequests, state.spending.requests >= limit {
      return "\(limit) requests"
    }
    if let limit = budget.maximumCost, let cost = state.spending.cost, cost >= limit {
      return "\(limit) \(budget.price?.currency ?? "")"
    }
    if let limit = budget.maximumTime, let start = state.start, now - start >= limit {
      return "\(limit)"
    }
    return nil
  }
}
