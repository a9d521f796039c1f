// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import Foundation
import Synchronization

/// A clock that moves on by what is slept and by nothing else.
final class VirtualTime: Timekeeper {
  private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))
  private let start = Date(timeIntervalSince1970: 1_700_000_000)

  var now: Duration { state.withLock { $0.now } }
  var date: Date {
    let now = now.components
    return start.addingTimeInterval(Double(now.seconds) + Double(now.attoseconds) * 1e-18)
  }
  /// Every wait so far.
  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.now += max(.zero, duration)
      state.sleeps.append(duration)
    }
    await Task.yield()
  }
}
