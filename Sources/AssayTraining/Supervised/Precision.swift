// SPDX-License-Identifier: Apache-2.0

import AssayTensor

/// The number type that a run computes in, and why.
struct Precision: Sendable {
  var dtype: DType
  var reason: String

  /// Decides from the device; the decision is recorded with the run.
  static func decide(_ choice: PrecisionChoice, device: Device) throws -> Precision {
    switch choice {
    case .float32: return Precision(dtype: .float32, reason: "as set")
    case .bfloat16: return Precision(dtype: .bfloat16, reason: "as set")
    case .automatic:
      let dtype = try TensorRuntime.preferredComputeType(for: device)
      let speed = dtype == .bfloat16 ? "has" : "lacks"
      return Precision(
        dtype: dtype, reason: "\(device) \(speed) instructions for bfloat16 products")
    }
  }

  init(dtype: DType, reason: String) {
    self.dtype = dtype
    self.reason = reason
  }

  /// Reads the name that a checkpoint recorded.
  init?(recorded name: String) {
    switch name {
    case DType.float32.description: self.init(dtype: .float32, reason: "as in the checkpoint")
    case DType.bfloat16.description: self.init(dtype: .bfloat16, reason: "as in the checkpoint")
    default: return nil
    }
  }
}
