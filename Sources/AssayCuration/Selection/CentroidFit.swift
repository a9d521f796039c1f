// SPDX-License-Identifier: Apache-2.0

/// The mean of some rows, and how every row lies to it, in double precision.
struct CentroidFit {
  /// The cosine of every row to the mean; 0 where the mean is zero.
  private(set) var relevance: [Double] = []
  /// The squared Euclidean distance of every row to the mean.
  private(set) var squaredDistances: [Double] = []

  init(_ rows: EmbeddingRows) {
    let count = rows.count
    var mean = [Double](repeating: 0, count: rows.width)
    relevance.reserveCapacity(count)
    squaredDistances.reserveCapacity(count)
    rows.withPointers { pointers in
      mean.withUnsafeMutableBufferPointer { mean in
        guard let base = mean.baseAddress else { return }
        for position in 0..<count {
          let row = pointers[position]
          for index in 0..<rows.width { base[index] += Double(row[index]) }
        }
        for index in 0..<rows.width { base[index] /= Double(max(count, 1)) }
        let length = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for position in 0..<count {
          let (product, distance) = DotKernel.moments(
            pointers[position], base, width: rows.width)
          relevance.append(length > 0 ? product / length : 0)
          squaredDistances.append(distance)
        }
      }
    }
  }

  /// The positions nearest the mean, nearest first; of equally near ones the earlier.
  func nearest(_ count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let sorted = squaredDistances.indices.sorted {
      (squaredDistances[$0], $0) < (squaredDistances[$1], $1)
    }
    return Array(sorted.prefix(count))
  }
}
