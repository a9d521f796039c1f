// SPDX-License-Identifier: Apache-2.0

/// Some rows of a matrix, in an order of their own: a source, a category, a cluster.
///
/// Nothing is copied but the numbers of the rows. A *position* counts inside the selection, a
/// *row* inside the matrix.
public struct EmbeddingRows: Sendable {
  /// The matrix that the rows belong to.
  public let matrix: EmbeddingMatrix
  /// The row of every position, or `nil` where the selection is the whole matrix in order.
  let indices: [Int]?

  /// All rows, in order.
  public init(_ matrix: EmbeddingMatrix) {
    self.matrix = matrix
    indices = nil
  }

  /// The rows named.
  ///
  /// - Precondition: Every row lies in the matrix.
  public init(_ matrix: EmbeddingMatrix, rows: [Int]) {
    precondition(rows.allSatisfy { $0 >= 0 && $0 < matrix.count }, "a row outside the matrix")
    self.matrix = matrix
    indices = rows
  }

  /// The number of rows selected.
  public var count: Int { indices?.count ?? matrix.count }

  /// The number of components of a row.
  public var width: Int { matrix.width }

  /// The row of the matrix at a position.
  public func row(at position: Int) -> Int { indices?[position] ?? position }

  /// The rows at some positions of this selection.
  public func selecting(_ positions: [Int]) -> EmbeddingRows {
    EmbeddingRows(matrix, rows: positions.map { row(at: $0) })
  }

  /// Lends a way to the first component of each position.
  func withPointers<Result>(_ body: (RowPointers) throws -> Result) rethrows -> Result {
    try matrix.withRows { base in
      guard let indices else {
        return try body(RowPointers(base: base, width: matrix.width, indices: nil))
      }
      return try indices.withUnsafeBufferPointer {
        try body(RowPointers(base: base, width: matrix.width, indices: $0.baseAddress))
      }
    }
  }
}

/// Where the rows of a selection begin; valid only while they are lent.
struct RowPointers {
  let base: UnsafePointer<Float>
  let width: Int
  let indices: UnsafePointer<Int>?

  /// The first component of the row at a position, which must lie in the selection.
  subscript(position: Int) -> UnsafePointer<Float> {
    base + (indices.map { $0[position] } ?? position) * width
  }
}
