// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Testing

/// Causal attention in `float32`, which has a kernel of its own, against libtorch's in `float64`.
@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct CausalAttentionTests {
  init() throws { try Library.load() }

  struct Shape: Sendable, CustomTestStringConvertible {
    var batch: Int
    var heads: Int
    var shared: Int
    var length: Int
    var size: Int
    var testDescription: String { "\(batch) \(heads)/\(shared) \(length) \(size)" }
  }

  static let shapes = [
    Shape(batch: 1, heads: 1, shared: 1, length: 1, size: 16),
    Shape(batch: 2, heads: 4, shared: 2, length: 32, size: 32),
    Shape(batch: 3, heads: 4, shared: 2, length: 101, size: 32),
    Shape(batch: 1, heads: 6, shared: 1, length: 33, size: 64),
    Shape(batch: 1, heads: 2, shared: 2, length: 300, size: 48),
    // Too long, and too odd: what libtorch does itself.
    Shape(batch: 1, heads: 1, shared: 1, length: 1030, size: 16),
    Shape(batch: 1, heads: 2, shared: 1, length: 9, size: 20),
  ]

  @Test(arguments: shapes, [nil, 0.3])
  func agreesWithDoublePrecision(_ shape: Shape, _ scale: Double?) throws {
    func results(_ dtype: DType) throws -> [[Double]] {
      // As a decoder has them: the heads side by side in one row, cut and turned.
      let all = shape.heads + 2 * shape.shared
      let packed = try Tensor.normal([shape.batch, shape.length, all, shape.size], seed: 1)
        .to(dtype).requiringGradient()
      let parts = try packed.split([shape.heads, shape.shared, shape.shared], dim: 2)
        .map { try $0.transposed(1, 2) }
      func attend() throws -> Tensor {
        try Tensor.attention(
          parts[0], parts[1], parts[2], isCausal: true, scale: scale, grouped: true)
      }
      let out = try attend()
      #expect(out.shape == [shape.batch, shape.heads, shape.length, shape.size])
      let seed = try Tensor.normal(out.shape, seed: 2).to(dtype)
      let found = try gradients(of: [out], seeds: [seed], with: [packed])
      return try [out.doubles(), withNoGradient { try attend().doubles() }]
        + found.map { try $0?.doubles() ?? [] }
    }
    for (single, double) in zip(try results(.float32), try results(.float64)) {
      try #require(single.count == double.count && !single.isEmpty)
      let worst = zip(single, double).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < 2e-5)
    }
  }

  @Test func largeScoresDoNotOverflow() throws {
    func results(_ dtype: DType) throws -> [Double] {
      let q = try Tensor.normal([1, 1, 40, 16], deviation: 40, seed: 1).to(dtype)
      let v = try Tensor.normal([1, 1, 40, 16], seed: 2).to(dtype)
      return try Tensor.attention(q, q, v, isCausal: true).doubles()
    }
    for (single, double) in zip(try results(.float32), try results(.float64)) {
      #expect(abs(single - double) < 1e-4)
    }
  }

  @Test func whatIsNotANumberStaysWhereItIs() throws {
    let clean = try Tensor.normal([1, 1, 40, 16], seed: 1)
    let q = try clean.copied()
    try q.narrowed(dim: 2, start: 35, length: 1).fillInPlace(.nan)
    let out = try Tensor.attention(q, clean, clean, isCausal: true).floats()
    // The row of the bad query is bad, and no other.
    #expect(out[(35 * 16)..<(36 * 16)].allSatisfy { $0.isNaN })
    #expect(!out[..<(35 * 16)].contains { $0.isNaN })
    #expect(!out[(36 * 16)...].contains { $0.isNaN })
  }
}
