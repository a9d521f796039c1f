// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension JudgmentRecord {
  /// The judgment as a number, in as-given positions; `nil` where it is none.
  ///
  /// A score, or its expectation where there are label probabilities, or the mean of named criteria;
  /// for a preference 1 for the
  /// first response, 1/2 for a tie and 0 for the second; for a truth value 1 and 0. With label
  /// probabilities the last two are expectations too.
  public var value: Double? {
    func expectation(_ weights: [String: Double], else plain: Double) -> Double {
      guard let probabilities = verdict.labelProbabilities else { return plain }
      let known = weights.keys.sorted().map { ($0, probabilities[$0] ?? 0) }
      let mass = known.reduce(0) { $0 + $1.1 }
      guard mass > 0 else { return plain }
      return known.reduce(0) { $0 + (weights[$1.0] ?? 0) * $1.1 } / mass
    }
    switch verdict.judgment {
    case .score(let score):
      return verdict.criteriaMean ?? verdict.expectedScore ?? Double(score)
    case .preference(let preference):
      let plain = preference == .first ? 1 : preference == .tie ? 0.5 : 0
      return expectation(["first": 1, "tie": 0.5, "second": 0], else: plain)
    case .boolean(let value): return expectation(["true": 1, "false": 0], else: value ? 1 : 0)
    case .firstError, .label, .ranking, nil: return nil
    }
  }
}

extension JudgmentFormat {
  /// The judgment that a mean of numbers comes to; `nil` where the format has no numbers.
  func nearest(to mean: Double) -> Verdict.Outcome? {
    switch self {
    case .pointwise(let scale):
      let score = Int(exactly: mean.rounded()) ?? scale.lowest
      return .judged(.score(min(max(score, scale.lowest), scale.highest)))
    case .pairwise(let ties):
      if mean == 0.5 { return ties ? .judged(.preference(.tie)) : .unscored(.contradiction) }
      return .judged(.preference(mean > 0.5 ? .first : .second))
    case .binary, .verification:
      return mean == 0.5 ? .unscored(.contradiction) : .judged(.boolean(mean > 0.5))
    case .stepwise, .classification, .ranking: return nil
    }
  }

  /// How many answers there are to choose from, where that does not hang on the example.
  var answerCount: Int? {
    switch self {
    case .pointwise(let scale): max(1, scale.highest - scale.lowest + 1)
    case .pairwise(let ties): ties ? 3 : 2
    case .binary, .verification: 2
    case .classification(let labels): labels.count
    case .stepwise, .ranking: nil
    }
  }
}

/// The mean and the standard deviation of numbers.
struct NumberSummary {
  var mean: Double?
  /// With n - 1; `nil` below two numbers.
  var deviation: Double?

  init(_ values: [Double]) {
    guard !values.isEmpty else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    guard values.count > 1 else { return }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }
}
