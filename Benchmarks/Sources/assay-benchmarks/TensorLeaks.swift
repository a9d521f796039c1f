// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayTensor
import Foundation

/// Whether memory and handles stay flat over many operations and training steps.
struct TensorLeaks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tensor-leaks",
    abstract: "Run 100,000 operations and 10,000 training steps; fail where memory grows.")

  @Option(help: "The operations.")
  var operations = 100_000

  @Option(help: "The training steps.")
  var steps = 10_000

  @Option(help: "The growth that is allowed after the first tenth, in bytes.")
  var allowance = 4_000_000

  func run() throws {
    try TensorToy.load()
    // One thread: several wait for each other where the machine is busy.
    try TensorRuntime.setThreads(1)
    try watch("operations", operations) { try Self.operate($0) }
    try watch("training steps", steps) { try TensorToy(width: 64).train($0) }
  }

  /// Runs a tenth to warm up, then the rest in ten parts, and prints the memory after each.
  private func watch(_ name: String, _ count: Int, _ work: (Int) throws -> Void) throws {
    let handles = TensorRuntime.liveHandles
    try work(count / 10)
    let start = try residentBytes()
    var most = start
    for part in 1...10 {
      try work(count / 10)
      let bytes = try residentBytes()
      most = max(most, bytes)
      print("\(name): \(count / 10 * part) done, \(bytes / 1024) KiB resident")
    }
    let left = TensorRuntime.liveHandles - handles
    print("\(name): grew by \((most - start) / 1024) KiB, \(left) handles left")
    guard left == 0, most - start <= allowance else {
      print("\(name): LEAK")
      throw ExitCode.failure
    }
  }

  /// Operations of every kind: results, views, lists, refusals.
  private static func operate(_ count: Int) throws {
    let a = try Tensor.normal([16, 16], seed: 1)
    let index = try Tensor([3, 1, 2])
    for _ in 0..<count / 10 {
      let sum = try a + a
      let product = try sum.matmul(a)
      let part = try product.narrowed(dim: 0, start: 2, length: 8)
      let rows = try part.indexSelect(dim: 0, index)
      let both = try Tensor.concatenated([rows, part])
      let best = try both.topK(3)
      let shares = try best.values.softmax()
      _ = try shares.split([1, 2], dim: 1)
      _ = try shares.floats()
      _ = try? a.reshaped([7])
    }
  }

  private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let pages else { throw ValidationError("/proc/self/statm cannot be read") }
    return pages * 4096
  }
}
