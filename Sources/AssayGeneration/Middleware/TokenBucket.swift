// SPDX-License-Identifier: Apache-2.0

/// A rate limit by reservation: whoever comes is told how long to wait.
///
/// It is the generic cell rate algorithm: a "theoretical arrival time" moves on by the cost of
/// each reservation, and a burst may run ahead of it. A pure value without a clock.
struct TokenBucket: Sendable, Hashable {
  /// The configured rate, in units a second.
  let rate: Double
  /// How much may come at once, in units.
  let burst: Double
  /// The share of the rate that is used, from 1 down to `lowestShare`.
  private(set) var share = 1.0
  private var arrival = 0.0

  static let lowestShare = 1.0 / 64

  /// - Parameters:
  ///   - perMinute: The rate; at least a thousandth.
  ///   - burst: The seconds' worth of units that may come at once.
  init(perMinute: Double, burst seconds: Double = 2) {
    rate = max(perMinute, 0.001) / 60
    burst = max(1, rate * seconds)
  }

  /// Takes units, and says how long to wait before they may be used.
  mutating func reserve(_ units: Double, now: Duration) -> Duration {
    let now = now.seconds
    let pace = rate * share
    // The wait comes of what was reserved before, so that one request larger than the burst
    // passes too.
    let wait = max(0, max(arrival, now) - now - burst / pace)
    arrival = max(arrival, now) + max(0, units) / pace
    return .seconds(wait)
  }

  /// Gives back units that were reserved and not used, or takes more where the number is negative.
  mutating func giveBack(_ units: Double) { arrival -= units / (rate * share) }

  /// Uses half the rate from now on.
  mutating func slow() { share = max(Self.lowestShare, share / 2) }

  /// Comes back by a hundredth of the rate.
  mutating func recover() { share = min(1, share + 0.01) }
}
