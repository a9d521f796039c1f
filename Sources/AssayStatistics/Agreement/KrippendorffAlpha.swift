// SPDX-License-Identifier: Apache-2.0

/// Agreement of any number of raters beyond chance, with ratings missing
/// (Krippendorff, *Content Analysis*, 2004, chapter 11).
public enum KrippendorffAlpha {
  /// What differences between values mean.
  public enum Scale: String, Sendable, Hashable, Codable, CaseIterable {
    /// Values are equal or not.
    case nominal
    /// Values have an order.
    case ordinal
    /// Differences of values have a meaning.
    case interval
    /// Ratios of values have a meaning; values of opposite sign that cancel count as equal.
    case ratio
  }

  /// Alpha of ratings, one list a rater, `nil` where a rater did not rate a unit.
  ///
  /// Units with fewer than two ratings are left out. Throws `undefined` where all the other ratings
  /// are equal. Takes time in the square of the number of distinct values.
  public static func alpha(
    _ raters: [[Double?]], scale: Scale
  ) throws(StatisticsError) -> Double {
    try Check.atLeast(2, raters.count, "raters")
    let units = raters[0].count
    for rater in raters { try Check.sameCount(units, rater.count, "Lists of ratings") }
    for rater in raters { try Check.finite(rater.compactMap(\.self), "ratings") }
    let rated = (0..<units).map { unit in raters.compactMap { $0[unit] } }.filter { $0.count > 1 }
    guard !rated.isEmpty else {
      throw StatisticsError(
        .tooFewItems, "No unit has two ratings.",
        advice: "Let at least two raters rate the same units.")
    }
    let table = ValueTable(rated)
    let distances = Distances(table, scale)
    let (observed, expected) = (distances.observed(rated), distances.expected())
    guard expected > 0 else {
      throw StatisticsError(
        .undefined, "Krippendorff's alpha is not defined where all ratings are equal.",
        advice: "Report that the ratings do not vary instead.")
    }
    return try Check.result(1 - (table.total - 1) * observed / expected, "alpha")
  }

  /// Nominal alpha of ratings that are labels.
  public static func alpha<Label: Hashable>(
    nominal raters: [[Label?]]
  ) throws(StatisticsError) -> Double {
    var numbers: [Label: Double] = [:]
    let coded = raters.map { rater in
      rater.map { label in
        label.map { name in
          let number = numbers[name] ?? Double(numbers.count)
          numbers[name] = number
          return number
        }
      }
    }
    return try alpha(coded, scale: .nominal)
  }
}

extension KrippendorffAlpha {
  /// The distinct values that can be paired, in ascending order, and how often each was given.
  struct ValueTable {
    var values: [Double]
    var counts: [Double]
    var places: [Double: Int]
    var total: Double

    init(_ units: [[Double]]) {
      let all = units.flatMap(\.self)
      values = Set(all).sorted()
      var places: [Double: Int] = [:]
      for (place, value) in values.enumerated() { places[value] = place }
      var counts = [Double](repeating: 0, count: values.count)
      for value in all { counts[places[value, default: 0]] += 1 }
      self.counts = counts
      self.places = places
      total = Double(all.count)
    }
  }

  /// Squared differences between values, by the scale.
  struct Distances {
    private let table: ValueTable
    private let scale: Scale
    /// How many ratings lie before the middle of each value's share of all ratings.
    private let middles: [Double]

    init(_ table: ValueTable, _ scale: Scale) {
      self.table = table
      self.scale = scale
      var before = 0.0
      middles = table.counts.map { count in
        defer { before += count }
        return before + count / 2
      }
    }

    private func squared(_ first: Int, _ second: Int) -> Double {
      let (left, right) = (table.values[first], table.values[second])
      switch scale {
      case .nominal:
        return first == second ? 0 : 1
      case .ordinal:
        let difference = middles[first] - middles[second]
        return difference * difference
      case .interval:
        return (left - right) * (left - right)
      case .ratio:
        guard left + right != 0 else { return 0 }
        let ratio = (left - right) / (left + right)
        return ratio * ratio
      }
    }

    /// The sum over ordered pairs of ratings within units, each unit weighed by its ratings.
    func observed(_ units: [[Double]]) -> Double {
      var sum = 0.0
      for unit in units {
        let places = unit.map { table.places[$0, default: 0] }
        var within = 0.0
        for (index, place) in places.enumerated() {
          for other in places[..<index] { within += squared(place, other) }
        }
        sum += 2 * within / Double(unit.count - 1)
      }
      return sum
    }

    /// The sum over ordered pairs of all ratings.
    func expected() -> Double {
      var sum = 0.0
      for first in table.values.indices {
        for second in 0..<first {
          sum += 2 * table.counts[first] * table.counts[second] * squared(first, second)
        }
      }
      return sum
    }
  }
}
