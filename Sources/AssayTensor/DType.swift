// SPDX-License-Identifier: Apache-2.0

/// The type of a tensor's elements.
public enum DType: Int32, Sendable, Hashable, CaseIterable, Codable {
  // The numbers are the shim's, in the order of its list of kinds.
  case float32 = 0
  case bfloat16
  case float16
  case float64
  case int64
  case int32
  case int16
  case int8
  case uint8
  case bool

  /// The bytes of one element.
  public var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .bfloat16, .float16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// Whether the elements are numbers with a fraction; only these have gradients.
  public var isFloatingPoint: Bool {
    switch self {
    case .float32, .bfloat16, .float16, .float64: true
    case .int64, .int32, .int16, .int8, .uint8, .bool: false
    }
  }
}

extension DType: CustomStringConvertible {
  /// The name of the case.
  public var description: String {
    switch self {
    case .float32: "float32"
    case .bfloat16: "bfloat16"
    case .float16: "float16"
    case .float64: "float64"
    case .int64: "int64"
    case .int32: "int32"
    case .int16: "int16"
    case .int8: "int8"
    case .uint8: "uint8"
    case .bool: "bool"
    }
  }
}
