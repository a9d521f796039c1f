// SPDX-License-Identifier: Apache-2.0

import AssayBench
import AssayCore
import AssayJudging

/// One example in the browser, with what each judge said of it.
struct BrowserItem {
  var id: String
  var benchmark: Int
  var domain: String
  var gold: String?
  /// The parts of the example: their names and texts.
  var question: [(name: String, text: String)]
  /// One entry a judge; `nil` where it did not judge the example.
  var sides: [Side?]
  /// Whether judges differ: in being right, or where the right answer is not known in their answer.
  var isDisagreement: Bool

  /// What one judge said.
  struct Side {
    /// `right`, `wrong`, `flipped`, `unscored`, or `judged` where nothing is known.
    var outcome: String
    var answers: [Answer]
  }

  /// One answer.
  struct Answer {
    var label: String
    var verdict: String
    var text: String
    var note: String
  }

  var texts: [String] {
    question.map(\.text) + sides.compactMap { $0 }.flatMap { $0.answers.map(\.text) }
  }

  /// About how many bytes the item takes on the page.
  func size(longestText: Int) -> Int {
    texts.reduce(300 + 120 * sides.count) { $0 + min($1.utf8.count * 21 / 20, longestText + 80) }
  }

  func json(longestText: Int) -> JSONValue {
    func clipped(_ text: String) -> JSONValue {
      .string(Self.clipped(text, to: longestText))
    }
    var members: [String: JSONValue] = [
      "i": .string(id), "b": .integer(benchmark), "d": .string(domain),
      "x": .bool(isDisagreement),
      "q": .array(question.map { .array([.string($0.name), clipped($0.text)]) }),
      "v": .array(
        sides.map { side in
          guard let side else { return .null }
          return .object([
            "o": .string(side.outcome),
            "a": .array(
              side.answers.map {
                .array([
                  .string($0.label), .string($0.verdict), clipped($0.text), .string($0.note),
                ])
              }),
          ])
        }),
    ]
    if let gold { members["g"] = .string(gold) }
    return .object(members)
  }

  /// The text without its middle where it is longer: what a judge decides stands at its end.
  static func clipped(_ text: String, to length: Int) -> String {
    let scalars = text.unicodeScalars
    guard text.utf8.count > length, scalars.count > length else { return text }
    let head = scalars.prefix(length * 2 / 3)
    let tail = scalars.suffix(length - length * 2 / 3)
    return String(String.UnicodeScalarView(head))
      + "\n[… \(scalars.count - length) characters left out …]\n"
      + String(String.UnicodeScalarView(tail))
  }
}

extension BrowserItem {
  /// The examples of all benchmarks, in the order in which the runs have them.
  static func items(of comparison: Comparison) -> [BrowserItem] {
    comparison.benchmarks.enumerated().flatMap { place, card -> [BrowserItem] in
      let runs = comparison.judges.map { comparison.run(of: $0, on: card.name) }
      let judged = runs.compactMap { $0 }
      var seen: Set<String> = []
      let ids = judged.flatMap { $0.decisions.map(\.id) }.filter { seen.insert($0).inserted }
      let examples = Dictionary(
        judged.flatMap { $0.examples.map { ($0.id, $0) } },
        uniquingKeysWith: { $0.responses.isEmpty ? $1 : $0 })
      let decisions = runs.map { run in
        Dictionary(
          (run?.decisions ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      }
      let records = runs.map { Dictionary(grouping: $0?.records ?? [], by: \.example) }
      return ids.map { id in
        BrowserItem(
          id: id, benchmark: place, example: examples[id], decisions: decisions.map { $0[id] },
          records: records.map { $0[id] ?? [] })
      }
    }
  }

  init(
    id: String, benchmark: Int, example: Example?, decisions: [Decision?],
    records: [[JudgmentRecord]]
  ) {
    self.id = id
    self.benchmark = benchmark
    let first = decisions.compactMap { $0 }.first
    domain = first?.domain ?? ""
    gold = first?.gold?.description
    question = Self.question(example, records)
    sides = zip(decisions, records).map { decision, records in
      decision.map { decision in
        Side(
          outcome: ItemList.Outcome(decision)?.rawValue ?? "judged",
          answers: records.map(Answer.init))
      }
    }
    let known = decisions.compactMap { $0 }
    isDisagreement =
      first?.gold == nil
      ? Set(known.map(\.outcomes)).count > 1 : Set(known.map(\.isConsistentlyCorrect)).count > 1
  }

  /// The example's own texts, or the prompt where they are not known.
  private static func question(
    _ example: Example?, _ records: [[JudgmentRecord]]
  ) -> [(name: String, text: String)] {
    guard let example, !example.responses.isEmpty else {
      let messages = records.joined().lazy.map(\.messages).first { !$0.isEmpty } ?? []
      let prompt = messages.map { "[\($0.role.rawValue)]\n\($0.content)" }
      return prompt.isEmpty ? [] : [("Prompt", prompt.joined(separator: "\n\n"))]
    }
    let names =
      example.responses.count == 1
      ? ["Response"]
      : example.responses.count == 2
        ? ["First response", "Second response"]
        : example.responses.indices.map { "Response \($0)" }
    var parts: [(name: String, text: String)] = [
      (name: "Instruction", text: example.instruction), (name: "Input", text: example.input),
    ]
    for (name, text) in zip(names, example.responses) { parts.append((name: name, text: text)) }
    parts.append((name: "Reference", text: example.reference ?? ""))
    return parts.filter { !$0.text.isEmpty }
  }
}

extension BrowserItem.Answer {
  init(_ record: JudgmentRecord) {
    let reading = ItemList.Reading(record)
    label = record.format.isPairwise || record.sample > 0 ? reading.label : ""
    verdict = reading.verdict
    text = record.completion?.text ?? ""
    note = reading.note
  }
}
