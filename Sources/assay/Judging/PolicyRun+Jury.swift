// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayJudging
import AssayStatistics

extension PolicyRun {
  mutating func outcome(
    of jury: PolicyFile.Jury, on examples: [Example]
  ) async throws -> Outcome {
    let labelled = try jury.calibration.map { try Self.labelled($0) } ?? []
    var seats: [Seat] = []
    for member in policy.judges {
      seats.append(try await seat(member, on: examples, labelled: labelled))
    }
    var weights: [Double]?
    if jury.vote == .weighted {
      weights =
        labelled.isEmpty
        ? policy.judges.map { $0.weight ?? 0 }
        : try Jury.weights(fromLabelled: seats.map(\.calibration))
    }
    let rule: Jury.Rule =
      switch jury.vote {
      case .majority: .majority
      case .mean: .mean
      case .weighted: .weighted(weights ?? [])
      }
    let members = seats.map { PooledDecision.pool($0.records, by: $0.pooling) }
    let pooled = try Jury.combined(members, by: rule)
    var lines = pooled.map { DecisionLine($0, abstainBelow: decisions.abstainBelow) }
    let byID = members.map { member in
      Dictionary(member.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    for index in lines.indices {
      lines[index].members = zip(seats, byID).compactMap { seat, known in
        known[lines[index].decision.id].map {
          DecisionLine.Member(judge: seat.name, decision: $0)
        }
      }
    }
    var shown = ShownPolicy(kind: "jury", rule: jury.vote.rawValue, judges: [])
    for (index, seat) in seats.enumerated() {
      var part = ShownPolicy.Part(seat, members[index], against: pooled)
      part.weight = weights?[index]
      part.calibration = Self.share(seat.calibration)
      shown.judges.append(part)
    }
    guard let run = run(seats, kind: "jury", rule: "\(rule)") else { throw Self.nobody }
    return Outcome(
      decisions: pooled,
      records: try Jury.records(
        seats.map(\.records), pooling: seats.map(\.pooling), by: rule),
      lines: lines, run: run, shown: shown)
  }

  static let nobody = AssayError(.invalidArgument, "The policy names no judge.")

  /// The share of right decisions among those with a known answer.
  static func share(_ decisions: [PooledDecision]) -> Interval? {
    let known = decisions.compactMap(\.isCorrect)
    return known.isEmpty ? nil : try? Proportion.wilson(known)
  }
}

extension ShownPolicy.Part {
  /// - Parameters:
  ///   - decisions: The judge's own.
  ///   - pooled: What all judges came to.
  init(
    _ seat: PolicyRun.Seat, _ decisions: [PooledDecision], against pooled: [PooledDecision]
  ) {
    let stage = CascadeResult.Stage(
      judge: seat.name, examples: decisions.count, settled: 0, decisions: decisions,
      records: seat.records)
    let known = Dictionary(
      pooled.map { ($0.id, $0.judgment) }, uniquingKeysWith: { first, _ in first })
    let judged = decisions.filter { $0.judgment != nil }
    let agreeing = judged.count { known[$0.id] == .some($0.judgment) }
    self.init(
      name: seat.name, model: seat.run.model.name, examples: decisions.count,
      unscored: decisions.count - judged.count, accuracy: PolicyRun.share(decisions),
      agreement: judged.isEmpty ? nil : Double(agreeing) / Double(judged.count),
      requests: stage.requests,
      tokens: stage.usage.map { $0.promptTokens + $0.completionTokens },
      cost: seat.price.flatMap { price in stage.usage.map { price.cost($0) } })
  }
}
