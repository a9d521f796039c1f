// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Vectors of length 1 in contiguous rows: `count` x `width` 32-bit floats, row after row.
///
/// The rows lie in memory, or in a file that is mapped into it: five million rows of a file cost
/// no copy. Copies of the matrix share its rows, which never change.
public struct EmbeddingMatrix: Sendable {
  /// The number of rows.
  public let count: Int
  /// The number of components of a row.
  public let width: Int
  let storage: FloatStorage

  init(count: Int, width: Int, storage: FloatStorage) {
    self.count = count
    self.width = width
    self.storage = storage
  }

  /// Copies vectors, each divided by its length.
  ///
  /// - Throws: An `AssayError` that names the first row of another width, with a component that is
  ///   not a finite number, or without a direction.
  public init(_ vectors: [[Float]]) throws {
    let width = vectors.first?.count ?? 0
    let storage = FloatStorage(capacity: vectors.count * width)
    for (row, vector) in vectors.enumerated() {
      switch UnitVector.make(vector, width: width) {
      case .success(let unit): storage.store(unit, at: row * width)
      case .failure(let fault): throw fault.error(row: row)
      }
    }
    self.init(count: vectors.count, width: width, storage: storage)
  }

  /// A copy of one row.
  ///
  /// - Precondition: `0 <= row < count`.
  public subscript(row: Int) -> [Float] {
    precondition(row >= 0 && row < count, "row \(row) of \(count)")
    return withRows { Array(UnsafeBufferPointer(start: $0 + row * width, count: width)) }
  }

  /// Lends the first component of the first row; the others follow without gaps.
  func withRows<Result>(_ body: (UnsafePointer<Float>) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(storage.base) }
  }

  /// All rows, in order.
  public var rows: EmbeddingRows { EmbeddingRows(self) }
}
