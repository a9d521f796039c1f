// SPDX-License-Identifier: Apache-2.0
import AssayTraining
import Testing

@Suite struct BatchPlanTests {
  static let lengths = (0..<200).map { 5 + ($0 * 37) % 91 }

  @Test(arguments: [
    BatchSettings(size: .tokens(500)), BatchSettings(size: .tokens(500), lengthPool: 4),
    BatchSettings(size: .examples(16)), BatchSettings(size: .examples(16), lengthPool: 3),
    BatchSettings(size: .tokens(500), order: .preserved), BatchSettings(size: .tokens(1)),
    BatchSettings(size: .tokens(1_000_000)),
  ])
  func `learns every example once an epoch`(settings: BatchSettings) {
    let plan = BatchPlan(lengths: Self.lengths, settings: settings, seed: 3)
    for epoch in 0..<2 {
      let steps = plan.steps(ofEpoch: epoch)
      #expect(steps.allSatisfy { !$0.isEmpty })
      #expect(steps.joined().sorted() == Array(Self.lengths.indices))
      #expect(plan.steps(ofEpoch: epoch) == steps)
    }
  }

  @Test func `shuffles anew each epoch and by seed`() {
    let settings = BatchSettings(size: .examples(16))
    let plan = BatchPlan(lengths: Self.lengths, settings: settings, seed: 3)
    let other = BatchPlan(lengths: Self.lengths, settings: settings, seed: 4)
    #expect(plan.steps(ofEpoch: 0) != plan.steps(ofEpoch: 1))
    #expect(plan.steps(ofEpoch: 0) != other.steps(ofEpoch: 0))
  }

  @Test func `keeps a curriculum's order`() {
    let plan = BatchPlan(
      lengths: Self.lengths, settings: BatchSettings(size: .tokens(300), order: .preserved),
      seed: 3)
    #expect(Array(plan.steps(ofEpoch: 0).joined()) == Array(Self.lengths.indices))
    #expect(plan.steps(ofEpoch: 0) == plan.steps(ofEpoch: 7))
  }

  @Test func `cuts an epoch into steps of even size`() {
    let budget = 500
    let plan = BatchPlan(
      lengths: Self.lengths, settings: BatchSettings(size: .tokens(budget)), seed: 3)
    let sizes = plan.steps(ofEpoch: 0).map { $0.reduce(0) { $0 + Self.lengths[$1] } }
    let total = Self.lengths.reduce(0, +)
    #expect(sizes.count == (total + budget - 1) / budget)
    let longest = 95
    #expect(sizes.allSatisfy { abs($0 - total / sizes.count) <= longest })
    #expect(plan.stepCount(epochs: 3) == 3 * sizes.count)
  }

  @Test(arguments: [100, 400, 10_000])
  func `keeps passes within their limit`(limit: Int) {
    let plan = BatchPlan(
      lengths: Self.lengths,
      settings: BatchSettings(size: .examples(64), positionsPerPass: limit), seed: 3)
    for step in plan.steps(ofEpoch: 0) {
      let passes = plan.passes(of: step)
      #expect(passes.joined().sorted() == step.sorted())
      for pass in passes {
        let width = pass.map { Self.lengths[$0] }.max() ?? 0
        #expect(pass.count == 1 || pass.count * width <= limit)
      }
    }
  }

  @Test func `pads little once passes are sorted by length`() {
    let plan = BatchPlan(
      lengths: Self.lengths,
      settings: BatchSettings(size: .examples(200), positionsPerPass: 1_000), seed: 3)
    let passes = plan.passes(of: Array(Self.lengths.indices))
    let padded = passes.reduce(0) { sum, pass in
      sum + pass.count * (pass.map { Self.lengths[$0] }.max() ?? 0)
    }
    #expect(Double(padded) < 1.15 * Double(Self.lengths.reduce(0, +)))
  }

  @Test func `has no steps without examples`() {
    let plan = BatchPlan(lengths: [], settings: BatchSettings(), seed: 0)
    #expect(plan.steps(ofEpoch: 0).isEmpty)
    #expect(plan.stepCount(epochs: 2) == 0)
  }
}
