// SPDX-License-Identifier: Apache-2.0
import CTorch

/// An array of numbers of one type with a shape, and the operations on it.
///
/// A `Tensor` is a small value over a shared, reference-counted array: copying it copies no
/// elements. Operations return new tensors (some are views of the same elements) and throw an error
/// that names the operation and the shapes. Operations whose name ends in `InPlace` change the
/// elements for everyone who holds them; they are for caches and optimisers.
///
/// Dimensions may be counted from the end: -1 is the last one. The library must have been loaded by
/// ``TensorRuntime/load(searching:)`` before the first tensor is made.
public struct Tensor: Sendable {
  let handle: TensorHandle

  /// Takes over an owned handle.
  init(owning raw: OpaquePointer) { handle = TensorHandle(raw) }

  var raw: OpaquePointer { handle.raw }

  /// The length of each dimension; empty for a scalar.
  public var shape: [Int] {
    withExtendedLifetime(handle) {
      let table = handle.table
      let rank = table.pointee.rank(handle.raw)
      return [Int](unsafeUninitializedCapacity: rank) { buffer, count in
        count = min(rank, table.pointee.shape(handle.raw, buffer.baseAddress, rank))
      }
    }
  }

  /// The number of dimensions.
  public var rank: Int { withExtendedLifetime(handle) { handle.table.pointee.rank(handle.raw) } }

  /// The number of elements.
  public var count: Int { withExtendedLifetime(handle) { handle.table.pointee.count(handle.raw) } }

  /// The type of the elements.
  public var dtype: DType {
    withExtendedLifetime(handle) {
      // The shim makes tensors of these types only; anything else reads as bytes.
      DType(rawValue: handle.table.pointee.dtype(handle.raw)) ?? .uint8
    }
  }

  /// Where the elements lie.
  public var device: Device {
    withExtendedLifetime(handle) { Device(code: handle.table.pointee.device(handle.raw)) }
  }

  /// Whether the elements lie one after the other in the order of the shape.
  public var isContiguous: Bool {
    withExtendedLifetime(handle) { handle.table.pointee.is_contiguous(handle.raw) }
  }

  /// Whether gradients with respect to it, or through it, can be asked for.
  public var requiresGradient: Bool {
    withExtendedLifetime(handle) { handle.table.pointee.requires_grad(handle.raw) }
  }

  /// The length of one dimension, counted from the end where negative; 0 where there is none.
  public func size(_ dimension: Int) -> Int {
    let sizes = shape
    let index = dimension < 0 ? dimension + sizes.count : dimension
    return sizes.indices.contains(index) ? sizes[index] : 0
  }
}

extension Tensor: CustomStringConvertible {
  /// The shape and the type, such as `[2, 3] float32`; never the elements.
  public var description: String {
    let place = device
    return "\(shape) \(dtype)" + (place == .cpu ? "" : " on \(place)")
  }
}

/// The owner of one handle. Its end of life is the only place that frees.
final class TensorHandle: @unchecked Sendable {
  // Unchecked, because the pointer is only read, libtorch counts references atomically, and a
  // handle may be freed on any thread.
  let raw: OpaquePointer

  init(_ raw: OpaquePointer) { self.raw = raw }

  /// The table; it is there, or this handle could not have been made.
  var table: UnsafePointer<AssayTorchTable> { assay_torch_table() }

  deinit { assay_torch_table().pointee.release(raw) }
}
