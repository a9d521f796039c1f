// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayJudging

extension PolicyRun {
  mutating func outcome(
    of escalation: Cascade.Escalation, on examples: [Example]
  ) async throws -> Outcome {
    var seats: [Seat] = []
    let result = try await Cascade.run(
      on: examples, stages: policy.judges.count,
      pooling: { $0 < seats.count ? seats[$0].pooling : .majority }, escalation: escalation
    ) { stage, open in
      let seat = try await seat(policy.judges[stage], on: examples, only: Set(open.map(\.id)))
      seats.append(seat)
      return (seat.name, seat.records)
    }
    let deciding = Dictionary(
      zip(result.decisions, result.deciding).map { ($0.id, $1) },
      uniquingKeysWith: { first, _ in first })
    var records: [JudgmentRecord] = []
    for (index, seat) in seats.enumerated() {
      let settled = seat.records.filter { deciding[$0.example] == index }
      records += JudgmentRecord.pooled(settled, by: seat.pooling)
    }
    let places = Dictionary(
      examples.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    records.sort {
      (places[$0.example] ?? 0, $0.order == .asGiven ? 0 : 1)
        < (places[$1.example] ?? 0, $1.order == .asGiven ? 0 : 1)
    }
    let rule = "below \(escalation.minimumConfidence)" + (escalation.onFlip ? ", or a flip" : "")
    guard let run = run(seats, kind: "cascade", rule: rule) else { throw Self.nobody }
    return Outcome(
      decisions: result.decisions, records: records, lines: lines(result, seats), run: run,
      shown: shown(result, seats, rule: rule))
  }

  private func lines(_ result: CascadeResult, _ seats: [Seat]) -> [DecisionLine] {
    let byID = result.stages.map { stage in
      Dictionary(stage.decisions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return zip(result.decisions, result.deciding).map { decision, stage in
      var line = DecisionLine(decision, abstainBelow: decisions.abstainBelow)
      line.stage = seats[stage].name
      line.members = zip(seats, byID).compactMap { seat, known in
        known[decision.id].map { DecisionLine.Member(judge: seat.name, decision: $0) }
      }
      return line
    }
  }

  private func shown(_ result: CascadeResult, _ seats: [Seat], rule: String) -> ShownPolicy {
    var shown = ShownPolicy(kind: "cascade", rule: rule, judges: [])
    for (stage, seat) in zip(result.stages, seats) {
      var part = ShownPolicy.Part(seat, stage.decisions, against: result.decisions)
      part.settled = stage.settled
      shown.judges.append(part)
    }
    if let first = result.stages.first, first.examples > 0, policy.judges.count > 1 {
      shown.escalated = 1 - Double(first.settled) / Double(first.examples)
    }
    var savings: [ShownPolicy.Saving] = []
    func add(_ name: String, _ cost: CascadeResult.Cost) {
      guard let saving = result.saving(cost: cost) else { return }
      savings.append(
        ShownPolicy.Saving(
          of: name, spent: saving.spent, lastJudgeAlone: saving.lastJudgeAlone,
          share: saving.share))
    }
    add("requests") { Double($0.requests) }
    add("tokens") { $0.usage.map { Double($0.promptTokens + $0.completionTokens) } }
    let prices = Dictionary(
      seats.compactMap { seat in seat.price.map { (seat.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    if let currency = prices.values.map(\.currency).sorted().first {
      // A model without a price is a local one, or one that the table leaves out; the former is
      // free, and of the latter nothing is known.
      add(currency) { stage in
        guard let price = prices[stage.judge] else {
          return seats.contains { $0.name == stage.judge && $0.isLocal } ? 0 : nil
        }
        return stage.usage.map { price.cost($0) }
      }
    }
    shown.savings = savings.isEmpty ? nil : savings
    return shown
  }
}
