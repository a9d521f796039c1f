// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging

/// One example's decision, as a line of the `--decisions` file has it.
struct DecisionLine: Encodable {
  var decision: PooledDecision
  /// Whether the judgment is less sure than asked for.
  var isWithheld: Bool
  /// What each member of a jury, or each stage of a cascade, decided.
  var members: [Member] = []
  /// What was said of each named criterion.
  var criteria: [CriterionSummary] = []
  /// The stage that a cascade came to, by its judge's name.
  var stage: String?

  /// One judge's part in a decision.
  struct Member: Encodable {
    var judge: String
    var decision: PooledDecision

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(judge, forKey: .judge)
      try DecisionLine.encode(decision, into: &container)
    }
  }

  init(_ decision: PooledDecision, abstainBelow threshold: Double? = nil) {
    self.decision = decision
    isWithheld = decision.judgment != nil && threshold.map { !(decision.confidence >= $0) } == true
  }

  enum CodingKeys: String, CodingKey {
    case id, format, gold, judgment, unscored, confidence, answers, mean, spread, flipped, correct
    case withheld, members, judge, stage, criteria
    case unscoredAnswers = "unscored_answers"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(decision.id, forKey: .id)
    try container.encode(decision.format.name, forKey: .format)
    try container.encodeIfPresent(decision.gold, forKey: .gold)
    try Self.encode(decision, into: &container)
    try container.encode(isWithheld, forKey: .withheld)
    try container.encodeIfPresent(stage, forKey: .stage)
    if !criteria.isEmpty { try container.encode(criteria, forKey: .criteria) }
    if !members.isEmpty { try container.encode(members, forKey: .members) }
  }

  private static func encode(
    _ decision: PooledDecision, into container: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    switch decision.outcome {
    case .judged(let judgment): try container.encode(judgment, forKey: .judgment)
    case .unscored(let reason): try container.encode(reason.kind, forKey: .unscored)
    }
    try container.encode(decision.confidence, forKey: .confidence)
    try container.encode(decision.votes, forKey: .answers)
    try container.encode(decision.unscored, forKey: .unscoredAnswers)
    try container.encodeIfPresent(decision.mean, forKey: .mean)
    try container.encodeIfPresent(decision.spread, forKey: .spread)
    try container.encode(decision.hasFlipped, forKey: .flipped)
    try container.encodeIfPresent(decision.isCorrect, forKey: .correct)
  }
}
