// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct Qwen3ModelTests {
  init() throws { try loadTorch() }

  @Test(arguments: Golden.names)
  func logitsAgreeWithTransformers(name: String) throws {
    let golden = try Golden(name)
    let model = try Checkpoint.load(golden.folder).model
    // All prompts in one ragged batch: neither filling nor neighbours may leak.
    let batch = TokenBatch(rows: golden.prompts, isTarget: [])
    let logits = try withNoGradient { try model.logits(batch.tokenTensor()) }
    let size = model.dimensions.vocabularySize
    let values = try logits.floats()
    for (row, prompt) in golden.prompts.enumerated() {
      let start = (row * batch.length + prompt.count - 1) * size
      #expect(distance(values[start..<(start + size)], golden.lastLogits[row]) < 1e-4)
    }
    for (column, expected) in golden.wholeLogits.enumerated() {
      let start = (batch.length + column) * size
      #expect(distance(values[start..<(start + size)], expected) < 1e-4)
    }
  }

  @Test(arguments: Golden.names)
  func lossAndGradientsAgreeWithPyTorch(name: String) throws {
    let golden = try Golden(name)
    let loaded = try #require(Checkpoint.load(golden.folder).model as? Qwen3Model)
    let model = try loaded.trainable()
    let loss = golden.json["loss"]
    let rows = Golden.rows(loss?["rows"]).map { $0.map { Int($0) } }
    let firsts = try #require(loss?["first_targets"]?.arrayValue).compactMap(\.integerValue)
    let flags = zip(rows, firsts).map { row, first in row.indices.map { $0 >= first } }

    let (sum, count) = try model.lossSum(rows: rows, isTarget: flags)
    #expect(count == zip(rows, firsts).reduce(0) { $0 + $1.0.count - $1.1 })
    let expected = try #require(loss?["sum"]?.doubleValue)
    #expect(try abs(sum.item() - expected) < 1e-4 * expected)

    let found = try gradients(of: sum, with: model.parameters.tensors)
    for (name, gradient) in zip(model.parameters.names, found) {
      let values = try #require(gradient).doubles()
      let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let expectedNorm = try #require(loss?["gradient_norms"]?[name]?.doubleValue)
      let expectedSum = try #require(loss?["gradient_sums"]?[name]?.doubleValue)
      #expect(abs(norm - expectedNorm) < 1e-4 * max(1, expectedNorm), "\(name)")
      #expect(abs(values.reduce(0, +) - expectedSum) < 1e-3 * max(1, expectedNorm), "\(name)")
    }
  }

  @Test func bfloat16StaysCloseAndItsGradientsReachTheParameters() throws {
    let golden = try Golden("tied")
    let loaded = try #require(Checkpoint.load(golden.folder).model as? Qwen3Model)
    let model = try loaded.trainable()
    let rows = golden.prompts
    let flags = rows.map { [Bool](repeating: true, count: $0.count) }
    let exact = try model.lossSum(rows: rows, isTarget: flags).sum
    let rough = try model.lossSum(rows: rows, isTarget: flags, dtype: .bfloat16).sum
    #expect(try abs(exact.item() - rough.item()) < 0.02 * exact.item())
    for gradient in try gradients(of: rough, with: model.parameters.tensors) {
      #expect(gradient?.dtype == .float32)
    }
  }

  @Test func equalSeedsGiveEqualWeights() throws {
    let configuration = Self.small
    let first = try Qwen3Model(configuration, seed: 5)
    let second = try Qwen3Model(configuration, seed: 5)
    let other = try Qwen3Model(configuration, seed: 6)
    var deeper = configuration
    deeper.layerCount = 3
    let third = try Qwen3Model(deeper, seed: 5)
    for name in first.parameters.names {
      let values = try #require(first.parameters[name]).floats()
      #expect(try values == second.parameters[name]?.floats())
      #expect(try values == third.parameters[name]?.floats())
      let isNorm = name.contains("norm")
      #expect(try (values == other.parameters[name]?.floats()) == isNorm)
    }
    let embedding = try #require(first.parameters["model.embed_tokens.weight"]).doubles()
    let variance = embedding.reduce(0) { $0 + $1 * $1 } / Double(embedding.count)
    #expect(abs(variance.squareRoot() - 0.02) < 0.001)
    #expect(first.parameters.count == configuration.parameterCount)
  }

  @Test func aSequenceBeyondTheContextIsRefused() throws {
    let model = try Qwen3Model(Self.small, seed: 1)
    let error = #expect(throws: AssayError.self) {
      try model.logits(Tensor([Int](repeating: 1, count: 65), shape: [1, 65]))
    }
    #expect(error?.code == .limitExceeded)
  }

  static let small = Qwen3Configuration(
    vocabularySize: 50, hiddenSize: 32, intermediateSize: 48, layerCount: 2, headCount: 4,
    keyValueHeadCount: 2, headSize: 8, contextLength: 64)
}
