// SPDX-License-Identifier: Apache-2.0

/// The random numbers of one resample: a SplitMix64 stream named by a seed and an index.
///
/// Every resample owns its stream, so results do not depend on the order, or the number of
/// threads, in which resamples are drawn.
struct ResampleGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, stream: Int) {
    let start = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    state = Self.mix(start &+ UInt64(truncatingIfNeeded: stream) &* 0xD134_2543_DE82_EF95)
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A whole number from 0 up to, and without, a positive `bound`.
  @inline(__always)
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
