// SPDX-License-Identifier: Apache-2.0

/// Time spent on steps, without that of evaluations and checkpoints.
struct Stopwatch {
  private let now: @Sendable () -> Duration
  private var begun: Duration
  private(set) var seconds = 0.0
  private(set) var laps = 0

  init(now: @escaping @Sendable () -> Duration) {
    self.now = now
    begun = now()
  }

  mutating func start() { begun = now() }

  /// Ends a lap and returns its seconds.
  mutating func lap() -> Double {
    let lap = max((now() - begun) / .seconds(1), 1e-9)
    seconds += lap
    laps += 1
    return lap
  }

  /// The seconds that so many further laps will take at the speed so far.
  func left(_ count: Int) -> Double { laps == 0 ? 0 : seconds / Double(laps) * Double(count) }

  /// The time since the process' clock began, as the system measures it.
  static let system: @Sendable () -> Duration = {
    let clock = ContinuousClock()
    let origin = clock.now
    return { origin.duration(to: clock.now) }
  }()
}
