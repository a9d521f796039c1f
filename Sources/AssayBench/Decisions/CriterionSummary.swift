// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayJudging

/// What answers say of one named criterion, over all examples or over one.
public struct CriterionSummary: Sendable, Hashable, Encodable {
  public var name: String
  /// Answers with a judgment of it.
  public var judged: Int
  /// Answers without one.
  public var unscored: Int
  /// The mean of the judgments as numbers: scores; true 1 and false 0; for pairs 1 for the first
  /// response, a half for a tie. `nil` without any.
  public var mean: Double?
  /// The first reason that was given.
  public var reason: String?

  /// One summary for each criterion, in the order in which they first occur.
  public static func summaries(of records: [JudgmentRecord]) -> [CriterionSummary] {
    var places: [String: Int] = [:]
    var summaries: [CriterionSummary] = []
    var values: [[Double]] = []
    for criterion in records.flatMap({ $0.verdict.criteria ?? [] }) {
      let place = places[criterion.name] ?? summaries.count
      if place == summaries.count {
        places[criterion.name] = place
        summaries.append(CriterionSummary(name: criterion.name, judged: 0, unscored: 0))
        values.append([])
      }
      if criterion.judgment == nil {
        summaries[place].unscored += 1
      } else {
        summaries[place].judged += 1
      }
      if let value = criterion.value { values[place].append(value) }
      summaries[place].reason = summaries[place].reason ?? criterion.reason
    }
    for (place, values) in values.enumerated() where !values.isEmpty {
      summaries[place].mean = values.reduce(0, +) / Double(values.count)
    }
    return summaries
  }
}

extension CriterionVerdict {
  /// The judgment as a number; `nil` where it is none.
  var value: Double? {
    switch judgment {
    case .score(let score): Double(score)
    case .preference(let preference): preference == .first ? 1 : preference == .tie ? 0.5 : 0
    case .boolean(let value): value ? 1 : 0
    case .firstError, .label, .ranking, nil: nil
    }
  }
}
