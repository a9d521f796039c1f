// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayTestSupport
import Foundation
import Testing

/// Nothing is lost: handles come back, and memory stays flat. `Benchmarks` has the long version.
@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"), .serialized)
struct LifetimeTests {
  init() throws { try Library.load() }

  @Test func memoryStaysFlatOverManyOperations() throws {
    func work(_ count: Int) throws {
      let a = try Tensor.normal([64, 64], seed: 1)
      for _ in 0..<count {
        _ = try (a * 2.0 + a).matmul(a).sum(dims: [0])
        _ = try? a.reshaped([3])
      }
    }
    try work(500)
    let before = try Process.residentBytes()
    let handles = TensorRuntime.liveHandles
    try work(3_000)
    // 12,000 handles were made here; other suites hold far fewer than that at any time.
    #expect(TensorRuntime.liveHandles - handles < 6_000)
    // Other suites run beside this one; a leak of every result would be some 200 MB.
    #expect(try Process.residentBytes() - before < 60_000_000)
  }

  @Test func memoryStaysFlatOverTrainingSteps() throws {
    func train(_ steps: Int) throws {
      let weight = try Tensor.normal([64, 64], seed: 1).requiringGradient()
      let state = try (Tensor.zeros([64, 64]), Tensor.zeros([64, 64]))
      let x = try Tensor.normal([64, 64], seed: 2)
      for step in 1...steps {
        let loss = try x.linear(weight).silu().power(2).mean()
        let gradient = try #require(try gradients(of: loss, with: [weight])[0])
        try TensorList.clipNorm([gradient], to: 1)
        try TensorList.adamW(
          [weight], gradients: [gradient], means: [state.0], squares: [state.1], step: step,
          settings: .init(rate: 1e-3))
      }
    }
    try train(200)
    let before = try Process.residentBytes()
    try train(1_000)
    #expect(try Process.residentBytes() - before < 60_000_000)
  }

  @Test func handlesMayBeFreedOnAnotherThread() async throws {
    for _ in 0..<50 {
      let leaf = try Tensor.normal([8, 8], seed: 1).requiringGradient()
      var deep = leaf
      for _ in 0..<100 { deep = try deep.linear(leaf).tanh() }
      let last = deep
      deep = leaf
      await withCheckedContinuation { done in
        Thread.detachNewThread { [last] in
          _ = last.shape
          done.resume()
        }
      }
    }
  }

  @Test func tensorsAreUsedFromManyTasks() async throws {
    let shared = try Tensor.ones([32, 32])
    let total = try await withThrowingTaskGroup(of: Double.self) { group in
      for index in 0..<16 {
        group.addTask { try (shared * Double(index)).sum().item() }
      }
      return try await group.reduce(0, +)
    }
    #expect(total == 1024 * 120)
  }

  @Test func messagesBelongToTheirThread() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for size in 2..<10 {
        group.addTask {
          for _ in 0..<200 {
            let a = try Tensor.ones([size, size + 1])
            let error = #expect(throws: AssayError.self) { try a.matmul(a) }
            #expect(error?.message.contains("(\(size)x\(size + 1) and") == true)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

private enum Process {
  /// The memory of this process that is in RAM.
  static func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return try #require(pages) * 4096
  }
}
