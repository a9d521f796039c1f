// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import Foundation

/// The cosines and sines of the rotary position embedding (Su et al. 2021, section 3.2.2).
struct RotaryTable: Sendable {
  /// `[contextLength, headSize / 2]` in fp32.
  let cosines: Tensor
  /// `[contextLength, headSize / 2]` in fp32.
  let sines: Tensor

  /// Angles are computed in single precision, as the published checkpoints were trained with.
  init(headSize: Int, base: Double, contextLength: Int, device: Device) throws {
    let half = headSize / 2
    let frequencies = (0..<half).map { index in
      1 / Float(pow(Float(base), Float(2 * index) / Float(headSize)))
    }
    var cosines: [Float] = []
    var sines: [Float] = []
    cosines.reserveCapacity(contextLength * half)
    sines.reserveCapacity(contextLength * half)
    for position in 0..<contextLength {
      for frequency in frequencies {
        let angle = Float(position) * frequency
        cosines.append(cos(angle))
        sines.append(sin(angle))
      }
    }
    self.cosines = try Tensor(cosines, shape: [contextLength, half], device: device)
    self.sines = try Tensor(sines, shape: [contextLength, half], device: device)
  }
}
