// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation

/// Turns Ctrl-C and a polite kill into the cancellation of the running task.
enum Interruption {
  /// Runs the body; the first signal cancels it so that it can keep its work, a second ends the
  /// process at once.
  static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if task.isCancelled { ExitStatus.interrupted.leave() }
        Console.note("\nStopping: finishing what is under way (once more stops at once).")
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    try await task.value
  }
}
