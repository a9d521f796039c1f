// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Testing

@testable import AssayReport

@Suite struct ItemListTests {
  private let pair = Example(
    id: "p", format: .pairwise(ties: false), input: "q", responses: ["a", "b"],
    gold: .preference(.first), source: "s", group: "g")

  private func record(
    _ order: PresentationOrder, _ verdict: Verdict, id: String = "p"
  ) -> JudgmentRecord {
    var example = pair
    example.id = id
    return JudgmentRecord(
      example: example, order: order, messages: [.user("prompt")],
      completion: Completion(text: "text"), shown: verdict)
  }

  @Test func outcomesOfPairs() {
    let first = Verdict.judged(.preference(.first))
    let second = Verdict.judged(.preference(.second))
    let cases: [(Verdict, Verdict, ItemList.Outcome)] = [
      // The second verdict is of the swapped order, where the right answer stands second.
      (first, second, .right),
      (second, first, .wrong),
      (first, first, .flipped),
      (first, .unscored(.truncated), .unscored),
    ]
    for (asGiven, swapped, expected) in cases {
      let list = ItemList(records: [record(.asGiven, asGiven), record(.swapped, swapped)])
      #expect(list.items.map(\.outcome) == [expected])
      #expect(list.items.first?.readings.count == 2)
    }
  }

  @Test func itemsKeepTheirOrderAndTheRestIsCounted() {
    let records = ["c", "a", "b"].map { record(.asGiven, .judged(.preference(.first)), id: $0) }
    let list = ItemList(records: records, maximum: 2)
    #expect(list.items.map(\.id) == ["c", "a"])
    #expect(list.omitted == 1)
  }

  @Test func reasonsAndNotesAreShown() {
    let list = ItemList(records: [
      record(.asGiven, Verdict(.unscored(.badLabel("[C]")), notes: [.decorated]))
    ])
    let reading = list.items.first?.readings.first
    #expect(reading?.verdict == "unscored: bad-label")
    #expect(reading?.note == "decorated · [C]")
    #expect(reading?.prompt == "[user]\nprompt")
  }
}
