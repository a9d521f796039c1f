// SPDX-License-Identifier: Apache-2.0
import AssayStatistics

extension Metric {
  /// The share of hits in percent, with a 95 % interval.
  ///
  /// Items that are alone in their group are independent and have a Wilson interval. Where items
  /// share groups the interval is Student's t with a cluster-robust error, cut to 0 to 100; where
  /// all items agree, which leaves that error at 0, it is Wilson's over as many trials as there
  /// are groups.
  ///
  /// - Parameters:
  ///   - hits: Whether each item counts.
  ///   - groups: Each item's group, as many as there are hits.
  static func share(
    _ name: String, _ title: String, hits: [Bool], groups: [String], note: String? = nil
  ) -> Metric {
    let count = hits.reduce(0) { $0 + ($1 ? 1 : 0) }
    guard let interval = shareInterval(hits, groups) else {
      return undefined(name, title, unit: .percent, why: "there is no item to count")
    }
    return Metric(
      name: name, title: title, value: 100 * Double(count) / Double(hits.count),
      lower: 100 * max(0, interval.lower), upper: 100 * min(1, interval.upper),
      n: hits.count, count: count, method: interval.method, note: note)
  }

  /// The mean of numbers that are shares item by item, in percent.
  ///
  /// The interval is Student's t with a cluster-robust error, or Wilson's over the groups where
  /// all items lie at one end of the range.
  ///
  /// - Parameters:
  ///   - values: Each item's number, 1 standing for 100 %.
  ///   - range: Where the interval is cut, in the values' scale.
  static func mean(
    _ name: String, _ title: String, values: [Double], groups: [String], unit: Unit = .percent,
    range: ClosedRange<Double> = 0...1, n: Int? = nil, note: String? = nil
  ) -> Metric {
    guard !values.isEmpty else {
      return undefined(name, title, unit: unit, why: "there is no item to count")
    }
    let scale = unit == .coefficient ? 1.0 : 100.0
    let mean = values.reduce(0, +) / Double(values.count)
    let clusters = Clusters(groups)
    var metric = Metric(
      name: name, title: title, value: scale * mean, unit: unit, n: n ?? values.count, note: note)
    let ends = [range.lowerBound, range.upperBound]
    if let end = ends.first(where: { end in values.allSatisfy { $0 == end } }),
      let wilson = try? Proportion.wilson(
        successes: end == range.upperBound ? clusters.count : 0, trials: clusters.count)
    {
      // All items at one end leave no error to estimate; the groups are trials that all agreed.
      let width = range.upperBound - range.lowerBound
      metric.lower = scale * (range.lowerBound + width * wilson.lower)
      metric.upper = scale * (range.lowerBound + width * wilson.upper)
      metric.method = wilson.method.rawValue
    } else if let interval = try? ClusteredMean(values, clusters: clusters).interval() {
      metric.lower = scale * max(range.lowerBound, interval.lower)
      metric.upper = scale * min(range.upperBound, interval.upper)
      metric.method = interval.method.rawValue
    } else {
      metric.note = note ?? "no interval: the items are of one group"
    }
    return metric
  }

  /// A number that has no value here, and why.
  static func undefined(_ name: String, _ title: String, unit: Unit, why: String) -> Metric {
    Metric(name: name, title: title, value: nil, unit: unit, n: 0, note: "Undefined: \(why).")
  }

  /// An official number: a plain share, as the benchmark's own code prints it.
  static func official(
    _ name: String, _ title: String, count: Int, of n: Int, note: String? = nil
  ) -> Metric {
    guard n > 0 else { return undefined(name, title, unit: .percent, why: "there is no item") }
    return Metric(
      name: name, title: title, value: 100 * Double(count) / Double(n), n: n, count: count,
      note: note)
  }

  private struct Ends {
    var lower: Double
    var upper: Double
    var method: String
  }

  private static func shareInterval(_ hits: [Bool], _ groups: [String]) -> Ends? {
    let clusters = Clusters(groups)
    let count = hits.reduce(0) { $0 + ($1 ? 1 : 0) }
    let agree = count == 0 || count == hits.count
    if clusters.areIndependent || agree || clusters.count < 2 {
      let trials = clusters.count
      let successes = clusters.areIndependent ? count : (count == 0 ? 0 : trials)
      // One group with mixed outcomes has no error that could be estimated.
      if !clusters.areIndependent && !agree { return wide(hits.count) }
      guard let wilson = try? Proportion.wilson(successes: successes, trials: trials) else {
        return nil
      }
      return Ends(lower: wilson.lower, upper: wilson.upper, method: wilson.method.rawValue)
    }
    let values = hits.map { $0 ? 1.0 : 0.0 }
    guard let interval = try? ClusteredMean(values, clusters: clusters).interval() else {
      return nil
    }
    return Ends(lower: interval.lower, upper: interval.upper, method: interval.method.rawValue)
  }

  private static func wide(_ count: Int) -> Ends? {
    count > 0 ? Ends(lower: 0, upper: 1, method: "one group: nothing is known") : nil
  }
}
