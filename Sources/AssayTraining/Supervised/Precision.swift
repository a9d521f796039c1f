// SPDX-License-Identifier: Apache-2.0

import AssayModels
import AssayTensor

/// The number type that a run computes in, and why.
struct Precision: Sendable {
  var dtype: DType
  var reason: String

  /// The narrowest model that is computed in bfloat16 on a processor. Below it the products are
  /// so small that converting and calling cost more than they gain: on an AVX512-BF16 processor
  /// bfloat16 ran at 0.9 times the speed of float32 at width 128, 1.3 at 256, 1.9 at 512 and 2.5
  /// at 1024.
  static let narrowest = 256

  /// Decides from the device and the model's width alone, so that a run can be repeated; the
  /// decision is recorded with the run.
  static func decide(
    _ choice: PrecisionChoice, for parameters: ParameterSet
  ) throws -> Precision {
    switch choice {
    case .float32: return Precision(dtype: .float32, reason: "as set")
    case .bfloat16: return Precision(dtype: .bfloat16, reason: "as set")
    case .automatic:
      let device = parameters.tensors.first?.device ?? .cpu
      guard try TensorRuntime.preferredComputeType(for: device) == .bfloat16 else {
        return Precision(
          dtype: .float32, reason: "\(device) lacks instructions for bfloat16 products")
      }
      let width = parameters.tensors.first { $0.rank > 1 }?.size(-1) ?? 0
      if device == .cpu, width < narrowest {
        return Precision(
          dtype: .float32, reason: "width \(width) is too narrow for bfloat16 to be faster")
      }
      return Precision(
        dtype: .bfloat16, reason: "\(device) has instructions for bfloat16 products")
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
