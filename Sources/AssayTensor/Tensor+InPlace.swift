// SPDX-License-Identifier: Apache-2.0
import CTorch

// These change the elements for everyone who holds them. On a tensor that requires gradients they
// are refused outside `withNoGradient`.
extension Tensor {
  /// Writes the elements of another tensor, broadcast and converted.
  public func copyInPlace(_ source: Tensor) throws {
    try TensorCall.perform("copyInPlace", [self, source]) { $0.pointee.copy_(raw, source.raw) }
  }

  /// Writes one value everywhere.
  public func fillInPlace(_ value: Double) throws {
    try TensorCall.perform("fillInPlace", [self]) { $0.pointee.fill_(raw, value) }
  }

  /// Adds another tensor times a factor.
  public func addInPlace(_ other: Tensor, times factor: Double = 1) throws {
    try TensorCall.perform("addInPlace", [self, other]) {
      $0.pointee.add_(raw, other.raw, factor)
    }
  }

  /// Multiplies by another tensor, element by element.
  public func multiplyInPlace(_ other: Tensor) throws {
    try TensorCall.perform("multiplyInPlace", [self, other]) { $0.pointee.mul_(raw, other.raw) }
  }

  /// Multiplies by a number.
  public func multiplyInPlace(_ factor: Double) throws {
    try TensorCall.perform("multiplyInPlace", [self]) { $0.pointee.mul_scalar_(raw, factor) }
  }
}
