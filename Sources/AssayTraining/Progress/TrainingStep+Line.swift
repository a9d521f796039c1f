// SPDX-License-Identifier: Apache-2.0

import Foundation

extension TrainingStep {
  /// The step as one line for people, such as
  /// `step 120/400  epoch 2  loss 0.4312  lr 2.1e-03  |g| 0.84  31.2k tokens/s  6 min 10 s left`.
  public var line: String {
    let speed =
      tokensPerSecond >= 10_000
      ? String(format: "%.1fk", tokensPerSecond / 1000) : String(format: "%.0f", tokensPerSecond)
    return [
      "step \(step)/\(of)", "epoch \(epoch)", String(format: "loss %.4f", loss),
      String(format: "lr %.1e", learningRate), String(format: "|g| %.2f", gradientNorm),
      "\(speed) tokens/s", "\(Self.duration(secondsLeft)) left",
    ].joined(separator: "  ")
  }

  /// Seconds in the two units that matter: `48 s`, `6 min 10 s`, `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 1e9).rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
