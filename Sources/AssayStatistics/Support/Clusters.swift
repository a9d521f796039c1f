// SPDX-License-Identifier: Apache-2.0

/// Which items belong together, such as the rows that share one question.
///
/// Items of one cluster are not independent of each other, so resampling draws whole clusters.
/// Clusters are numbered in the order in which they first appear.
public struct Clusters: Sendable, Hashable {
  /// The cluster of each item.
  public let assignment: [Int]
  /// The number of clusters.
  public let count: Int

  /// Clusters of items that carry the same name.
  public init<ID: Hashable>(_ identifiers: [ID]) {
    var numbers: [ID: Int] = [:]
    var assignment: [Int] = []
    assignment.reserveCapacity(identifiers.count)
    for identifier in identifiers {
      if let number = numbers[identifier] {
        assignment.append(number)
      } else {
        assignment.append(numbers.count)
        numbers[identifier] = numbers.count
      }
    }
    self.assignment = assignment
    count = numbers.count
  }

  /// Every item alone: independent items.
  public init(independent itemCount: Int) {
    assignment = Array(0..<max(0, itemCount))
    count = assignment.count
  }

  /// The number of items.
  public var itemCount: Int { assignment.count }

  /// Whether every item is alone in its cluster.
  public var areIndependent: Bool { count == itemCount }

  /// The items of every cluster, in their order.
  public func members() -> [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (item, cluster) in assignment.enumerated() { members[cluster].append(item) }
    return members
  }

  /// The sum of the items' values in every cluster.
  func sums(_ values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for (value, cluster) in zip(values, assignment) { sums[cluster] += value }
    return sums
  }

  /// The clusters asked for, or independent items; they must cover exactly `itemCount` items.
  static func resolve(
    _ clusters: Clusters?, itemCount: Int
  ) throws(StatisticsError) -> Clusters {
    guard let clusters else { return Clusters(independent: itemCount) }
    try Check.sameCount(itemCount, clusters.itemCount, "Values and clusters")
    return clusters
  }
}
