// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// The elements in row-major order, converted to `Float`.
  public func floats() throws -> [Float] { try read(.float32, as: Float.self) }

  /// The elements in row-major order, converted to `Double`.
  public func doubles() throws -> [Double] { try read(.float64, as: Double.self) }

  /// The elements in row-major order, converted to whole numbers.
  public func integers() throws -> [Int64] { try read(.int64, as: Int64.self) }

  /// The elements in row-major order; everything but zero is `true`.
  public func booleans() throws -> [Bool] { try read(.bool, as: Bool.self) }

  /// The only element; throws where there are none or several.
  public func item() throws -> Double {
    var value = 0.0
    let status = withExtendedLifetime(handle) { handle.table.pointee.item(raw, &value) }
    guard status == ASSAY_TORCH_OK else { throw TensorCall.failure("item", status, [self]) }
    return value
  }

  /// Lends the bytes of a contiguous tensor in the processor's memory, without a copy.
  ///
  /// - Throws: `tensorFailed` where it is not contiguous or on another device, and what the body
  ///   throws.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try withExtendedLifetime(handle) {
      var address: UnsafeMutableRawPointer?
      var size = 0
      let status = handle.table.pointee.data(raw, &address, &size)
      guard status == ASSAY_TORCH_OK else {
        throw TensorCall.failure("withUnsafeBytes", status, [self])
      }
      return try body(UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : size))
    }
  }

  private func read<Element>(_ dtype: DType, as type: Element.Type) throws -> [Element] {
    let total = count
    return try [Element](unsafeUninitializedCapacity: total) { buffer, written in
      let status = withExtendedLifetime(handle) {
        handle.table.pointee.read(raw, dtype.rawValue, buffer.baseAddress, total)
      }
      guard status == ASSAY_TORCH_OK else { throw TensorCall.failure("read", status, [self]) }
      written = total
    }
  }
}
