// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension JudgmentRecord {
  /// One record for each example and order, with what its samples come to together.
  ///
  /// Numbers that are counted by record, such as accuracies and flip rates, then are those of the
  /// pooled judgment. A record of several samples has no completion of its own; its critique is
  /// that of the first sample which gave the judgment. The order is that of the first samples.
  public static func pooled(
    _ records: [JudgmentRecord], by rule: PoolingRule
  ) -> [JudgmentRecord] {
    var places: [CompletionRequest.Key: Int] = [:]
    var groups: [[JudgmentRecord]] = []
    for record in records {
      let key = CompletionRequest.Key(example: record.example, order: record.order)
      if let place = places[key] {
        groups[place].append(record)
      } else {
        places[key] = groups.count
        groups.append([record])
      }
    }
    return groups.compactMap { group in
      guard var pooled = group.first, let decision = PooledDecision.pool(group: group, by: rule)
      else { return nil }
      if group.count > 1 {
        let spokesman = group.first { $0.verdict.outcome == decision.outcome }
        pooled.take(decision.outcome, critique: spokesman?.verdict.critique)
      } else {
        pooled.verdict.outcome = decision.outcome
        pooled.show(decision.outcome)
      }
      pooled.sample = 0
      return pooled
    }
  }

  /// Takes an outcome, in as-given positions, that several answers came to: the completion of one
  /// of them is no longer the record's.
  mutating func take(_ outcome: Verdict.Outcome, critique: String? = nil) {
    completion = nil
    verdict = Verdict(outcome, critique: critique)
    show(outcome)
  }

  private mutating func show(_ outcome: Verdict.Outcome) {
    shown = outcome
    if order == .swapped, case .judged(let judgment) = outcome {
      shown = .judged(judgment.swapped())
    }
  }
}
