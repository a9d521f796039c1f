// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// Which examples make which optimiser step: a pure function of lengths, settings and seed.
///
/// Nothing of it needs saving. A resumed run works the plan out again and goes on at its step.
public struct BatchPlan: Sendable {
  /// The fed length of each example.
  public let lengths: [Int]
  public let settings: BatchSettings
  public let seed: UInt64

  public init(lengths: [Int], settings: BatchSettings, seed: UInt64) {
    self.lengths = lengths
    self.settings = settings
    self.seed = seed
  }

  /// The steps of one epoch, each as indices of examples. Every example occurs exactly once.
  public func steps(ofEpoch epoch: Int) -> [[Int]] {
    let given = Array(lengths.indices)
    guard settings.order == .shuffled else { return cut(given) }
    var generator = SeededGenerator(seed: seed, stream: "epoch-\(epoch)")
    let order = generator.shuffled(given)
    guard settings.lengthPool > 1 else { return cut(order) }
    let pools = pooled(cut(order))
    return pools.flatMap { pool in
      generator.shuffled(cut(sortedByLength(pool)))
    }
  }

  /// How many steps so many epochs take.
  public func stepCount(epochs: Int) -> Int {
    (0..<max(0, epochs)).reduce(0) { $0 + steps(ofEpoch: $1).count }
  }

  /// The passes through the model that make one step: short examples with short ones, so that
  /// little is padded, and each pass within the limit of positions.
  public func passes(of step: [Int]) -> [[Int]] {
    var passes: [[Int]] = []
    var current: [Int] = []
    // Longest first: the largest pass comes first, so memory is at its peak at once.
    for index in sortedByLength(step).reversed() {
      let width = current.first.map { lengths[$0] } ?? lengths[index]
      if !current.isEmpty, (current.count + 1) * width > settings.positionsPerPass {
        passes.append(current)
        current = []
      }
      current.append(index)
    }
    if !current.isEmpty { passes.append(current) }
    return passes
  }

  private func sortedByLength(_ indices: [Int]) -> [Int] {
    indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
  }

  private func pooled(_ steps: [[Int]]) -> [[Int]] {
    stride(from: 0, to: steps.count, by: settings.lengthPool).map { start in
      Array(steps[start..<min(start + settings.lengthPool, steps.count)].joined())
    }
  }

  private func cut(_ order: [Int]) -> [[Int]] {
    switch settings.size {
    case .examples(let count):
      let size = max(1, count)
      return stride(from: 0, to: order.count, by: size).map { start in
        Array(order[start..<min(start + size, order.count)])
      }
    case .tokens(let budget): return cut(order, intoTokens: max(1, budget))
    }
  }

  /// Cuts into steps of even size, so that no epoch ends with a scrap of a step whose gradient
  /// would be noise at the full learning rate.
  private func cut(_ order: [Int], intoTokens budget: Int) -> [[Int]] {
    let total = order.reduce(0) { $0 + lengths[$1] }
    let count = max(1, (total + budget - 1) / budget)
    var steps: [[Int]] = []
    var current: [Int] = []
    var seen = 0
    for index in order {
      current.append(index)
      seen += lengths[index]
      if seen * count >= (steps.count + 1) * total {
        steps.append(current)
        current = []
      }
    }
    if !current.isEmpty { steps.append(current) }
    return steps
  }
}
