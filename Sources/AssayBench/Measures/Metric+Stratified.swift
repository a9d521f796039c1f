// SPDX-License-Identifier: Apache-2.0
import AssayStatistics

extension Metric {
  /// A weighted sum of the means of strata, with a 95 % interval.
  ///
  /// Weighted section scores, means of domains and differences between parts are all of this
  /// shape. The error is that of the mean of linearised values with the strata's sizes taken as
  /// given, clustered by group; the interval is Student's t. Where all items lie at one end of the
  /// range and the weights add up to 1, it is Wilson's over the groups. A stratum without items
  /// takes no part, and its weight is lost.
  ///
  /// - Parameters:
  ///   - values: Each item's value.
  ///   - strata: Each item's stratum.
  ///   - groups: Each item's group.
  ///   - weights: The weight of each stratum.
  static func stratified(
    _ name: String, _ title: String, values: [Double], strata: [String], groups: [String],
    weights: [String: Double], unit: Unit = .percent, range: ClosedRange<Double> = 0...1,
    note: String? = nil
  ) -> Metric {
    var sums: [String: (total: Double, count: Int)] = [:]
    for (value, stratum) in zip(values, strata) {
      let sum = sums[stratum, default: (0, 0)]
      sums[stratum] = (sum.total + value, sum.count + 1)
    }
    guard !values.isEmpty, weights.contains(where: { sums[$0.key] != nil }) else {
      return undefined(name, title, unit: unit, why: "there is no item to count")
    }
    // In the order of names, so that equal data give equal bits.
    let estimate = weights.keys.sorted().reduce(0.0) { estimate, stratum in
      guard let sum = sums[stratum], let weight = weights[stratum] else { return estimate }
      return estimate + weight * sum.total / Double(sum.count)
    }
    let count = Double(values.count)
    let linearised = zip(values, strata).map { value, stratum -> Double in
      guard let sum = sums[stratum], let weight = weights[stratum] else { return estimate }
      let size = Double(sum.count)
      return estimate + count * weight / size * (value - sum.total / size)
    }
    let scale = unit == .coefficient ? 1.0 : 100.0
    var metric = Metric(
      name: name, title: title, value: scale * estimate, unit: unit, n: values.count, note: note)
    let clusters = Clusters(groups)
    let total = weights.reduce(0.0) { sums[$1.key] == nil ? $0 : $0 + $1.value }
    let ends = [range.lowerBound, range.upperBound]
    if let end = ends.first(where: { end in values.allSatisfy { $0 == end } }),
      abs(total - 1) < 1e-9,
      let wilson = try? Proportion.wilson(
        successes: end == range.upperBound ? clusters.count : 0, trials: clusters.count)
    {
      // All items at one end leave no error to estimate; the groups are trials that all agreed.
      let width = range.upperBound - range.lowerBound
      metric.lower = scale * (range.lowerBound + width * wilson.lower)
      metric.upper = scale * (range.lowerBound + width * wilson.upper)
      metric.method = wilson.method.rawValue
    } else if linearised.allSatisfy({ $0 == estimate }) {
      metric.note = note ?? "no interval: the items of every stratum agree"
    } else if let interval = try? ClusteredMean(linearised, clusters: clusters).interval() {
      metric.lower = scale * max(range.lowerBound, interval.lower)
      metric.upper = scale * min(range.upperBound, interval.upper)
      metric.method = interval.method.rawValue
    } else {
      metric.note = note ?? "no interval: the items are of one group"
    }
    return metric
  }

  /// The mean of several parts' consistent accuracy, each part counting alike.
  static func meanOfParts(
    _ name: String, _ title: String, hits: [Bool], parts: [String], groups: [String]
  ) -> Metric {
    let names = Set(parts)
    let weight = 1 / Double(max(1, names.count))
    return stratified(
      name, title, values: hits.map { $0 ? 1 : 0 }, strata: parts, groups: groups,
      weights: names.reduce(into: [:]) { $0[$1] = weight })
  }
}
