// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C and a polite kill into an end that keeps what is done.
enum Interruption {
  /// What the first signal begins where work that is under way can be waited for.
  struct Stop: Sendable {
    /// Begins no more work, and says what is waited for.
    var begin: @Sendable () -> String
    /// Returns once nothing is under way.
    var finish: @Sendable () async -> Void
  }

  private struct State {
    var stop: Stop?
    var isStopping = false
  }

  private static let state = Mutex(State())

  /// Runs the body. The first signal stops what ``stopping(by:_:)`` told of and then cancels the
  /// body, so that it keeps its work; a second one ends the process at once.
  static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { signalled(task) }
      source.resume()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    try await task.value
  }

  /// While the body runs, the first signal stops it in this way; without one it cancels it.
  static func stopping<Result>(
    by stop: Stop?, _ body: () async throws -> Result
  ) async throws -> Result {
    state.withLock { $0.stop = stop }
    defer { state.withLock { $0.stop = nil } }
    return try await body()
  }

  private static func signalled(_ task: Task<Void, any Error>) {
    let (isSecond, stop) = state.withLock { state in
      defer { state.isStopping = true }
      return (state.isStopping, state.stop)
    }
    if isSecond {
      Console.note("Stopped at once.")
      ExitStatus.interrupted.leave()
    }
    guard let stop else {
      Console.note("Stopping: finishing what is under way (Ctrl-C again stops at once).")
      task.cancel()
      return
    }
    Console.note(stop.begin())
    Task {
      await stop.finish()
      task.cancel()
    }
  }
}
