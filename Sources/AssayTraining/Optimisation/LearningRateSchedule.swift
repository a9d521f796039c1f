// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The learning rate of each optimiser step.
public struct LearningRateSchedule: Sendable, Hashable, Codable {
  public var shape: Shape
  /// The highest rate, reached when warm-up ends.
  public var peak: Double
  public var warmUp: WarmUp
  /// The rate at the very end, as a share of the peak.
  public var finalShare: Double

  /// How the rate falls after warm-up.
  public enum Shape: String, Sendable, Hashable, Codable, CaseIterable {
    /// Half a cosine wave (Loshchilov and Hutter 2017).
    case cosine
    /// A straight line.
    case linear
    /// Not at all.
    case constant
  }

  /// How long the rate rises in a straight line from 0.
  public enum WarmUp: Sendable, Hashable, Codable {
    case steps(Int)
    /// A share of all steps, rounded up.
    case share(Double)
  }

  public init(
    _ shape: Shape = .cosine, peak: Double, warmUp: WarmUp = .steps(0), finalShare: Double = 0
  ) {
    self.shape = shape
    self.peak = peak
    self.warmUp = warmUp
    self.finalShare = finalShare
  }

  /// How many of so many steps are warm-up.
  public func warmUpSteps(of total: Int) -> Int {
    switch warmUp {
    case .steps(let count): count
    case .share(let share): Int((share * Double(total)).rounded(.up))
    }
  }

  /// The rate of a step, counted from 0, of a run of `total` steps.
  ///
  /// As in the usual libraries the first step of a warm-up has rate 0, and the first rate after
  /// it is the peak.
  public func rate(step: Int, of total: Int) -> Double {
    let rising = warmUpSteps(of: total)
    if step < rising { return peak * Double(step) / Double(max(1, rising)) }
    let progress = min(1, Double(step - rising) / Double(max(1, total - rising)))
    let fallen: Double =
      switch shape {
      case .constant: 1
      case .linear: 1 - progress
      case .cosine: (1 + cos(Double.pi * progress)) / 2
      }
    if shape == .constant { return peak }
    return peak * (finalShare + (1 - finalShare) * fallen)
  }
}
