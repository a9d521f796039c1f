// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// A tensor whose elements are whatever the memory held; write before reading.
  public static func empty(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) throws -> Tensor {
    try TensorCall.make("empty") {
      $0.pointee.empty(shape, shape.count, dtype.rawValue, device.code, $1)
    }
  }

  /// A tensor with one value everywhere.
  public static func full(
    _ shape: [Int], _ value: Double, dtype: DType = .float32, device: Device = .cpu
  ) throws -> Tensor {
    try TensorCall.make("full") {
      $0.pointee.full(shape, shape.count, value, dtype.rawValue, device.code, $1)
    }
  }

  /// A tensor of zeros.
  public static func zeros(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) throws -> Tensor {
    try full(shape, 0, dtype: dtype, device: device)
  }

  /// A tensor of ones.
  public static func ones(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) throws -> Tensor {
    try full(shape, 1, dtype: dtype, device: device)
  }

  /// The numbers from `start` up to, and without, `end`, in steps of `step`.
  public static func arange(
    _ start: Double = 0, _ end: Double, step: Double = 1, dtype: DType = .int64,
    device: Device = .cpu
  ) throws -> Tensor {
    try TensorCall.make("arange") {
      $0.pointee.arange(start, end, step, dtype.rawValue, device.code, $1)
    }
  }

  /// Numbers from a normal distribution; the seed alone decides which.
  public static func normal(
    _ shape: [Int], mean: Double = 0, deviation: Double = 1, seed: UInt64,
    dtype: DType = .float32, device: Device = .cpu
  ) throws -> Tensor {
    try TensorCall.make("normal") {
      $0.pointee.normal(
        shape, shape.count, mean, deviation, seed, dtype.rawValue, device.code, $1)
    }
  }

  /// Numbers between `low` and `high`, each as likely as the others; the seed alone decides which.
  public static func uniform(
    _ shape: [Int], from low: Double = 0, to high: Double = 1, seed: UInt64,
    dtype: DType = .float32, device: Device = .cpu
  ) throws -> Tensor {
    try TensorCall.make("uniform") {
      $0.pointee.uniform(shape, shape.count, low, high, seed, dtype.rawValue, device.code, $1)
    }
  }

  /// A `float32` tensor of the values in row-major order; without a shape it has one dimension.
  public init(_ values: [Float], shape: [Int]? = nil, device: Device = .cpu) throws {
    self = try values.withUnsafeBytes {
      try Tensor.copied($0, shape: shape ?? [values.count], dtype: .float32, device: device)
    }
  }

  /// An `int64` tensor of the values in row-major order; without a shape it has one dimension.
  public init(_ values: [Int64], shape: [Int]? = nil, device: Device = .cpu) throws {
    self = try values.withUnsafeBytes {
      try Tensor.copied($0, shape: shape ?? [values.count], dtype: .int64, device: device)
    }
  }

  /// An `int64` tensor of the values in row-major order; without a shape it has one dimension.
  public init(_ values: [Int], shape: [Int]? = nil, device: Device = .cpu) throws {
    self = try values.withUnsafeBytes {
      try Tensor.copied($0, shape: shape ?? [values.count], dtype: .int64, device: device)
    }
  }

  /// A `bool` tensor of the values in row-major order; without a shape it has one dimension.
  public init(_ values: [Bool], shape: [Int]? = nil, device: Device = .cpu) throws {
    self = try values.withUnsafeBytes {
      try Tensor.copied($0, shape: shape ?? [values.count], dtype: .bool, device: device)
    }
  }

  /// A scalar.
  public init(_ value: Double, dtype: DType = .float32, device: Device = .cpu) throws {
    self = try Tensor.full([], value, dtype: dtype, device: device)
  }

  /// A tensor with a copy of the bytes, which hold elements of the type in row-major order.
  ///
  /// - Throws: `tensorFailed` where the number of bytes is not that of the shape.
  public static func copied(
    _ bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType, device: Device = .cpu
  ) throws -> Tensor {
    try check(bytes, shape, dtype, "copied")
    return try TensorCall.make("copied") {
      $0.pointee.from_values(
        bytes.baseAddress, shape, shape.count, dtype.rawValue, device.code, $1)
    }
  }

  /// A tensor that reads the bytes where they are, such as in a mapped file.
  ///
  /// The owner is kept alive as long as the tensor or any view of it is. The bytes must not change,
  /// and nothing in place may be done to the tensor unless they may be written. Bytes that do not
  /// lie on a multiple of the element's size are copied instead.
  ///
  /// - Throws: `tensorFailed` where the number of bytes is not that of the shape.
  public static func mapped(
    _ bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType, owner: AnyObject
  ) throws -> Tensor {
    try check(bytes, shape, dtype, "mapped")
    guard let address = bytes.baseAddress, !bytes.isEmpty,
      UInt(bitPattern: address) % UInt(dtype.byteCount) == 0
    else {
      return try copied(bytes, shape: shape, dtype: dtype)
    }
    let context = Unmanaged.passRetained(owner)
    do {
      return try TensorCall.make("mapped") {
        $0.pointee.from_blob(
          UnsafeMutableRawPointer(mutating: address), shape, shape.count, dtype.rawValue,
          context.toOpaque(),
          { context in context.map { Unmanaged<AnyObject>.fromOpaque($0).release() } },
          $1)
      }
    } catch {
      context.release()
      throw error
    }
  }

  private static func check(
    _ bytes: UnsafeRawBufferPointer, _ shape: [Int], _ dtype: DType, _ operation: StaticString
  ) throws {
    var expected = dtype.byteCount
    for size in shape {
      let (product, overflow) = expected.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else {
        throw TensorCall.refusal(operation, "\(shape) is no shape", [])
      }
      expected = product
    }
    guard expected == bytes.count else {
      throw TensorCall.refusal(
        operation, "\(shape) \(dtype) needs \(expected) bytes, not \(bytes.count)", [])
    }
  }
}
