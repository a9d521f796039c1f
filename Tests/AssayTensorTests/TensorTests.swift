// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayTestSupport
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct TensorTests {
  init() throws { try Library.load() }

  @Test func knowsItsShapeAndType() throws {
    let tensor = try Tensor.zeros([2, 0, 3], dtype: .int16)
    #expect(tensor.shape == [2, 0, 3] && tensor.rank == 3 && tensor.count == 0)
    #expect(tensor.dtype == .int16 && tensor.device == .cpu && tensor.isContiguous)
    #expect(tensor.size(-1) == 3 && tensor.size(0) == 2 && tensor.size(3) == 0)
    #expect("\(tensor)" == "[2, 0, 3] int16")
    #expect(try Tensor(2.5).shape == [])
    #expect(try tensor.floats() == [])
  }

  @Test(arguments: DType.allCases) func everyTypeIsMadeAndRead(_ dtype: DType) throws {
    let ones = try Tensor.ones([3], dtype: dtype)
    #expect(ones.dtype == dtype)
    #expect(try ones.doubles() == [1, 1, 1])
    #expect(try ones.withUnsafeBytes { $0.count } == 3 * dtype.byteCount)
    #expect(try ones.to(.float32).dtype == .float32)
    #expect(try ones.integers() == [1, 1, 1])
    #expect(try ones.booleans() == [true, true, true])
  }

  @Test func conversionRoundsAsTheTypeDoes() throws {
    let values = try Tensor([1.00390625, -2.75, 3e38] as [Float])
    #expect(try values.to(.bfloat16).floats()[0] == 1)
    #expect(try values.to(.float16).floats()[2] == .infinity)
    #expect(try values.narrowed(dim: 0, start: 0, length: 2).to(.int32).integers() == [1, -2])
  }

  @Test func seedsDecideRandomNumbers() throws {
    let first = try Tensor.normal([1000], seed: 7).floats()
    #expect(try Tensor.normal([1000], seed: 7).floats() == first)
    #expect(try Tensor.normal([1000], seed: 8).floats() != first)
    let mean = first.reduce(0, +) / 1000
    #expect(abs(mean) < 0.15)
    let uniform = try Tensor.uniform([1000], from: -2, to: 3, seed: 1).floats()
    #expect(uniform.allSatisfy { $0 >= -2 && $0 < 3 })
    try TensorRuntime.seed(5)
    let dropped = try Tensor.ones([100]).dropout(0.5).floats()
    try TensorRuntime.seed(5)
    #expect(try Tensor.ones([100]).dropout(0.5).floats() == dropped)
    #expect(Set(dropped) == [0, 2])
  }

  @Test func copiesAreApartAndViewsAreNot() throws {
    let tensor = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
    let copy = try tensor.copied()
    let row = try tensor.selected(dim: 0, 1)
    try row.fillInPlace(9)
    #expect(try tensor.floats() == [1, 2, 9, 9])
    #expect(try copy.floats() == [1, 2, 3, 4])
    try tensor.transposed().contiguous().withUnsafeBytes { bytes in
      #expect(Array(bytes.bindMemory(to: Float.self)) == [1, 9, 2, 9])
    }
  }

  @Test func inPlaceOperationsWrite() throws {
    let cache = try Tensor.zeros([1, 4, 2])
    let rows = try Tensor([1, 2, 3, 4] as [Float], shape: [1, 2, 2])
    try cache.indexCopyInPlace(dim: 1, Tensor([3, 0]), rows)
    #expect(try cache.floats() == [3, 4, 0, 0, 0, 0, 1, 2])
    try cache.narrowed(dim: 1, start: 1, length: 2).copyInPlace(rows)
    #expect(try cache.floats() == [3, 4, 1, 2, 3, 4, 1, 2])
    try cache.indexPutInPlace([nil, Tensor([0, 0])], rows * 10.0, accumulating: true)
    #expect(try cache.floats().prefix(2) == [43, 64])
    try cache.addInPlace(Tensor.ones([2]), times: -1)
    try cache.multiplyInPlace(2)
    try cache.multiplyInPlace(Tensor([1, 0] as [Float]))
    #expect(try cache.floats() == [84, 0, 0, 0, 4, 0, 0, 0])
  }

  @Test func logicOfWholeTensors() throws {
    let tensor = try Tensor([0, 1, .infinity, .nan] as [Float])
    #expect(try tensor.isFinite().booleans() == [true, true, false, false])
    #expect(try tensor.isFinite().any())
    #expect(try !tensor.isFinite().all())
    #expect(try Tensor([] as [Bool]).all())
  }

  @Test func mappedBytesAreNotCopiedAndKeepTheirOwner() throws {
    final class Owner {
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 17, alignment: 16)
      let freed: @Sendable () -> Void
      init(_ freed: @escaping @Sendable () -> Void) { self.freed = freed }
      deinit {
        bytes.deallocate()
        freed()
      }
    }
    let freed = Counter()
    var view: Tensor?
    do {
      let owner = Owner { freed.add() }
      owner.bytes.storeBytes(of: 1.5, toByteOffset: 4, as: Float.self)
      let part = UnsafeRawBufferPointer(rebasing: owner.bytes[0..<16])
      view = try Tensor.mapped(part, shape: [2, 2], dtype: .float32, owner: owner)
        .selected(dim: 0, 0)
      owner.bytes.storeBytes(of: 2.5, toByteOffset: 4, as: Float.self)
      let crooked = UnsafeRawBufferPointer(rebasing: owner.bytes[1..<17])
      let copy = try Tensor.mapped(crooked, shape: [4], dtype: .float32, owner: owner)
      #expect(copy.count == 4)
      #expect(throws: AssayError.self) {
        try Tensor.mapped(part, shape: [5], dtype: .float32, owner: owner)
      }
    }
    #expect(freed.value == 0)
    #expect(try view?.floats().last == 2.5)
    view = nil
    #expect(freed.value == 1)
  }

  @Test func devicesAreReadAndWritten() {
    #expect(Device("cpu") == .cpu && Device("cuda") == .cuda(0) && Device("cuda:3") == .cuda(3))
    for text in ["", "gpu", "cpu:0", "cuda:", "cuda:-1", "cuda:1:2", "cuda:9999"] {
      #expect(Device(text) == nil)
    }
    #expect("\(Device.cuda(2))" == "cuda:2")
  }
}
