// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation

/// Chooses the next token from a row of logits.
///
/// Everything is computed in plain Swift from the row alone, in a fixed order, so that equal rows
/// and equal seeds give equal tokens on every machine. The filters apply in the usual order:
/// top-k, then top-p, then min-p, each to what the ones before it left.
public struct TokenSampler: Sendable {
  private let parameters: SamplingParameters
  private var generator: SeededGenerator

  /// - Parameter seed: The seed of this one request; other requests do not disturb it.
  public init(_ parameters: SamplingParameters, seed: UInt64) {
    self.parameters = parameters
    generator = SeededGenerator(seed: seed, stream: "sampling")
  }

  /// The next token's id; the smallest of equally likely ones in greedy decoding.
  ///
  /// A row without a finite number gives `nil`: the model has failed.
  public mutating func next(_ logits: UnsafeBufferPointer<Float>) -> Int? {
    guard let best = Self.largest(logits) else { return nil }
    guard parameters.temperature > 0 else { return best }
    return sample(logits, best: best)
  }

  /// The index of the largest finite number.
  static func largest(_ logits: UnsafeBufferPointer<Float>) -> Int? {
    var best: Int?
    var value = -Float.infinity
    for index in logits.indices where logits[index] > value {
      value = logits[index]
      best = index
    }
    return value.isFinite ? best : nil
  }

  private mutating func sample(_ logits: UnsafeBufferPointer<Float>, best: Int) -> Int {
    let draw = generator.unit()
    let inverse = 1 / parameters.temperature
    let top = Double(logits[best])
    // Weights relative to the likeliest token; what is not a number has none.
    let weights = logits.map { logit -> Double in
      let value = Double(logit)
      return value.isFinite ? exp((value - top) * inverse) : 0
    }
    let isFiltered = parameters.topK > 0 || parameters.topP < 1 || parameters.minP > 0
    guard isFiltered else { return Self.pick(weights.indices, weights, draw) ?? best }
    return Self.pick(kept(weights), weights, draw) ?? best
  }

  /// The ids that pass the filters, likeliest first.
  private func kept(_ weights: [Double]) -> [Int] {
    var order = weights.indices.filter { weights[$0] > 0 }
    order.sort { (weights[$0], $1) > (weights[$1], $0) }
    if parameters.topK > 0 { order = Array(order.prefix(parameters.topK)) }
    if parameters.topP < 1 {
      let total = order.reduce(0) { $0 + weights[$1] }
      var sum = 0.0
      var count = 0
      while count < order.count, count == 0 || sum < parameters.topP * total {
        sum += weights[order[count]]
        count += 1
      }
      order = Array(order.prefix(count))
    }
    if parameters.minP > 0, let first = order.first {
      let floor = parameters.minP * weights[first]
      order = order.filter { weights[$0] >= floor }
    }
    return order
  }

  private static func pick(
    _ ids: some Collection<Int>, _ weights: [Double], _ draw: Double
  ) -> Int? {
    let target = draw * ids.reduce(0) { $0 + weights[$1] }
    var sum = 0.0
    var last: Int?
    for id in ids where weights[id] > 0 {
      sum += weights[id]
      last = id
      if target < sum { return id }
    }
    return last
  }
}
