// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayTestSupport
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct TensorListTests {
  init() throws { try Library.load() }

  @Test func tenStepsOfAdamWAreThoseOfPyTorch() throws {
    let fixture = try OperationFixture.load().adamw
    let parameters = try fixture.parameters.map { try $0.tensor() }
    let means = try parameters.map { try Tensor.zeros($0.shape) }
    let squares = try parameters.map { try Tensor.zeros($0.shape) }
    for (index, packed) in fixture.gradients.enumerated() {
      let gradients = try packed.map { try $0.tensor() }
      let norm = try TensorList.clipNorm(gradients, to: 1)
      #expect(abs(norm - fixture.norms[index]) < 1e-5)
      #expect(try TensorList.norm(gradients) <= 1.0001)
      try TensorList.adamW(
        parameters, gradients: gradients, means: means, squares: squares, step: index + 1,
        settings: .init(rate: 0.05, beta1: 0.9, beta2: 0.95, weightDecay: 0.1))
    }
    for (parameter, wanted) in zip(parameters, fixture.results) {
      for (found, value) in zip(try parameter.doubles(), wanted.values) {
        #expect(abs(found - value) < 2e-6)
      }
    }
  }

  @Test func stepsAreTakenOnLeaves() throws {
    let leaf = try Tensor([1, 1] as [Float]).requiringGradient()
    let gradient = try #require(try gradients(of: (leaf * leaf).sum(), with: [leaf])[0])
    let zeros = try (Tensor.zeros([2]), Tensor.zeros([2]))
    try TensorList.adamW(
      [leaf], gradients: [gradient], means: [zeros.0], squares: [zeros.1], step: 1,
      settings: .init(rate: 0.5))
    #expect(leaf.requiresGradient)
    #expect(try leaf.doubles().allSatisfy { abs($0 - 0.5) < 1e-6 })
  }

  @Test func listsAreCopiedAddedAndScaled() throws {
    let masters = [try Tensor([1, 2] as [Float]), try Tensor([3] as [Float])]
    let halves = try masters.map { try $0.to(.bfloat16) }
    try TensorList.scale(masters, by: 4)
    try TensorList.copy(masters, into: halves)
    #expect(try halves.flatMap { try $0.floats() } == [4, 8, 12])
    #expect(halves[0].dtype == .bfloat16)
    try TensorList.add(masters, times: 0.5, to: masters)
    #expect(try masters.flatMap { try $0.floats() } == [6, 12, 18])
    try TensorList.scale([], by: 2)
    #expect(try TensorList.norm([]) == 0)
    #expect(try TensorList.clipNorm([], to: 1) == 0)
    try TensorList.adamW(
      [], gradients: [], means: [], squares: [], step: 1, settings: .init(rate: 1))
  }

  @Test func normsOfHalvesAreAccumulatedInFullPrecision() throws {
    let halves = try Tensor.ones([5000], dtype: .bfloat16)
    #expect(abs(try TensorList.norm([halves, halves]) - 100) < 1e-4)
  }

  @Test func smallGradientsAreNotScaled() throws {
    let small = try Tensor([0.3, 0.4] as [Float])
    #expect(abs(try TensorList.clipNorm([small], to: 1) - 0.5) < 1e-6)
    #expect(try small.floats() == [0.3, 0.4])
  }
}
