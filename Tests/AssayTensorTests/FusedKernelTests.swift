// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Testing

/// The kernels of the shim against the same operation in `float64`, which libtorch composes.
@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct FusedKernelTests {
  init() throws { try Library.load() }

  @Test(arguments: [1, 7, 16, 40, 128], [1, 3, 700])
  func rmsNormAgreesForEveryWidthAndCount(_ width: Int, _ rows: Int) throws {
    func results(_ dtype: DType) throws -> [[Double]] {
      let x = try Tensor.normal([rows, width], seed: 1).to(dtype).requiringGradient()
      let weight = try Tensor.normal([width], seed: 2).to(dtype).requiringGradient()
      let seed = try Tensor.normal([rows, width], seed: 3).to(dtype)
      let y = try x.rmsNorm(weight, epsilon: 1e-6)
      let found = try gradients(of: [y], seeds: [seed], with: [x, weight])
      let plain = try withNoGradient { try x.rmsNorm(weight, epsilon: 1e-6) }
      return try [y, plain].map { try $0.doubles() } + found.map { try $0?.doubles() ?? [] }
    }
    for (single, double) in zip(try results(.float32), try results(.float64)) {
      #expect(single.count == double.count && !single.isEmpty)
      // Sums over the rows grow with their root; single precision follows to six digits.
      let scale = double.map(abs).max() ?? 1
      let worst = zip(single, double).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < 3e-6 * max(1, scale))
    }
  }

  @Test func onlyWhatIsAskedForIsComputed() throws {
    let x = try Tensor.normal([4, 32], seed: 1)
    let weight = try Tensor.normal([32], seed: 2)
    let leaf = try x.requiringGradient()
    let alone = try gradients(of: leaf.rmsNorm(weight, epsilon: 1e-6).sum(), with: [leaf])[0]
    let factors = try weight.requiringGradient()
    let both = try gradients(
      of: leaf.rmsNorm(factors, epsilon: 1e-6).sum(), with: [leaf, factors])
    let other = try gradients(of: x.rmsNorm(factors, epsilon: 1e-6).sum(), with: [factors])[0]
    #expect(try alone?.floats() == both[0]?.floats())
    #expect(try other?.floats() == both[1]?.floats())
  }

  @Test func halvesTakeTheComposedForm() throws {
    let x = try Tensor.normal([2, 4, 8], seed: 1)
    let angles = try Tensor.normal([4, 4], seed: 2)
    let (cosine, sine) = (try angles.cosine(), try angles.sine())
    let exact = try x.rotated(cosine: cosine, sine: sine).floats()
    let half = try x.to(.bfloat16).rotated(cosine: cosine, sine: sine)
    #expect(half.dtype == .bfloat16)
    #expect(zip(exact, try half.floats()).allSatisfy { abs($0 - $1) < 0.05 })
    let weight = try Tensor.ones([8])
    let norm = try x.to(.bfloat16).rmsNorm(weight.to(.bfloat16), epsilon: 1e-6)
    let wanted = try x.rmsNorm(weight, epsilon: 1e-6).floats()
    #expect(zip(wanted, try norm.floats()).allSatisfy { abs($0 - $1) < 0.05 })
  }

  @Test func turningKeepsTheLayoutOfItsOperand() throws {
    let angles = try Tensor.normal([3, 4], seed: 2)
    let (cosine, sine) = (try angles.cosine(), try angles.sine())
    let whole = try Tensor.normal([2, 3, 2, 8], seed: 1)
    let view = try whole.transposed(1, 2)
    let turned = try view.rotated(cosine: cosine, sine: sine)
    #expect(try turned.transposed(1, 2).isContiguous)
    #expect(
      try turned.floats() == view.contiguous().rotated(cosine: cosine, sine: sine).floats())
  }
}
