// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct OperationTests {
  let fixture: OperationFixture

  init() throws {
    try Library.load()
    fixture = try OperationFixture.load()
  }

  @Test func everyCaseHasItsOperation() {
    #expect(Set(fixture.cases.map(\.name)) == Set(OperationTable.all.keys))
    #expect(fixture.cases.count == OperationTable.all.count)
  }

  @Test func resultsAreThoseOfPyTorch() throws {
    for item in fixture.cases {
      let body = try #require(OperationTable.all[item.name])
      let results = try body(try item.operands.map { try $0.tensor() })
      try #require(results.count == item.results.count, "\(item.name)")
      for (found, wanted) in zip(results, item.results) {
        try compare(found, wanted, item.name)
      }
    }
  }

  @Test func gradientsAreThoseOfPyTorch() throws {
    for item in fixture.cases {
      guard let wanted = item.gradients else { continue }
      let body = try #require(OperationTable.all[item.name])
      var operands = try item.operands.map { try $0.tensor() }
      let asked = wanted.indices.filter { wanted[$0] != nil }
      for index in asked { operands[index] = try operands[index].requiringGradient() }
      let result = try #require(try body(operands).first)
      let weights = try (Tensor.arange(0, Double(result.count), dtype: .float32) + 1) * 0.5
      let weighted = try (result * weights.reshaped(result.shape)).sum()
      let found = try gradients(of: weighted, with: asked.map { operands[$0] })
      for (index, gradient) in zip(asked, found) {
        try compare(
          try #require(gradient, "\(item.name)"), try #require(wanted[index]),
          "gradient \(index) of \(item.name)")
      }
    }
  }

  private func compare(
    _ found: Tensor, _ wanted: OperationFixture.Array, _ name: String
  ) throws {
    #expect(found.shape == wanted.shape, "\(name)")
    #expect(found.dtype.description == wanted.dtype, "\(name)")
    let values = try found.doubles()
    // Single precision: each element is a sum of terms as large as the largest ones.
    let tolerance = 2e-6 * max(1, wanted.values.map(abs).max() ?? 1)
    for (index, pair) in zip(values, wanted.values).enumerated() {
      #expect(abs(pair.0 - pair.1) <= tolerance, "\(name) at \(index)")
    }
  }
}
