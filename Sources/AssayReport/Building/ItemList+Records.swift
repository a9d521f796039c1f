// SPDX-License-Identifier: Apache-2.0

import AssayCore
public import AssayJudging

extension ItemList {
  /// The items of a run: one for each example, with a reading for each order and vote.
  ///
  /// - Parameter maximum: The most items that are shown; the first ones are kept.
  public init(records: [JudgmentRecord], maximum: Int = 20_000) {
    var order: [String] = []
    var byExample: [String: [JudgmentRecord]] = [:]
    for record in records {
      if byExample[record.example] == nil { order.append(record.example) }
      byExample[record.example, default: []].append(record)
    }
    let items = order.prefix(maximum).compactMap { id in
      byExample[id].flatMap(Item.init)
    }
    self.init(items: items, omitted: max(0, order.count - maximum))
  }
}

extension ItemList.Item {
  /// One example's records; `nil` for none.
  init?(records: [JudgmentRecord]) {
    guard let first = records.first else { return nil }
    self.init(
      id: first.example, format: first.format.name,
      gold: first.gold?.description ?? "unknown", outcome: ItemList.Outcome(records: records),
      readings: records.map(ItemList.Reading.init))
  }
}

extension ItemList.Outcome {
  /// Unscored where any reading has no judgment, flipped where two readings disagree, else right
  /// or wrong by the gold judgment.
  init(records: [JudgmentRecord]) {
    let judgments = records.map(\.verdict.judgment)
    if judgments.contains(nil) {
      self = .unscored
    } else if Set(judgments).count > 1 {
      self = .flipped
    } else {
      self = records.allSatisfy { $0.isCorrect == true } ? .right : .wrong
    }
  }
}

extension ItemList.Reading {
  init(_ record: JudgmentRecord) {
    let order = record.order == .asGiven ? "As given" : "Swapped"
    let vote = record.sample == 0 ? "" : ", vote \(record.sample + 1)"
    let verdict =
      switch record.verdict.outcome {
      case .judged(let judgment): judgment.description
      case .unscored(let reason): "unscored: \(reason.kind)"
      }
    var notes = record.verdict.notes.map(\.rawValue)
    if let detail = record.verdict.unscoredReason?.detail { notes.append(detail) }
    if record.attempts > 1 { notes.append("\(record.attempts) attempts") }
    if record.completion?.finishReason == .length { notes.append("cut off by the budget") }
    let reasoning = record.completion?.reasoning.map { "[thinking]\n\($0)\n[answer]\n" } ?? ""
    self.init(
      label: order + vote,
      prompt: record.messages.map { "[\($0.role.rawValue)]\n\($0.content)" }
        .joined(separator: "\n\n"),
      completion: reasoning + (record.completion?.text ?? ""), verdict: verdict,
      note: notes.joined(separator: " · "))
  }
}
