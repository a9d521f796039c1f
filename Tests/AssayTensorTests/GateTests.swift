// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct GateTests {
  init() throws { try Library.load() }

  /// Widths with and without a kernel of their own; numbers as far out as exponentials reach.
  @Test(arguments: [1, 16, 24, 256], [1, 90])
  func halvesAgreeWithTwoFactorsInDoublePrecision(_ width: Int, _ spread: Double) throws {
    func results(
      _ dtype: DType, _ gate: (Tensor) throws -> Tensor
    ) throws -> [[Double]] {
      let x = try Tensor.normal([3, 7, 2 * width], deviation: spread, seed: 1).to(dtype)
        .requiringGradient()
      let seed = try Tensor.normal([3, 7, width], seed: 2).to(dtype)
      let y = try gate(x)
      #expect(y.shape == [3, 7, width])
      let found = try gradients(of: [y], seeds: [seed], with: [x])
      return try [y.doubles(), withNoGradient { try gate(x).doubles() }]
        + found.map { try $0?.doubles() ?? [] }
    }
    let ours = try results(.float32) { try $0.swigluOfHalves() }
    let wanted = try results(.float64) {
      let halves = try $0.split([width, width], dim: 2)
      return try halves[0].swiglu(halves[1])
    }
    for (single, double) in zip(ours, wanted) {
      try #require(single.count == double.count && !single.isEmpty)
      for (a, b) in zip(single, double) { #expect(abs(a - b) < 2e-6 * max(1, abs(b))) }
    }
  }

  @Test func whatIsNotANumberStaysSo() throws {
    let x = try Tensor.full([1, 32], 1)
    try x.narrowed(dim: 1, start: 3, length: 1).fillInPlace(.nan)
    let y = try x.swigluOfHalves().floats()
    #expect(y.indices.allSatisfy { y[$0].isNaN == ($0 == 3) })
  }

  @Test func anOddDimensionIsRefused() {
    #expect(throws: (any Error).self) { try Tensor.zeros([2, 3]).swigluOfHalves() }
  }
}
