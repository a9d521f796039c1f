// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The beta distribution, by which binomial and Student's t probabilities are found too.
enum BetaDistribution {
  /// The regularised incomplete beta function: the probability of a value of at most `x`.
  static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let logFront =
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
    let front = exp(logFront)
    // The continued fraction converges fast on this side of the mean only.
    if x < (a + 1) / (a + b + 2) {
      return min(1, front * continuedFraction(x, a, b) / a)
    }
    return max(0, 1 - front * continuedFraction(1 - x, b, a) / b)
  }

  /// The value with probability `p` below it, found by halving the range that holds it.
  static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return 1 }
    var low = 0.0
    var high = 1.0
    for _ in 0..<1100 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if cumulative(middle, a, b) < p { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// The continued fraction of the incomplete beta function, by Lentz's method.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for term in [even, odd] {
        d = 1 + term * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + term / c
        c = abs(c) < tiny ? tiny : c
        change = d * c
        fraction *= change
      }
      if abs(change - 1) < 1e-16 { break }
    }
    return fraction
  }
}

/// Student's t distribution.
enum StudentDistribution {
  /// The probability of a value at least as far from 0 as `t`, on either side.
  static func twoSided(_ t: Double, degrees: Double) -> Double {
    BetaDistribution.cumulative(degrees / (degrees + t * t), degrees / 2, 0.5)
  }

  /// The distance from 0 within which a value lies with probability `level`.
  static func halfWidth(level: Double, degrees: Double) -> Double {
    let share = BetaDistribution.quantile(level, 0.5, degrees / 2)
    return (degrees * share / (1 - share)).squareRoot()
  }
}

/// The binomial distribution of a fair coin.
enum FairCoin {
  /// The probability of exactly `count` heads in `tosses`.
  static func probability(_ count: Int, tosses: Int) -> Double {
    let n = Double(tosses)
    let k = Double(count)
    let logWays = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
    return exp(logWays - n * log(2))
  }

  /// The probability of at most `count` heads, for `count` in the lower half.
  static func atMost(_ count: Int, tosses: Int) -> Double {
    var term = probability(count, tosses: tosses)
    var sum = term
    var heads = count
    while heads > 0, term > sum * 1e-18 {
      term *= Double(heads) / Double(tosses - heads + 1)
      sum += term
      heads -= 1
    }
    return min(1, sum)
  }
}
