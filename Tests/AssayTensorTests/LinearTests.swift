// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Testing

/// The linear layer in `float32`, which has a product of its own, against the same in `float64`.
@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct LinearTests {
  init() throws { try Library.load() }

  struct Shape: Sendable, CustomTestStringConvertible {
    var lead: [Int]
    var inputs: Int
    var outputs: Int
    var testDescription: String { "\(lead) \(inputs) \(outputs)" }
  }

  static let shapes = [
    Shape(lead: [1], inputs: 1, outputs: 1), Shape(lead: [], inputs: 5, outputs: 3),
    Shape(lead: [7], inputs: 128, outputs: 102), Shape(lead: [3, 50], inputs: 33, outputs: 17),
    Shape(lead: [2, 3, 4], inputs: 16, outputs: 40), Shape(lead: [900], inputs: 64, outputs: 128),
    Shape(lead: [0], inputs: 4, outputs: 3),
  ]

  @Test(arguments: shapes, [false, true])
  func agreesWithDoublePrecision(_ shape: Shape, _ biased: Bool) throws {
    func results(_ dtype: DType) throws -> [[Double]] {
      let x = try Tensor.normal(shape.lead + [shape.inputs], seed: 1).to(dtype)
        .requiringGradient()
      let weight = try Tensor.normal([shape.outputs, shape.inputs], seed: 2).to(dtype)
        .requiringGradient()
      let bias = try Tensor.normal([shape.outputs], seed: 3).to(dtype).requiringGradient()
      let seed = try Tensor.normal(shape.lead + [shape.outputs], seed: 4).to(dtype)
      let y = try x.linear(weight, bias: biased ? bias : nil)
      let leaves = [x, weight] + (biased ? [bias] : [])
      let found = try gradients(of: [y], seeds: [seed], with: leaves)
      let plain = try withNoGradient { try x.linear(weight, bias: biased ? bias : nil) }
      #expect(y.shape == shape.lead + [shape.outputs])
      return try [y, plain].map { try $0.doubles() } + found.map { try $0?.doubles() ?? [] }
    }
    for (single, double) in zip(try results(.float32), try results(.float64)) {
      try #require(single.count == double.count)
      let scale = double.map(abs).max() ?? 1
      let worst = zip(single, double).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < 3e-6 * max(1, scale))
    }
  }

  @Test func operandsMayBeViews() throws {
    func results(_ dtype: DType) throws -> [[Double]] {
      let base = try Tensor.normal([6, 5, 9], seed: 1).to(dtype).requiringGradient()
      let factors = try Tensor.normal([9, 4], seed: 2).to(dtype).requiringGradient()
      let y = try base.transposed(0, 1).narrowed(dim: 2, start: 2, length: 7)
        .linear(factors.transposed().narrowed(dim: 1, start: 1, length: 7))
      // The gradient of a sum is one number seen everywhere: a view without strides of its own.
      let found = try gradients(of: y.sum(), with: [base, factors])
      return try [y.doubles()] + found.map { try $0?.doubles() ?? [] }
    }
    for (single, double) in zip(try results(.float32), try results(.float64)) {
      #expect(single.count == double.count && !single.isEmpty)
      #expect(zip(single, double).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func onlyWhatIsAskedForHasAGradient() throws {
    let x = try Tensor.normal([4, 8], seed: 1)
    let weight = try Tensor.normal([3, 8], seed: 2)
    let bias = try Tensor.normal([3], seed: 3).requiringGradient()
    #expect(try !x.linear(weight).requiresGradient)
    let byBias = try gradients(of: x.linear(weight, bias: bias).sum(), with: [bias])[0]
    #expect(try byBias?.floats() == [4, 4, 4])
    let factors = try weight.requiringGradient()
    let alone = try gradients(of: x.linear(factors).sum(), with: [factors])[0]
    let leaf = try x.requiringGradient()
    let both = try gradients(of: leaf.linear(factors).sum(), with: [leaf, factors])
    #expect(try alone?.floats() == both[1]?.floats())
    #expect(both[0]?.shape == [4, 8])
  }

  @Test func shapesThatDoNotFitAreRefused() throws {
    let x = try Tensor.normal([4, 8], seed: 1)
    for shape in [[3, 7], [7], [3, 8, 1]] {
      #expect(throws: (any Error).self) { try x.linear(Tensor.zeros(shape)).floats() }
    }
    #expect(throws: (any Error).self) {
      try x.linear(Tensor.zeros([3, 8]), bias: Tensor.zeros([2]))
    }
  }
}
