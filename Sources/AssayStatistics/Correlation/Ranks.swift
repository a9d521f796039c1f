// SPDX-License-Identifier: Apache-2.0

/// The places of values in ascending order.
public enum Ranks {
  /// Ranks from 1; equal values share the mean of the places they take.
  public static func averaged(_ values: [Double]) throws(StatisticsError) -> [Double] {
    try Check.noNaN(values, "values")
    let order = ascending(values)
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let shared = Double(start + end + 1) / 2
      for place in start..<end { ranks[order[place]] = shared }
      start = end
    }
    return ranks
  }

  /// The positions of values that are not NaN, in ascending order of value, then of position.
  static func ascending(_ values: [Double]) -> [Int] {
    let keys = values.map(RadixOrder.key)
    var order = [UInt32](repeating: 0, count: keys.count)
    keys.withUnsafeBufferPointer { keys in
      order.withUnsafeMutableBufferPointer { order in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * keys.count) { scratch in
          RadixOrder.sort(keys, scratch: scratch, into: order)
        }
      }
    }
    return order.map(Int.init)
  }
}
