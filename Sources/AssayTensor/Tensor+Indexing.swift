// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// The slices of one dimension at the places that a one-dimensional tensor of integers names.
  public func indexSelect(dim: Int, _ index: Tensor) throws -> Tensor {
    try TensorCall.binary("indexSelect", self, index) { $0.pointee.index_select($1, dim, $2, $3) }
  }

  /// The elements at places given by one tensor of integers per dimension, broadcast together.
  /// `nil` takes the whole dimension; dimensions beyond the list are taken whole.
  public func at(_ indices: [Tensor?]) throws -> Tensor {
    var out: OpaquePointer?
    let status = Self.withOptionalHandles(indices) { list in
      withExtendedLifetime(handle) {
        handle.table.pointee.index(raw, list, indices.count, &out)
      }
    }
    guard status == ASSAY_TORCH_OK, let out else {
      throw TensorCall.failure("at", status, [self] + indices.compactMap { $0 })
    }
    return Tensor(owning: out)
  }

  /// For each place of `index` the element that it names along `dim`.
  public func gathered(dim: Int, _ index: Tensor) throws -> Tensor {
    try TensorCall.binary("gathered", self, index) { $0.pointee.gather($1, dim, $2, $3) }
  }

  /// A copy in which, for each place of `index`, the element that it names along `dim` is that of
  /// `source`.
  public func scattered(dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    try TensorCall.ternary("scattered", self, index, source) {
      $0.pointee.scatter($1, dim, $2, $3, $4)
    }
  }

  /// A copy in which, for each place of `index`, the element of `source` is added to the one that
  /// it names along `dim`.
  public func scatterAdded(dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    try TensorCall.ternary("scatterAdded", self, index, source) {
      $0.pointee.scatter_add($1, dim, $2, $3, $4)
    }
  }

  /// The elements of `a` where `condition` holds, else those of `b`.
  public static func select(where condition: Tensor, _ a: Tensor, else b: Tensor) throws -> Tensor {
    try TensorCall.ternary("select", condition, a, b) { $0.pointee.where($1, $2, $3, $4) }
  }

  /// A copy with `value` wherever the mask holds.
  public func maskedFill(_ mask: Tensor, _ value: Double) throws -> Tensor {
    try TensorCall.binary("maskedFill", self, mask) { $0.pointee.masked_fill($1, $2, value, $3) }
  }

  /// The elements at which the mask holds, in row-major order.
  public func maskedSelect(_ mask: Tensor) throws -> Tensor {
    try TensorCall.binary("maskedSelect", self, mask) { $0.pointee.masked_select($1, $2, $3) }
  }

  /// Writes the slices of `source` to the places that `index` names along `dim`.
  public func indexCopyInPlace(dim: Int, _ index: Tensor, _ source: Tensor) throws {
    try TensorCall.perform("indexCopyInPlace", [self, index, source]) {
      $0.pointee.index_copy_(raw, dim, index.raw, source.raw)
    }
  }

  /// Writes `values` to the places given as in ``at(_:)``; adds them where `accumulating`.
  public func indexPutInPlace(
    _ indices: [Tensor?], _ values: Tensor, accumulating: Bool = false
  ) throws {
    try TensorCall.perform("indexPutInPlace", [self, values] + indices.compactMap { $0 }) { table in
      Self.withOptionalHandles(indices) {
        table.pointee.index_put_(raw, $0, indices.count, values.raw, accumulating)
      }
    }
  }

  private static func withOptionalHandles<Result>(
    _ tensors: [Tensor?], _ body: (UnsafePointer<OpaquePointer?>?) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: OpaquePointer?.self, capacity: max(1, tensors.count)) {
      buffer in
      for (index, tensor) in tensors.enumerated() {
        buffer.initializeElement(at: index, to: tensor?.raw)
      }
      return withExtendedLifetime(tensors) { body(buffer.baseAddress.map { UnsafePointer($0) }) }
    }
  }
}
