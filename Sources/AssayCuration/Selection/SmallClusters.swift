// SPDX-License-Identifier: Apache-2.0

/// A clustering whose clusters all have a minimum of rows, or are one.
///
/// The smallest cluster below the minimum, the first of equals, joins the one whose centre is
/// nearest to its own; that one's centre becomes the mean of both. This goes on until none is too
/// small. Empty clusters vanish. The clusters that remain keep their order and are counted anew.
struct SmallClusters {
  /// The cluster of every position.
  private(set) var labels: [Int32]
  /// How many clusters joined another.
  private(set) var merged = 0

  init(_ clustering: Clustering, minimum: Int) {
    var sizes = clustering.sizes
    var centers = clustering.centroids.map { $0.map(Double.init) }
    var target = Array(sizes.indices)
    while sizes.count(where: { $0 > 0 }) > 1,
      let small = sizes.indices.filter({ sizes[$0] > 0 && sizes[$0] < minimum }).min(by: {
        (sizes[$0], $0) < (sizes[$1], $1)
      })
    {
      let others = sizes.indices.filter { $0 != small && sizes[$0] > 0 }
      let distances = others.map { Self.squaredDistance(centers[small], centers[$0]) }
      guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }) else {
        break
      }
      let host = others[nearest]
      let total = Double(sizes[host] + sizes[small])
      for index in centers[host].indices {
        let sum =
          centers[host][index] * Double(sizes[host]) + centers[small][index] * Double(sizes[small])
        centers[host][index] = sum / total
      }
      sizes[host] += sizes[small]
      sizes[small] = 0
      for index in target.indices where target[index] == small { target[index] = host }
      merged += 1
    }
    var number = [Int32](repeating: -1, count: sizes.count)
    var next: Int32 = 0
    for cluster in sizes.indices where sizes[cluster] > 0 {
      number[cluster] = next
      next += 1
    }
    labels = clustering.labels.map { number[target[Int($0)]] }
  }

  private static func squaredDistance(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
