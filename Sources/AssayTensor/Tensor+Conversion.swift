// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// The same elements as another type or on another device; itself where nothing changes.
  public func to(_ dtype: DType? = nil, device: Device? = nil) throws -> Tensor {
    try TensorCall.unary("to", self) {
      $0.pointee.to($1, (dtype ?? self.dtype).rawValue, (device ?? self.device).code, $2)
    }
  }

  /// The same elements one after the other in memory; itself where they lie so already.
  public func contiguous() throws -> Tensor {
    try TensorCall.unary("contiguous", self) { $0.pointee.contiguous($1, $2) }
  }

  /// The same elements without the way they came about: gradients do not pass through it.
  public func detached() throws -> Tensor {
    try TensorCall.unary("detached", self) { $0.pointee.detach($1, $2) }
  }

  /// A copy of the elements.
  public func copied() throws -> Tensor {
    try TensorCall.unary("copied", self) { $0.pointee.clone($1, $2) }
  }
}
