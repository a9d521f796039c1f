// SPDX-License-Identifier: Apache-2.0

/// The conditions that inputs must meet, each with its one wording.
enum Check {
  static func notEmpty(_ count: Int, _ name: String) throws(StatisticsError) {
    guard count > 0 else { throw StatisticsError(.emptyInput, "There are no \(name).") }
  }

  static func atLeast(_ needed: Int, _ count: Int, _ name: String) throws(StatisticsError) {
    try notEmpty(count, name)
    guard count >= needed else {
      throw StatisticsError(
        .tooFewItems, "\(count) \(name) are too few: at least \(needed) are needed.")
    }
  }

  static func sameCount(
    _ first: Int, _ second: Int, _ name: String
  ) throws(StatisticsError) {
    guard first == second else {
      throw StatisticsError(.lengthMismatch, "\(name) differ in length: \(first) and \(second).")
    }
  }

  static func finite(_ values: [Double], _ name: String) throws(StatisticsError) {
    // A sum of x - x is 0 exactly where all are finite, and needs no branch inside the loop.
    var probe = 0.0
    for value in values { probe += value - value }
    guard probe != 0 else { return }
    let index = values.firstIndex { !$0.isFinite } ?? 0
    throw StatisticsError(.notFinite, "\(name)[\(index)] is not a finite number.")
  }

  static func noNaN(_ values: [Double], _ name: String) throws(StatisticsError) {
    guard let index = values.firstIndex(where: \.isNaN) else { return }
    throw StatisticsError(.notFinite, "\(name)[\(index)] is not a number.")
  }

  static func level(_ level: Double) throws(StatisticsError) {
    guard level > 0, level < 1 else {
      throw StatisticsError(
        .outOfRange, "A confidence level of \(level) is not between 0 and 1.",
        advice: "Use 0.95 for a 95 % interval.")
    }
  }

  static func probabilities(_ values: [Double], _ name: String) throws(StatisticsError) {
    guard let index = values.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) else { return }
    if values[index].isNaN {
      throw StatisticsError(.notFinite, "\(name)[\(index)] is not a number.")
    }
    throw StatisticsError(
      .outOfRange, "\(name)[\(index)] is \(values[index]), which is not between 0 and 1.")
  }

  /// Passes a result on, unless it overflowed on the way.
  static func result(_ value: Double, _ name: String) throws(StatisticsError) -> Double {
    guard value.isFinite else {
      throw StatisticsError(
        .undefined, "The \(name) is beyond the range of numbers.",
        advice: "Scale the values down.")
    }
    return value
  }
}
