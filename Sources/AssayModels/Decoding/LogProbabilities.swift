// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Natural log-probabilities from a row of logits, at temperature 1 and before any filter.
enum LogProbabilities {
  /// The log-probability of one id, and the likeliest ids with theirs, likeliest first.
  static func of(
    _ id: Int, in logits: UnsafeBufferPointer<Float>, alternatives count: Int
  ) -> (chosen: Double, alternatives: [(id: Int, value: Double)]) {
    let top = Double(TokenSampler.largest(logits).map { logits[$0] } ?? 0)
    var sum = 0.0
    for logit in logits where logit.isFinite { sum += exp(Double(logit) - top) }
    let normaliser = top + log(sum)
    let order = logits.indices.sorted { (logits[$0], $1) > (logits[$1], $0) }.prefix(count)
    return (
      Double(logits[id]) - normaliser,
      order.map { (id: $0, value: Double(logits[$0]) - normaliser) }
    )
  }
}
