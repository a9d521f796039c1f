// SPDX-License-Identifier: Apache-2.0

/// One number of a result, with how sure it is and over how many items it was taken.
public struct Metric: Sendable, Hashable, Codable {
  /// The name in files, such as `consistent_accuracy`.
  public var name: String
  /// The name in tables, such as `consistent accuracy`.
  public var title: String
  /// The number in its unit; `nil` where it is not defined, and then `note` says why.
  public var value: Double?
  public var unit: Unit
  /// The lower end of the 95 % interval, in the unit of the value; `nil` where there is none.
  public var lower: Double?
  /// The upper end of the 95 % interval.
  public var upper: Double?
  /// How many items the number is taken over.
  public var n: Int
  /// How many of the items count, for a number that is a plain share of items.
  public var count: Int?
  /// How the interval was made, such as `wilson` or `bootstrap by group`.
  public var method: String?
  /// A quirk of the official code, or why the number is not defined.
  public var note: String?

  /// What a value is measured in.
  public enum Unit: String, Sendable, Hashable, Codable {
    /// A share in percent: 58.44 means 58.44 %.
    case percent
    /// A difference of percentages.
    case points
    /// A plain number, such as kappa, which is at most 1, or a mean absolute error.
    case coefficient
  }

  public init(
    name: String, title: String, value: Double?, unit: Unit = .percent, lower: Double? = nil,
    upper: Double? = nil, n: Int, count: Int? = nil, method: String? = nil, note: String? = nil
  ) {
    self.name = name
    self.title = title
    self.value = value
    self.unit = unit
    self.lower = lower
    self.upper = upper
    self.n = n
    self.count = count
    self.method = method
    self.note = note
  }

  /// The value with two digits and its interval, such as `58.44 % [50.5, 65.9]`.
  public var text: String {
    guard let intervalText else { return valueText }
    return "\(valueText) \(intervalText)"
  }

  /// The value with two digits, of a coefficient three, and its unit: `58.44 %`; `undefined` where
  /// there is none.
  public var valueText: String {
    guard let value else { return "undefined" }
    let sign =
      switch unit {
      case .percent: " %"
      case .points: " points"
      case .coefficient: ""
      }
    return Metric.rounded(value, unit == .coefficient ? 3 : 2) + sign
  }

  /// The ends of the interval with one digit, of a coefficient with three: `[50.5, 65.9]`; `nil`
  /// where there is no value or no interval.
  public var intervalText: String? {
    guard value != nil, let lower, let upper else { return nil }
    let ends = [lower, upper].map { Metric.rounded($0, unit == .coefficient ? 3 : 1) }
    return "[\(ends[0]), \(ends[1])]"
  }

  /// The number rounded half away from zero to the digits, always with all of them.
  static func rounded(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let whole = (value * scale).rounded()
    let magnitude = Int(exactly: whole.magnitude) ?? 0
    let unit = Int(scale)
    let fraction = String(magnitude % unit)
    let padded = String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
    let head = "\(magnitude / unit)"
    return (whole < 0 ? "-" : "") + (digits == 0 ? head : head + "." + padded)
  }
}

extension Metric {
  /// The same number under another name.
  func renamed(_ name: String) -> Metric {
    var copy = self
    copy.name = name
    return copy
  }
}
