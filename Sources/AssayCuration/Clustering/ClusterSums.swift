// SPDX-License-Identifier: Apache-2.0

/// The sums of the rows of every cluster, in double precision.
struct ClusterSums: Sendable {
  let width: Int
  private(set) var values: [Double]
  private(set) var counts: [Int]

  init(clusters: Int, width: Int) {
    self.width = width
    values = Array(repeating: 0, count: clusters * width)
    counts = Array(repeating: 0, count: clusters)
  }

  /// Adds a row to a cluster, or takes it away for `sign` -1.
  mutating func add(_ row: UnsafePointer<Float>, to cluster: Int, sign: Int = 1) {
    counts[cluster] += sign
    let factor = Double(sign)
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let target = base + cluster * width
      for index in 0..<width { target[index] += factor * Double(row[index]) }
    }
  }

  /// Adds the sums of a block.
  mutating func add(_ other: ClusterSums) {
    for index in values.indices { values[index] += other.values[index] }
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The mean of every cluster; for an empty one what is given.
  func means(orElse fallback: [[Float]]) -> [[Float]] {
    counts.indices.map { cluster in
      guard counts[cluster] > 0 else { return fallback[cluster] }
      let count = Double(counts[cluster])
      return values[cluster * width..<(cluster + 1) * width].map { Float($0 / count) }
    }
  }

  /// The variance of a component of rows of length 1, averaged over the components.
  var componentVariance: Double {
    let total = Double(counts.reduce(0, +))
    guard total > 0 else { return 0 }
    var square = 0.0
    for index in 0..<width {
      let sum = counts.indices.reduce(0) { $0 + values[$1 * width + index] }
      square += (sum / total) * (sum / total)
    }
    return max(0, 1 - square) / Double(width)
  }
}
