// SPDX-License-Identifier: Apache-2.0
import CTorch

// Without dimensions these reduce over all of them, to a scalar.
extension Tensor {
  /// The sum over the dimensions.
  public func sum(dims: [Int] = [], keepingDims: Bool = false) throws -> Tensor {
    try TensorCall.unary("sum", self) {
      $0.pointee.sum($1, dims, dims.count, keepingDims, $2)
    }
  }

  /// The mean over the dimensions.
  public func mean(dims: [Int] = [], keepingDims: Bool = false) throws -> Tensor {
    try TensorCall.unary("mean", self) {
      $0.pointee.mean($1, dims, dims.count, keepingDims, $2)
    }
  }

  /// The largest element over the dimensions.
  public func amax(dims: [Int] = [], keepingDims: Bool = false) throws -> Tensor {
    try TensorCall.unary("amax", self) {
      $0.pointee.amax($1, dims, dims.count, keepingDims, $2)
    }
  }

  /// The smallest element over the dimensions.
  public func amin(dims: [Int] = [], keepingDims: Bool = false) throws -> Tensor {
    try TensorCall.unary("amin", self) {
      $0.pointee.amin($1, dims, dims.count, keepingDims, $2)
    }
  }

  /// The logarithm of the sum of the exponentials over the dimensions.
  public func logSumExp(dims: [Int], keepingDims: Bool = false) throws -> Tensor {
    try TensorCall.unary("logSumExp", self) {
      $0.pointee.logsumexp($1, dims, dims.count, keepingDims, $2)
    }
  }

  /// The place of the largest element along the dimension; the first one where several are.
  public func argmax(dim: Int = -1, keepingDim: Bool = false) throws -> Tensor {
    try TensorCall.unary("argmax", self) { $0.pointee.argmax($1, dim, keepingDim, $2) }
  }

  /// Whether any element is true or not zero.
  public func any() throws -> Bool {
    try TensorCall.unary("any", self) { $0.pointee.any($1, $2) }.item() != 0
  }

  /// Whether every element is true or not zero.
  public func all() throws -> Bool {
    try TensorCall.unary("all", self) { $0.pointee.all($1, $2) }.item() != 0
  }

  /// The sum of everything up to each element along the dimension.
  public func cumulativeSum(dim: Int) throws -> Tensor {
    try TensorCall.unary("cumulativeSum", self) { $0.pointee.cumsum($1, dim, $2) }
  }

  /// The `k` largest (or smallest) elements along the dimension, best first, and their places.
  public func topK(
    _ k: Int, dim: Int = -1, largest: Bool = true
  ) throws -> (values: Tensor, indices: Tensor) {
    let found = try TensorCall.pair("topK", self) { $0.pointee.topk($1, k, dim, largest, $2, $3) }
    return (values: found.0, indices: found.1)
  }

  /// The elements in order along the dimension, and their places; equal ones keep their order.
  public func sorted(
    dim: Int = -1, descending: Bool = false
  ) throws -> (values: Tensor, indices: Tensor) {
    let found = try TensorCall.pair("sorted", self) {
      $0.pointee.sort($1, dim, descending, $2, $3)
    }
    return (values: found.0, indices: found.1)
  }
}
