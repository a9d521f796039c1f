// SPDX-License-Identifier: Apache-2.0

/// ProcessBench's score of one split (`code/run_eval.py`).
///
/// The harmonic mean of two accuracies: on solutions with a wrong step, the exact first index; on
/// solutions without one, the answer that there is none. The official code divides 0 by 0 where
/// both are 0; `f1` is 0 there, and `officialF1` is not defined.
public struct ProcessBenchScore: Sendable, Hashable {
  /// The accuracy on solutions with a wrong step, from 0 to 1.
  public var errorAccuracy: Double
  /// The accuracy on solutions without one, from 0 to 1.
  public var correctAccuracy: Double

  public init(errorAccuracy: Double, correctAccuracy: Double) {
    self.errorAccuracy = errorAccuracy
    self.correctAccuracy = correctAccuracy
  }

  /// The harmonic mean, from 0 to 1; 0 where both accuracies are 0.
  public var f1: Double { officialF1 ?? 0 }

  /// The harmonic mean, from 0 to 1; `nil` where both accuracies are 0.
  public var officialF1: Double? {
    let sum = errorAccuracy + correctAccuracy
    return sum == 0 ? nil : 2 * errorAccuracy * correctAccuracy / sum
  }
}
