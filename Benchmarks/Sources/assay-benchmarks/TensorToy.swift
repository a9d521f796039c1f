// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import Foundation

/// A small network with everything that a training step has; `Scripts/benchmarks/tensor.py` is the
/// same in PyTorch.
struct TensorToy {
  let weights: [Tensor]
  let means: [Tensor]
  let squares: [Tensor]
  let input: Tensor
  let targets: Tensor

  /// Four blocks of RMSNorm and SwiGLU between a table and a head over 64 classes: with a width of
  /// 128 about 0.8 million parameters.
  init(width: Int, rows: Int = 64, blocks: Int = 4) throws {
    var weights = [try Tensor.normal([64, width], deviation: 0.1, seed: 1)]
    for block in 0..<blocks {
      let seed = UInt64(10 * block + 2)
      weights.append(try Tensor.ones([width]))
      for (offset, shape) in [[4 * width, width], [4 * width, width], [width, 4 * width]]
        .enumerated()
      {
        weights.append(
          try Tensor.normal(shape, deviation: 0.05, seed: seed + UInt64(offset)))
      }
    }
    self.weights = try weights.map { try $0.requiringGradient() }
    means = try weights.map { try Tensor.zeros($0.shape) }
    squares = try weights.map { try Tensor.zeros($0.shape) }
    input = try Tensor((0..<rows).map { $0 % 64 })
    targets = try Tensor((0..<rows).map { ($0 * 7 + 3) % 64 })
  }

  var parameterCount: Int { weights.reduce(0) { $0 + $1.count } }

  func loss() throws -> Tensor {
    var x = try weights[0].embedding(input)
    for start in stride(from: 1, to: weights.count, by: 4) {
      let normal = try x.rmsNorm(weights[start], epsilon: 1e-6)
      let gated = try normal.linear(weights[start + 1]).swiglu(normal.linear(weights[start + 2]))
      x = try x + gated.linear(weights[start + 3])
    }
    return try x.linear(weights[0]).crossEntropy(targets)
  }

  /// Trains and returns the last loss.
  @discardableResult
  func train(_ steps: Int) throws -> Double {
    var last = 0.0
    for step in 1...max(1, steps) {
      let loss = try loss()
      let found = try gradients(of: loss, with: weights).compactMap { $0 }
      try TensorList.clipNorm(found, to: 1)
      try TensorList.adamW(
        weights, gradients: found, means: means, squares: squares, step: step,
        settings: .init(rate: 1e-3, beta2: 0.95, weightDecay: 0.01))
      last = try loss.item()
    }
    return last
  }

  static func load() throws {
    let home = FileManager.default.homeDirectoryForCurrentUser
    let environment = ProcessInfo.processInfo.environment
    try TensorRuntime.load(
      searching: TensorRuntime.defaultSearchPaths(home: home, environment: environment))
  }
}
