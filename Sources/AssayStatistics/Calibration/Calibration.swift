// SPDX-License-Identifier: Apache-2.0

/// How well stated confidences agree with how often they are right, bin by bin.
///
/// See Guo, Pleiss, Sun and Weinberger, *On Calibration of Modern Neural Networks* (2017), for the
/// errors, and Brier (1950) for the score.
public struct Calibration: Sendable, Hashable, Codable {
  /// How confidences are divided into bins.
  public enum Binning: String, Sendable, Hashable, Codable {
    /// Bins of one width, each without its lower and with its upper end.
    case equalWidth = "equal-width"
    /// Bins of as nearly the same number of items as equal confidences, kept together, allow.
    case equalMass = "equal-mass"
  }

  /// The items whose confidences lie close together.
  public struct Bin: Sendable, Hashable, Codable {
    /// The lower end of the bin.
    public var lower: Double
    /// The upper end of the bin.
    public var upper: Double
    /// The mean confidence.
    public var confidence: Double
    /// The share that is right, with its Wilson interval and the number of items.
    public var accuracy: Interval
  }

  /// The bins that hold an item, in ascending order: the reliability table.
  public var bins: [Bin]
  /// The mean distance between confidence and accuracy over items, by their bins.
  public var expectedError: Double
  /// The largest distance between confidence and accuracy of a bin.
  public var maximumError: Double
  /// The mean squared distance between confidence and outcome.
  public var brierScore: Double
  /// The number of items.
  public var count: Int
  /// How the bins were made.
  public var binning: Binning

  /// Compares confidences, from 0 to 1, with what turned out right.
  public init(
    confidences: [Double], correct: [Bool], binning: Binning = .equalWidth, bins binCount: Int = 10,
    level: Double = 0.95
  ) throws(StatisticsError) {
    brierScore = try Self.brierScore(probabilities: confidences, outcomes: correct)
    guard (1...100_000).contains(binCount) else {
      throw StatisticsError(.outOfRange, "\(binCount) bins are not between 1 and 100000.")
    }
    let edges = Self.edges(confidences, binning, binCount)
    var members = [[Int]](repeating: [], count: binCount)
    for (item, confidence) in confidences.enumerated() {
      members[Self.bin(of: confidence, edges)].append(item)
    }
    bins = []
    (expectedError, maximumError) = (0, 0)
    for (bin, items) in members.enumerated() where !items.isEmpty {
      let mean = items.reduce(0) { $0 + confidences[$1] } / Double(items.count)
      let accuracy = try Proportion.wilson(items.map { correct[$0] }, level: level)
      bins.append(
        Bin(lower: edges[bin], upper: edges[bin + 1], confidence: mean, accuracy: accuracy))
      let gap = abs(mean - accuracy.estimate)
      expectedError += gap * Double(items.count) / Double(confidences.count)
      maximumError = max(maximumError, gap)
    }
    count = confidences.count
    self.binning = binning
  }

  /// The mean squared distance between the probability of an event and whether it came (Brier
  /// 1950): 0 is perfect, 0.25 is what 0.5 throughout gives.
  public static func brierScore(
    probabilities: [Double], outcomes: [Bool]
  ) throws(StatisticsError) -> Double {
    try Check.sameCount(probabilities.count, outcomes.count, "Probabilities and outcomes")
    try Check.notEmpty(probabilities.count, "probabilities")
    try Check.probabilities(probabilities, "probabilities")
    let sum = zip(probabilities, outcomes).reduce(0.0) { sum, pair in
      let distance = pair.0 - (pair.1 ? 1 : 0)
      return sum + distance * distance
    }
    return sum / Double(probabilities.count)
  }

  private static func edges(
    _ confidences: [Double], _ binning: Binning, _ count: Int
  ) -> [Double] {
    switch binning {
    case .equalWidth:
      return (0...count).map { Double($0) / Double(count) }
    case .equalMass:
      let sorted = confidences.sorted()
      return (0...count).map { Quantile.linear(sorted, Double($0) / Double(count)) }
    }
  }

  /// The first bin whose upper end is not below the confidence.
  private static func bin(of confidence: Double, _ edges: [Double]) -> Int {
    var (low, high) = (0, edges.count - 2)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle + 1] < confidence { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
