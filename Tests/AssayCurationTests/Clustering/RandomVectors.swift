// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration

/// Vectors without structure, the same for the same seed.
enum RandomVectors {
  static func matrix(count: Int, width: Int, seed: UInt64) throws -> EmbeddingMatrix {
    var generator = SeededGenerator(seed: seed)
    return try EmbeddingMatrix(
      (0..<count).map { _ in (0..<width).map { _ in Float(generator.unit() - 0.5) } })
  }
}
