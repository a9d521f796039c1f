// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Testing

/// A decoding step against attention with a mask in `float64`.
@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct CachedAttentionTests {
  init() throws { try Library.load() }

  private static let starts = [0, 3, 40, 41]
  private static let column = 41

  /// The output, and what is stored afterwards.
  private func step(_ dtype: DType, heads: Int, shared: Int, size: Int) throws -> [[Double]] {
    let rows = Self.starts.count
    let stored = try Tensor.normal([2, rows, shared, 50, size], seed: 1).to(dtype)
    let (keys, values) = try (stored.selected(dim: 0, 0), stored.selected(dim: 0, 1))
    // As a decoder has them: the heads side by side in one row.
    let new = try Tensor.normal([rows, 1, heads + 2 * shared, size], seed: 2).to(dtype)
      .split([heads, shared, shared], dim: 2).map { try $0.transposed(1, 2) }
    let out = try Tensor.cachedAttention(
      new[0], new[1], new[2], keys: keys, values: values, starts: Tensor(Self.starts),
      column: Self.column)
    #expect(out.shape == [rows, heads, 1, size])
    return try [out.doubles(), stored.doubles()]
  }

  private func wanted(heads: Int, shared: Int, size: Int) throws -> [[Double]] {
    let rows = Self.starts.count
    let stored = try Tensor.normal([2, rows, shared, 50, size], seed: 1).to(.float64)
    let new = try Tensor.normal([rows, 1, heads + 2 * shared, size], seed: 2).to(.float64)
      .split([heads, shared, shared], dim: 2).map { try $0.transposed(1, 2) }
    for part in 0..<2 {
      try stored.selected(dim: 0, part).narrowed(dim: 2, start: Self.column, length: 1)
        .copyInPlace(new[part + 1])
    }
    let columns = try Tensor((0..<50).map { $0 }).reshaped([1, 50])
    let begun = try Tensor(Self.starts).reshaped([rows, 1]).lessOrEqual(to: columns)
    let ended = try columns.lessOrEqual(to: Double(Self.column))
    let mask = try begun.and(ended).reshaped([rows, 1, 1, 50])
    let out = try Tensor.attention(
      new[0], stored.selected(dim: 0, 0), stored.selected(dim: 0, 1), mask: mask, grouped: true)
    return try [out.doubles(), stored.doubles()]
  }

  @Test(arguments: [(1, 1, 16), (4, 2, 32), (6, 1, 64), (2, 2, 20)])
  func agreesWithAMask(_ heads: Int, _ shared: Int, _ size: Int) throws {
    let double = try wanted(heads: heads, shared: shared, size: size)
    for dtype in [DType.float32, .float64] {
      let found = try step(dtype, heads: heads, shared: shared, size: size)
      for (a, b) in zip(found, double) {
        #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
      }
    }
  }

  @Test func otherRowsDoNotMatter() throws {
    let values = try Tensor.normal([2, 1, 8, 16], seed: 1)
    let q = try Tensor.normal([2, 1, 1, 16], seed: 2)
    func first(_ second: Float) throws -> [Float] {
      let keys = try Tensor.normal([2, 1, 8, 16], seed: 3)
      try keys.narrowed(dim: 0, start: 1, length: 1).fillInPlace(Double(second))
      let out = try Tensor.cachedAttention(
        q, q, q, keys: keys, values: values.copied(), starts: Tensor([2, 0]), column: 7)
      return try Array(out.floats().prefix(16))
    }
    #expect(try first(1) == first(.nan))
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    let cache = try Tensor.zeros([2, 1, 8, 16])
    let q = try Tensor.zeros([2, 1, 1, 16])
    for (starts, column) in [([0, 0], 8), ([0, 0], -1), ([0], 3)] {
      #expect(throws: (any Error).self) {
        try Tensor.cachedAttention(
          q, q, q, keys: cache, values: cache, starts: Tensor(starts), column: column)
      }
    }
  }
}
