// SPDX-License-Identifier: Apache-2.0

/// The steps of a run in their order, epoch after epoch, from a given step on.
struct StepWalk: Sequence, IteratorProtocol {
  /// One step to make.
  struct Step {
    /// Counted from 0.
    var number: Int
    /// Counted from 0.
    var epoch: Int
    /// The examples to learn.
    var indices: [Int]
  }

  private let plan: BatchPlan
  private let total: Int
  private var number: Int
  private var epoch = 0
  private var steps: [[Int]]
  private var place: Int

  /// - Parameters:
  ///   - total: How many steps the run has.
  ///   - first: How many of them are made already.
  init(_ plan: BatchPlan, total: Int, from first: Int) {
    self.plan = plan
    self.total = total
    number = first
    steps = plan.steps(ofEpoch: 0)
    place = first
    while !steps.isEmpty, place >= steps.count {
      place -= steps.count
      epoch += 1
      steps = plan.steps(ofEpoch: epoch)
    }
  }

  mutating func next() -> Step? {
    guard number < total else { return nil }
    if place >= steps.count {
      epoch += 1
      steps = plan.steps(ofEpoch: epoch)
      place = 0
    }
    guard steps.indices.contains(place) else { return nil }
    defer {
      number += 1
      place += 1
    }
    return Step(number: number, epoch: epoch, indices: steps[place])
  }
}
