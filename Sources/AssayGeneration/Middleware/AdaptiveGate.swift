// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Lets a number of requests through at a time, in the order in which they came.
///
/// The number adapts as TCP's window does: it halves when the server asks for patience and grows
/// by one for each full window of answers. What was in flight at a cut does not cut again.
final class AdaptiveGate: Sendable {
  /// The right to be in flight.
  struct Permit: Sendable, Hashable {
    fileprivate var era: Int
  }

  private struct State {
    var window: Double
    var inFlight = 0
    var era = 0
    var nextTicket = 0
    /// Waiting requests by ticket; `order` holds the tickets, some of them cancelled since.
    var waiting: [Int: CheckedContinuation<Permit, any Error>] = [:]
    var order: [Int] = []
    var head = 0
    var cancelled: Set<Int> = []
  }

  private let maximum: Int
  private let state: Mutex<State>

  init(maximum: Int) {
    self.maximum = max(1, maximum)
    state = Mutex(State(window: Double(max(1, maximum))))
  }

  /// The number of requests that may be in flight now.
  var window: Int { state.withLock { Int($0.window) } }

  /// The number of requests that wait.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Waits for a permit.
  ///
  /// - Throws: `CancellationError`.
  func enter() async throws -> Permit {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (permit, isCancelled) = state.withLock { state -> (Permit?, Bool) in
          if state.cancelled.remove(ticket) != nil { return (nil, true) }
          if state.inFlight < Int(state.window), state.waiting.isEmpty {
            state.inFlight += 1
            return (Permit(era: state.era), false)
          }
          state.waiting[ticket] = continuation
          state.order.append(ticket)
          return (nil, false)
        }
        if isCancelled {
          continuation.resume(throwing: CancellationError())
        } else if let permit {
          continuation.resume(returning: permit)
        }
      }
    } onCancel: {
      let continuation = state.withLock { state -> CheckedContinuation<Permit, any Error>? in
        if let waiting = state.waiting.removeValue(forKey: ticket) { return waiting }
        state.cancelled.insert(ticket)
        return nil
      }
      continuation?.resume(throwing: CancellationError())
    }
  }

  /// Gives a permit back.
  ///
  /// - Returns: The new window where the server's wish cut it.
  @discardableResult
  func leave(_ permit: Permit, throttled: Bool) -> Int? {
    let (cut, admitted) = state.withLock { state in
      state.inFlight -= 1
      var cut: Int?
      if !throttled {
        state.window = min(Double(maximum), state.window + 1 / state.window)
      } else if permit.era == state.era {
        state.era += 1
        state.window = max(1, (state.window / 2).rounded(.down))
        cut = Int(state.window)
      }
      return (cut, Self.admit(&state))
    }
    for (continuation, permit) in admitted { continuation.resume(returning: permit) }
    return cut
  }

  private static func admit(
    _ state: inout State
  ) -> [(CheckedContinuation<Permit, any Error>, Permit)] {
    var admitted: [(CheckedContinuation<Permit, any Error>, Permit)] = []
    while state.inFlight < Int(state.window), state.head < state.order.count {
      let ticket = state.order[state.head]
      state.head += 1
      guard let continuation = state.waiting.removeValue(forKey: ticket) else { continue }
      state.inFlight += 1
      admitted.append((continuation, Permit(era: state.era)))
    }
    if state.head > 1024, state.head * 2 > state.order.count {
      state.order.removeFirst(state.head)
      state.head = 0
    }
    return admitted
  }
}
