// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// The same elements in another shape; one size may be -1 and is worked out.
  public func reshaped(_ shape: [Int]) throws -> Tensor {
    try TensorCall.unary("reshaped", self) {
      $0.pointee.reshape($1, shape, shape.count, $2)
    }
  }

  /// The dimensions in another order.
  public func permuted(_ order: [Int]) throws -> Tensor {
    try TensorCall.unary("permuted", self) { $0.pointee.permute($1, order, order.count, $2) }
  }

  /// Two dimensions exchanged.
  public func transposed(_ first: Int = -2, _ second: Int = -1) throws -> Tensor {
    try TensorCall.unary("transposed", self) { $0.pointee.transpose($1, first, second, $2) }
  }

  /// Dimensions of length 1 repeated, without a copy; -1 keeps a length.
  public func expanded(_ shape: [Int]) throws -> Tensor {
    try TensorCall.unary("expanded", self) { $0.pointee.expand($1, shape, shape.count, $2) }
  }

  /// Each slice along the dimension `times` times in a row, as a copy.
  public func repeatedEach(_ times: Int, dim: Int) throws -> Tensor {
    try TensorCall.unary("repeatedEach", self) {
      $0.pointee.repeat_interleave($1, times, dim, $2)
    }
  }

  /// A dimension of length 1 put in before `dim`.
  public func unsqueezed(_ dim: Int) throws -> Tensor {
    try TensorCall.unary("unsqueezed", self) { $0.pointee.unsqueeze($1, dim, $2) }
  }

  /// The dimension left out if its length is 1.
  public func squeezed(_ dim: Int) throws -> Tensor {
    try TensorCall.unary("squeezed", self) { $0.pointee.squeeze($1, dim, $2) }
  }

  /// The part from `start` up to, and without, `end`; ends beyond the length are cut to it, and
  /// negative ones count from the end.
  public func sliced(
    dim: Int, from start: Int = 0, to end: Int = Int.max, step: Int = 1
  ) throws -> Tensor {
    try TensorCall.unary("sliced", self) { $0.pointee.slice($1, dim, start, end, step, $2) }
  }

  /// The `length` slices from `start`; throws where there are fewer.
  public func narrowed(dim: Int, start: Int, length: Int) throws -> Tensor {
    try TensorCall.unary("narrowed", self) { $0.pointee.narrow($1, dim, start, length, $2) }
  }

  /// One slice, without its dimension.
  public func selected(dim: Int, _ index: Int) throws -> Tensor {
    try TensorCall.unary("selected", self) { $0.pointee.select($1, dim, index, $2) }
  }

  /// Constant elements put around: for the last dimension before and after, then for the one before
  /// it, and so on. Negative widths cut off.
  public func padded(_ widths: [Int], value: Double = 0) throws -> Tensor {
    try TensorCall.unary("padded", self) {
      $0.pointee.pad($1, widths, widths.count, value, $2)
    }
  }

  /// Parts of the given lengths, in order, without a copy.
  public func split(_ lengths: [Int], dim: Int) throws -> [Tensor] {
    try withUnsafeTemporaryAllocation(
      of: OpaquePointer?.self, capacity: max(1, lengths.count)
    ) { buffer in
      buffer.initialize(repeating: nil)
      let status = withExtendedLifetime(handle) {
        handle.table.pointee.split(raw, lengths, lengths.count, dim, buffer.baseAddress)
      }
      let parts = buffer.compactMap { $0.map(Tensor.init(owning:)) }
      guard status == ASSAY_TORCH_OK else { throw TensorCall.failure("split", status, [self]) }
      return parts
    }
  }

  /// The order along one dimension reversed.
  public func flipped(dim: Int) throws -> Tensor {
    try TensorCall.unary("flipped", self) { $0.pointee.flip($1, dim, $2) }
  }

  /// Zero above the diagonal of each matrix.
  public func lowerTriangle(diagonal: Int = 0) throws -> Tensor {
    try TensorCall.unary("lowerTriangle", self) { $0.pointee.tril($1, diagonal, $2) }
  }

  /// Zero below the diagonal of each matrix.
  public func upperTriangle(diagonal: Int = 0) throws -> Tensor {
    try TensorCall.unary("upperTriangle", self) { $0.pointee.triu($1, diagonal, $2) }
  }

  /// The tensors one after the other along a dimension that they have.
  public static func concatenated(_ tensors: [Tensor], dim: Int = 0) throws -> Tensor {
    try joined("concatenated", tensors) { $0.pointee.cat($1, tensors.count, dim, $2) }
  }

  /// The tensors, all of one shape, side by side along a new dimension.
  public static func stacked(_ tensors: [Tensor], dim: Int = 0) throws -> Tensor {
    try joined("stacked", tensors) { $0.pointee.stack($1, tensors.count, dim, $2) }
  }

  private static func joined(
    _ operation: StaticString, _ tensors: [Tensor],
    _ body: (Table, UnsafePointer<OpaquePointer?>?, Out) -> Int32
  ) throws -> Tensor {
    var out: OpaquePointer?
    let table = try TensorCall.table()
    let status = TensorCall.withHandles(tensors) { body(table, $0, &out) }
    guard status == ASSAY_TORCH_OK, let out else {
      throw TensorCall.failure(operation, status, tensors)
    }
    return Tensor(owning: out)
  }
}
