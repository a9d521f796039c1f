// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayTestSupport
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct GradientTests {
  init() throws { try Library.load() }

  @Test func agreeWithFiniteDifferences() throws {
    // In float64, where differences of 1e-5 are exact to about ten digits.
    let x = try Tensor.normal([1, 3, 8], seed: 3, dtype: .float64)
    let shapes = [[8], [8, 8], [8, 8]]
    let weights = try shapes.enumerated().map { index, shape in
      try Tensor.normal(shape, deviation: 0.5, seed: UInt64(index), dtype: .float64)
    }
    let angles = try Tensor([0, 0, 1, 0.01, 2, 0.02] as [Float], shape: [3, 2]).to(.float64)
    func loss(_ weights: [Tensor]) throws -> Tensor {
      let turned = try x.rmsNorm(weights[0], epsilon: 1e-6).linear(weights[1])
        .reshaped([1, 3, 2, 4]).transposed(1, 2)
        .rotated(cosine: angles.cosine(), sine: angles.sine())
      let seen = try Tensor.attention(turned, turned, turned, isCausal: true)
      let merged = try seen.transposed(1, 2).reshaped([1, 3, 8])
      return try merged.linear(weights[2]).swiglu(merged).logSoftmax().sum()
    }
    let leaves = try weights.map { try $0.requiringGradient() }
    let found = try gradients(of: try loss(leaves), with: leaves)
    let step = 1e-5
    for (index, gradient) in found.enumerated() {
      let exact = try #require(gradient).doubles()
      for place in stride(from: 0, to: exact.count, by: 5) {
        func shifted(_ amount: Double) throws -> Double {
          var moved = weights
          let flat = try weights[index].copied().reshaped([-1])
          try flat.narrowed(dim: 0, start: place, length: 1)
            .addInPlace(try Tensor(amount, dtype: .float64))
          moved[index] = try flat.reshaped(shapes[index])
          return try loss(moved).item()
        }
        let numeric = try (shifted(step) - shifted(-step)) / (2 * step)
        #expect(abs(numeric - exact[place]) < 1e-6 * max(1, abs(numeric)), "\(index) \(place)")
      }
    }
  }

  @Test func unusedInputsGiveNil() throws {
    let used = try Tensor([1, 2] as [Float]).requiringGradient()
    let unused = try Tensor([3] as [Float]).requiringGradient()
    let found = try gradients(of: (used * used).sum(), with: [used, unused])
    #expect(try found[0]?.floats() == [2, 4])
    #expect(found[1] == nil)
  }

  @Test func seedsWeighTheOutputs() throws {
    let x = try Tensor([1, 2] as [Float]).requiringGradient()
    let outputs = [try x * 3.0, try (x * x).sum()]
    let seeds = [try Tensor([10, 100] as [Float]), nil]
    let found = try gradients(of: outputs, seeds: seeds, with: [x])
    #expect(try found[0]?.floats() == [32, 304])
  }

  @Test func graphIsKeptOnlyOnDemand() throws {
    let x = try Tensor([2] as [Float]).requiringGradient()
    let loss = try (x * x).sum()
    #expect(try gradients(of: loss, with: [x], retainingGraph: true)[0]?.item() == 4)
    #expect(try gradients(of: loss, with: [x])[0]?.item() == 4)
    #expect(throws: AssayError.self) { try gradients(of: loss, with: [x]) }
  }

  private struct Stop: Error {}

  @Test func switchesNestAndComeBack() throws {
    let x = try Tensor([2] as [Float]).requiringGradient()
    func tracked() throws -> Bool { try x.exp().requiresGradient }
    let seen = try withNoGradient { try [tracked(), withGradient(tracked), tracked()] }
    #expect(seen == [false, true, false])
    #expect(throws: Stop.self) { try withNoGradient { throw Stop() } }
    #expect(try tracked())
    #expect(try !withInference(tracked))
    #expect(try tracked())
  }

  @Test func askingWhereTheyAreOffIsRefused() throws {
    let x = try Tensor([2] as [Float]).requiringGradient()
    let loss = try (x * x).sum()
    let error = #expect(throws: AssayError.self) {
      try withNoGradient { try gradients(of: loss, with: [x]) }
    }
    #expect(error?.message.contains("switched off") == true)
  }

  @Test func leavesShareTheirElements() throws {
    let base = try Tensor([1, 2] as [Float])
    let leaf = try base.requiringGradient()
    #expect(leaf.requiresGradient && !base.requiresGradient)
    try withNoGradient { try leaf.fillInPlace(7) }
    #expect(try base.floats() == [7, 7])
    #expect(throws: AssayError.self) { try leaf.fillInPlace(8) }
  }
}
