// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Rows laid into a plane for a plot: their first two principal components.
public struct PlaneProjection: Sendable, Hashable {
  /// One row in the plane.
  public struct Point: Sendable, Hashable, Codable {
    /// The position in the selection that was projected.
    public var position: Int
    public var x: Double
    public var y: Double
  }

  /// The points, in the order of positions.
  public var points: [Point]
  /// The share of the rows' variance that the plane shows.
  public var explained: Double

  /// Projects rows, or of more than `limit` a sample drawn without replacement.
  ///
  /// The components are found by iteration on a block of two vectors until these rest. In each the
  /// entry of largest magnitude is positive, so that a plot does not flip between runs.
  public init(_ rows: EmbeddingRows, limit: Int = 2000, seed: UInt64 = 0) {
    var positions = Array(0..<rows.count)
    if positions.count > limit {
      var generator = SeededGenerator(seed: seed, stream: "plane/sample")
      positions = generator.shuffled(positions).prefix(max(limit, 0)).sorted()
    }
    let sample = rows.selecting(positions)
    let centered = Self.centered(sample)
    let plane = Self.components(centered, width: rows.width)
    points = zip(positions, centered).map { position, row in
      Point(position: position, x: Self.product(row, plane.0), y: Self.product(row, plane.1))
    }
    let total = centered.reduce(0) { $0 + Self.product($1, $1) }
    let shown = points.reduce(0) { $0 + $1.x * $1.x + $1.y * $1.y }
    explained = total > 0 ? shown / total : 0
  }

  private static func centered(_ rows: EmbeddingRows) -> [[Double]] {
    var mean = [Double](repeating: 0, count: rows.width)
    var result: [[Double]] = []
    for position in 0..<rows.count {
      let row = rows.matrix[rows.row(at: position)].map(Double.init)
      for index in row.indices { mean[index] += row[index] / Double(rows.count) }
      result.append(row)
    }
    return result.map { row in zip(row, mean).map { $0 - $1 } }
  }

  private static func components(_ rows: [[Double]], width: Int) -> ([Double], [Double]) {
    var generator = SeededGenerator(seed: 0, stream: "plane/start")
    var first = normalized((0..<width).map { _ in generator.unit() - 0.5 })
    var second = orthogonal((0..<width).map { _ in generator.unit() - 0.5 }, to: first)
    for _ in 0..<300 {
      var nextFirst = [Double](repeating: 0, count: width)
      var nextSecond = nextFirst
      for row in rows {
        let x = product(row, first)
        let y = product(row, second)
        for index in 0..<width {
          nextFirst[index] += x * row[index]
          nextSecond[index] += y * row[index]
        }
      }
      let newFirst = normalized(nextFirst)
      let newSecond = orthogonal(nextSecond, to: newFirst)
      let rest = min(abs(product(newFirst, first)), abs(product(newSecond, second)))
      (first, second) = (newFirst, newSecond)
      if rest > 1 - 1e-12 { break }
    }
    return (upright(first), upright(second))
  }

  private static func product(_ x: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for index in x.indices { sum += x[index] * y[index] }
    return sum
  }

  private static func normalized(_ vector: [Double]) -> [Double] {
    let length = product(vector, vector).squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }

  private static func orthogonal(_ vector: [Double], to other: [Double]) -> [Double] {
    let share = product(vector, other)
    return normalized(zip(vector, other).map { $0 - share * $1 })
  }

  private static func upright(_ vector: [Double]) -> [Double] {
    let largest = vector.max { abs($0) < abs($1) } ?? 0
    return largest < 0 ? vector.map { -$0 } : vector
  }
}
