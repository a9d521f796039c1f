// SPDX-License-Identifier: Apache-2.0

/// The one place where vectors are checked and brought to length 1.
enum UnitVector {
  /// The vector divided by its Euclidean length, which is summed in double precision.
  ///
  /// - Parameter width: The number of components asked for, or `nil` where any will do.
  static func make(_ vector: [Float], width: Int?) -> Result<[Float], VectorFault> {
    if let width, vector.count != width {
      return .failure(.width(found: vector.count, expected: width))
    }
    var squares = 0.0
    for (index, value) in vector.enumerated() {
      guard value.isFinite else { return .failure(.notFinite(component: index)) }
      squares += Double(value) * Double(value)
    }
    guard squares > 0 else { return .failure(.zero) }
    let length = squares.squareRoot()
    return .success(vector.map { Float(Double($0) / length) })
  }

  /// How far the squared length of a row that is read may be from 1.
  static let tolerance = 1e-4

  /// What is wrong with a row that should be of length 1 already.
  static func fault(of row: UnsafeBufferPointer<Float>) -> VectorFault? {
    var squares = 0.0
    for value in row { squares += Double(value) * Double(value) }
    guard squares.isFinite else {
      return .notFinite(component: row.firstIndex { !$0.isFinite } ?? 0)
    }
    if abs(squares - 1) <= tolerance { return nil }
    return squares == 0 ? .zero : .notUnit(length: squares.squareRoot())
  }
}

extension VectorFault: Error {}
