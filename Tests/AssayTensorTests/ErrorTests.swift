// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayTestSupport
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct ErrorTests {
  init() throws { try Library.load() }

  /// A call that must fail, and what its message must say.
  struct Failure: Sendable {
    var words: [String]
    var body: @Sendable (Tensor) throws -> Void

    init(_ words: String..., body: @escaping @Sendable (Tensor) throws -> Void) {
      self.words = words
      self.body = body
    }
  }

  static let failures: [Failure] = [
    Failure("+ failed", "[2, 3] float32, [2] float32", "must match") {
      _ = try $0 + Tensor([1, 2] as [Float])
    },
    Failure("matmul", "[2, 3] float32, [2, 3] float32", "cannot be multiplied") {
      _ = try $0.matmul($0)
    },
    Failure("embedding", "Long, Int") { _ = try $0.embedding($0) },
    Failure("embedding", "[2, 3] float32, [1] int64", "index out of range") {
      _ = try $0.embedding(Tensor([7]))
    },
    Failure("indexSelect", "out of range") { _ = try $0.indexSelect(dim: 0, Tensor([5])) },
    Failure("gathered", "out of bounds") {
      _ = try $0.gathered(dim: 1, Tensor([[9]].flatMap { $0 }, shape: [1, 1]))
    },
    Failure("reshaped", "[2, 3] float32", "invalid for input of size 6") {
      _ = try $0.reshaped([4, 2])
    },
    Failure("permuted") { _ = try $0.permuted([0, 0]) },
    Failure("transposed", "Dimension out of range") { _ = try $0.transposed(0, 5) },
    Failure("narrowed", "exceeds dimension size") {
      _ = try $0.narrowed(dim: 1, start: 2, length: 2)
    },
    Failure("selected", "out of range") { _ = try $0.selected(dim: 0, 2) },
    Failure("concatenated", "[2, 3] float32, [1] float32") {
      _ = try Tensor.concatenated([$0, Tensor([1] as [Float])])
    },
    Failure("concatenated", "non-empty") { _ in _ = try Tensor.concatenated([]) },
    Failure("split", "split") { _ = try $0.split([1, 1], dim: 1) },
    Failure("topK", "out of range") { _ = try $0.topK(9) },
    Failure("item", "[2, 3] float32", "6 elements") { _ = try $0.item() },
    Failure("rmsNorm") { _ = try $0.rmsNorm(Tensor([1] as [Float]), epsilon: 1e-6) },
    Failure("rotated", "half of the last dimension") { _ = try $0.rotated(cosine: $0, sine: $0) },
    Failure("crossEntropy") { _ = try $0.crossEntropy(Tensor([1, 2, 0])) },
    Failure("crossEntropy", "out of bounds") { _ = try $0.crossEntropy(Tensor([1, 3])) },
    Failure("attention") { _ = try Tensor.attention($0, $0.transposed(), $0) },
    Failure("indexCopyInPlace") { try $0.indexCopyInPlace(dim: 0, Tensor([4]), $0) },
    Failure("copyInPlace") { try $0.copyInPlace(Tensor([1, 2] as [Float])) },
    Failure("adamW", "2 parameters") {
      try TensorList.adamW(
        [$0, $0], gradients: [$0], means: [], squares: [], step: 1, settings: .init(rate: 1))
    },
    Failure("copy", "1 tensors cannot be paired with 2") {
      try TensorList.copy([$0, $0], into: [$0])
    },
    Failure("copied", "[2, 2] float32 needs 16 bytes, not 12") { _ in
      _ = try Tensor([1, 2, 3] as [Float], shape: [2, 2])
    },
    Failure("copied", "[-1] is no shape") { _ in _ = try Tensor([] as [Float], shape: [-1]) },
    Failure("copied", "no shape") { _ in _ = try Tensor([] as [Int], shape: [Int.max, 4]) },
    Failure("gradients", "does not require grad") {
      _ = try gradients(of: $0.sum(), with: [$0])
    },
    Failure("gradients", "scalar") {
      let leaf = try $0.requiringGradient()
      _ = try gradients(of: leaf * 2.0, with: [leaf])
    },
    Failure("withUnsafeBytes", "not contiguous") {
      try $0.transposed().withUnsafeBytes { _ in }
    },
    Failure("setThreads", "0 threads") { _ in try TensorRuntime.setThreads(0) },
    Failure("memory", "processor") { _ in _ = try TensorRuntime.memory(of: .cpu) },
  ]

  @Test(arguments: failures.indices) func nameTheOperationAndTheShapes(_ index: Int) throws {
    let failure = Self.failures[index]
    let tensor = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    let error = #expect(throws: AssayError.self) { try failure.body(tensor) }
    let message = try #require(error).message
    #expect(error?.code == .tensorFailed)
    for word in failure.words { #expect(message.contains(word), "\(message)") }
    #expect(!message.contains("\n") && !message.contains("frame #"))
  }

  @Test func impossibleSizesAreRefusedAndNothingIsLost() throws {
    let error = #expect(throws: AssayError.self) { try Tensor.empty([1 << 20, 1 << 30]) }
    #expect([.tensorMemory, .tensorFailed].contains(error?.code))
    #expect(throws: AssayError.self) { try Tensor.empty([Int.max, Int.max]) }
    #expect(throws: AssayError.self) { try Tensor.empty([-3]) }
    #expect(try Tensor.ones([2]).sum().item() == 2)
  }

  @Test(.enabled(if: TensorRuntime.cudaDeviceCount == 0, "there is a CUDA device"))
  func aMissingDeviceIsAnError() {
    #expect(throws: AssayError.self) { try Tensor.ones([2], device: .cuda(0)) }
    #expect(throws: AssayError.self) { try TensorRuntime.synchronize(.cuda(0)) }
    #expect(throws: AssayError.self) { try TensorRuntime.memory(of: .cuda(0)) }
    #expect(throws: AssayError.self) { try TensorRuntime.emptyCache() }
    #expect(TensorRuntime.bestDevice == .cpu)
  }
}
