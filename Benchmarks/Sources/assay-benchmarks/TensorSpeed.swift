// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayTensor

/// What a tensor operation and a training step cost from Swift.
struct TensorSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tensor-speed",
    abstract: "Time small operations, matrix products and training steps of a toy network.")

  @Option(help: "The threads of one operation.")
  var threads = 1

  func run() throws {
    try TensorToy.load()
    try TensorRuntime.setThreads(threads)
    let small = try Tensor([1, 2, 3, 4] as [Float])
    try time("small product", 100_000) { _ = try small * small }
    try withNoGradient {
      try time("small product, no gradient", 100_000) { _ = try small * small }
    }
    try time("view", 100_000) { _ = try small.reshaped([2, 2]) }
    try time("shape read", 100_000) { _ = small.shape }
    for dtype in [DType.float32, .bfloat16] {
      let rate = try TensorRuntime.measuredProductRate(dtype, size: 1024)
      print("product of 1024 x 1024 in \(dtype): \(Int(rate)) GFLOP/s")
    }
    let toy = try TensorToy(width: 128)
    print("toy of \(toy.parameterCount) parameters")
    try time("training step", 100) { try toy.train(1) }
  }

  private func time(_ name: String, _ count: Int, _ body: () throws -> Void) throws {
    var watch = Stopwatch()
    try watch.time(repeats: 5) { for _ in 0..<count { try body() } }
    let best = (watch.seconds.min() ?? 0) / Double(count)
    print("\(name): \((best * 1e9).rounded() / 1e3) microseconds")
  }
}
