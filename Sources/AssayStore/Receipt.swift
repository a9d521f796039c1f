// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Stands for a write that was handed in and may not be on the disk yet.
///
/// It lets a caller hand in the next write, in order, before the last one is durable. Dropping it
/// does not undo the write.
public final class Receipt: Sendable {
  private enum State {
    case open([CheckedContinuation<Void, any Error>])
    case settled(Result<Void, any Error>)
  }

  private let state = Mutex(State.open([]))

  /// Whether the write is durable or has failed, so that ``wait()`` returns at once.
  public var isSettled: Bool {
    state.withLock { state in
      if case .settled = state { true } else { false }
    }
  }

  /// Returns once the write is durable.
  ///
  /// - Throws: What kept it from becoming so; nothing of the write is kept then.
  public func wait() async throws {
    try await withCheckedThrowingContinuation { continuation in
      let result: Result<Void, any Error>? = state.withLock { state in
        switch state {
        case .settled(let result): return result
        case .open(let waiting):
          state = .open(waiting + [continuation])
          return nil
        }
      }
      if let result { continuation.resume(with: result) }
    }
  }

  func settle(_ result: Result<Void, any Error>) {
    let waiting: [CheckedContinuation<Void, any Error>] = state.withLock { state in
      guard case .open(let waiting) = state else { return [] }
      state = .settled(result)
      return waiting
    }
    for continuation in waiting { continuation.resume(with: result) }
  }
}
