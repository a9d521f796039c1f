// SPDX-License-Identifier: Apache-2.0
import AssayCore
import CTorch

typealias Table = UnsafePointer<AssayTorchTable>
typealias Raw = OpaquePointer
/// Where an operation writes the handle that it gives away.
typealias Out = UnsafeMutablePointer<OpaquePointer?>

/// The way into the shim: every call goes through here, so that every failure becomes an error and
/// every operand outlives the call that borrows it.
enum TensorCall {
  /// The loaded table, or an error that says how to get one.
  @inline(__always)
  static func table() throws -> Table {
    guard let table = assay_torch_table() else { throw TensorRuntime.notLoaded }
    return table
  }

  @inline(__always)
  static func make(
    _ operation: StaticString, _ body: (Table, Out) -> Int32
  ) throws -> Tensor {
    var out: OpaquePointer?
    let status = body(try table(), &out)
    guard status == ASSAY_TORCH_OK, let out else { throw failure(operation, status, []) }
    return Tensor(owning: out)
  }

  @inline(__always)
  static func unary(
    _ operation: StaticString, _ a: Tensor, _ body: (Table, Raw, Out) -> Int32
  ) throws -> Tensor {
    var out: OpaquePointer?
    let status = withExtendedLifetime(a.handle) { body(a.handle.table, a.handle.raw, &out) }
    guard status == ASSAY_TORCH_OK, let out else { throw failure(operation, status, [a]) }
    return Tensor(owning: out)
  }

  @inline(__always)
  static func binary(
    _ operation: StaticString, _ a: Tensor, _ b: Tensor,
    _ body: (Table, Raw, Raw, Out) -> Int32
  ) throws -> Tensor {
    var out: OpaquePointer?
    let status = withExtendedLifetime((a.handle, b.handle)) {
      body(a.handle.table, a.handle.raw, b.handle.raw, &out)
    }
    guard status == ASSAY_TORCH_OK, let out else { throw failure(operation, status, [a, b]) }
    return Tensor(owning: out)
  }

  @inline(__always)
  static func ternary(
    _ operation: StaticString, _ a: Tensor, _ b: Tensor, _ c: Tensor?,
    _ body: (Table, Raw, Raw, Raw?, Out) -> Int32
  ) throws -> Tensor {
    var out: OpaquePointer?
    let status = withExtendedLifetime((a.handle, b.handle, c?.handle)) {
      body(a.handle.table, a.handle.raw, b.handle.raw, c?.handle.raw, &out)
    }
    guard status == ASSAY_TORCH_OK, let out else {
      throw failure(operation, status, [a, b] + (c.map { [$0] } ?? []))
    }
    return Tensor(owning: out)
  }

  /// Two results at once.
  static func pair(
    _ operation: StaticString, _ a: Tensor, _ body: (Table, Raw, Out, Out) -> Int32
  ) throws -> (Tensor, Tensor) {
    var first: OpaquePointer?
    var second: OpaquePointer?
    let status = withExtendedLifetime(a.handle) {
      body(a.handle.table, a.handle.raw, &first, &second)
    }
    let results = (first.map(Tensor.init(owning:)), second.map(Tensor.init(owning:)))
    guard status == ASSAY_TORCH_OK, let one = results.0, let two = results.1 else {
      throw failure(operation, status, [a])
    }
    return (one, two)
  }

  /// An operation without a result, such as one in place.
  @inline(__always)
  static func perform(
    _ operation: StaticString, _ operands: [Tensor], _ body: (Table) -> Int32
  ) throws {
    let status = try withExtendedLifetime(operands) { body(try table()) }
    guard status == ASSAY_TORCH_OK else { throw failure(operation, status, operands) }
  }

  /// Lends the handles of a list, in order, for the length of the body.
  @inline(__always)
  static func withHandles<Result>(
    _ tensors: [Tensor], _ body: (UnsafePointer<OpaquePointer?>?) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: OpaquePointer?.self, capacity: max(1, tensors.count)) {
      buffer in
      for (index, tensor) in tensors.enumerated() {
        buffer.initializeElement(at: index, to: tensor.handle.raw)
      }
      return try withExtendedLifetime(tensors) {
        try body(buffer.baseAddress.map { UnsafePointer($0) })
      }
    }
  }

  /// The error of a failed call. Kept out of line: the way of success should stay short.
  @inline(never)
  static func failure(
    _ operation: StaticString, _ status: Int32, _ operands: [Tensor]
  ) -> AssayError {
    let text = assay_torch_table().flatMap { table in
      table.pointee.last_error().map { String(cString: $0) }
    }
    // libtorch's first line is the reason; what follows are hints for C++ programmers.
    let line = text?.split(whereSeparator: \.isNewline).first.map(String.init)
    return refusal(operation, line ?? "no reason was given", operands, status)
  }

  /// An error in the words of this module.
  static func refusal(
    _ operation: StaticString, _ reason: String, _ operands: [Tensor],
    _ status: Int32 = ASSAY_TORCH_FAILED
  ) -> AssayError {
    let shown = operands.prefix(4).map(\.description).joined(separator: ", ")
    let more = operands.count > 4 ? " and \(operands.count - 4) more" : ""
    let subject = operands.isEmpty ? "" : " on \(shown)\(more)"
    let message = "\(operation) failed\(subject): \(reason)"
    if status == ASSAY_TORCH_OUT_OF_MEMORY {
      return AssayError(
        .tensorMemory, message, advice: "Use a smaller batch, a shorter length or a smaller model.")
    }
    return AssayError(.tensorFailed, message)
  }
}
