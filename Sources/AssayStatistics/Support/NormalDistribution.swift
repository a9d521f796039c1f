// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The standard normal distribution.
enum NormalDistribution {
  /// The probability of a value of at most `x`.
  static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// The probability of a value at least as far from 0 as `z`, on either side.
  static func twoSided(_ z: Double) -> Double { min(1, erfc(abs(z) / 2.0.squareRoot())) }

  /// The value with probability `p` below it; infinite for 0 and 1.
  ///
  /// A rational start (Abramowitz and Stegun, 26.2.23) followed by Halley steps on the exact
  /// cumulative probability, which reach the last digits.
  static func quantile(_ p: Double) -> Double {
    guard p > 0 else { return -.infinity }
    guard p < 1 else { return .infinity }
    guard p != 0.5 else { return 0 }
    if p > 0.5 { return -quantile(1 - p) }
    let t = (-2 * log(p)).squareRoot()
    let above = 2.515517 + t * (0.802853 + t * 0.010328)
    let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = above / below - t
    for _ in 0..<4 {
      let error = cumulative(x) - p
      let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
      guard step.isFinite, step != 0 else { break }
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
