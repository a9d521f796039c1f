// SPDX-License-Identifier: Apache-2.0
import CTorch

// Each of these gives a tensor of `bool`, element by element, shapes broadcast.
extension Tensor {
  /// How two numbers stand to each other.
  enum Relation: Int32 {
    // The numbers are the shim's.
    case equal = 0
    case notEqual
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual
  }

  /// Where the elements are equal.
  public func equal(to other: Tensor) throws -> Tensor { try compare(.equal, other) }
  /// Where the elements are equal to the number.
  public func equal(to other: Double) throws -> Tensor { try compare(.equal, other) }
  /// Where the elements differ.
  public func notEqual(to other: Tensor) throws -> Tensor { try compare(.notEqual, other) }
  /// Where the elements differ from the number.
  public func notEqual(to other: Double) throws -> Tensor { try compare(.notEqual, other) }
  /// Where the elements are smaller.
  public func less(than other: Tensor) throws -> Tensor { try compare(.less, other) }
  /// Where the elements are smaller than the number.
  public func less(than other: Double) throws -> Tensor { try compare(.less, other) }
  /// Where the elements are smaller or equal.
  public func lessOrEqual(to other: Tensor) throws -> Tensor { try compare(.lessOrEqual, other) }
  /// Where the elements are smaller than the number or equal to it.
  public func lessOrEqual(to other: Double) throws -> Tensor { try compare(.lessOrEqual, other) }
  /// Where the elements are larger.
  public func greater(than other: Tensor) throws -> Tensor { try compare(.greater, other) }
  /// Where the elements are larger than the number.
  public func greater(than other: Double) throws -> Tensor { try compare(.greater, other) }
  /// Where the elements are larger or equal.
  public func greaterOrEqual(to other: Tensor) throws -> Tensor {
    try compare(.greaterOrEqual, other)
  }
  /// Where the elements are larger than the number or equal to it.
  public func greaterOrEqual(to other: Double) throws -> Tensor {
    try compare(.greaterOrEqual, other)
  }

  /// Where the element is false or zero.
  public func not() throws -> Tensor {
    try TensorCall.unary("not", self) { $0.pointee.logical_not($1, $2) }
  }
  /// Where both elements are true.
  public func and(_ other: Tensor) throws -> Tensor {
    try TensorCall.binary("and", self, other) { $0.pointee.logical_and($1, $2, $3) }
  }
  /// Where at least one element is true.
  public func or(_ other: Tensor) throws -> Tensor {
    try TensorCall.binary("or", self, other) { $0.pointee.logical_or($1, $2, $3) }
  }
  /// Where the element is neither infinite nor NaN.
  public func isFinite() throws -> Tensor {
    try TensorCall.unary("isFinite", self) { $0.pointee.is_finite($1, $2) }
  }

  private func compare(_ relation: Relation, _ other: Tensor) throws -> Tensor {
    try TensorCall.binary("compare", self, other) {
      $0.pointee.compare(relation.rawValue, $1, $2, $3)
    }
  }

  private func compare(_ relation: Relation, _ other: Double) throws -> Tensor {
    try TensorCall.unary("compare", self) {
      $0.pointee.compare_scalar(relation.rawValue, $1, other, $2)
    }
  }
}
