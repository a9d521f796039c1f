// SPDX-License-Identifier: Apache-2.0

/// What a judge said of one named criterion.
public struct CriterionVerdict: Sendable, Hashable, Codable {
  /// The criterion's name.
  public var name: String
  /// How much it counts beside the others.
  public var weight: Double
  /// Its judgment, or why there is none.
  public var outcome: Verdict.Outcome
  /// The judge's reason, where it gave one.
  public var reason: String?

  public init(
    name: String, weight: Double = 1, outcome: Verdict.Outcome, reason: String? = nil
  ) {
    self.name = name
    self.weight = weight
    self.outcome = outcome
    self.reason = reason
  }

  /// The judgment, if there is one.
  public var judgment: Judgment? {
    if case .judged(let judgment) = outcome { judgment } else { nil }
  }

  /// The same criterion once the two responses have changed places.
  func swapped() -> CriterionVerdict {
    guard case .judged(let judgment) = outcome else { return self }
    var copy = self
    copy.outcome = .judged(judgment.swapped())
    return copy
  }

  /// What several criteria come to; the first reason where one of them has no judgment.
  static func sum(of parts: [CriterionVerdict], format: JudgmentFormat) -> Verdict.Outcome {
    for part in parts {
      if case .unscored = part.outcome { return part.outcome }
    }
    switch format {
    case .pointwise(let scale):
      guard let mean = mean(of: parts) else { return .unscored(.unparsed) }
      return .judged(.score(min(max(Int(mean.rounded()), scale.lowest), scale.highest)))
    case .binary, .verification:
      return .judged(.boolean(parts.allSatisfy { $0.judgment == .boolean(true) }))
    case .pairwise(let ties):
      let lead = parts.reduce(0.0) { lead, part in
        switch part.judgment {
        case .preference(.first): lead + part.weight
        case .preference(.second): lead - part.weight
        default: lead
        }
      }
      if lead == 0 { return ties ? .judged(.preference(.tie)) : .unscored(.contradiction) }
      return .judged(.preference(lead > 0 ? .first : .second))
    case .stepwise, .classification, .ranking: return .unscored(.unparsed)
    }
  }

  /// The weighted mean of scores; `nil` where one has none or nothing counts.
  static func mean(of parts: [CriterionVerdict]) -> Double? {
    let weight = parts.reduce(0) { $0 + $1.weight }
    guard weight > 0 else { return nil }
    var sum = 0.0
    for part in parts {
      guard case .score(let score)? = part.judgment else { return nil }
      sum += part.weight * Double(score)
    }
    return sum / weight
  }
}

extension Verdict {
  /// The weighted mean of the criteria's scores, before rounding; `nil` without named criteria.
  public var criteriaMean: Double? { criteria.flatMap(CriterionVerdict.mean) }
}
