// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Testing

@Suite struct DecisionTests {
  static let first = Verdict.Outcome.judged(.preference(.first))
  static let second = Verdict.Outcome.judged(.preference(.second))
  static let unread = Verdict.Outcome.unscored(.unparsed)

  static let cases: [([Verdict.Outcome], Verdict.Outcome?)] = [
    ([], nil),
    ([first], first),
    ([first, second, first], first),
    ([second, first, unread, unread, second], second),
    // Votes without a judgment do not count, also where they are the most.
    ([unread, unread, first], first),
    ([first, second], .unscored(.contradiction)),
    ([first, second, unread], .unscored(.contradiction)),
    ([unread, .unscored(.truncated)], unread),
  ]

  @Test(arguments: cases)
  func majorityOfVotes(votes: [Verdict.Outcome], expected: Verdict.Outcome?) {
    #expect(Decision.majority(votes) == expected)
  }

  @Test func votesAreCountedPerOrderAndMappedBack() {
    let example = pairs(1)[0]
    func record(_ order: PresentationOrder, _ sample: Int, _ shown: Preference) -> JudgmentRecord {
      JudgmentRecord(
        example: example, order: order, sample: sample, shown: .judged(.preference(shown)))
    }
    let decisions = Decision.decisions(from: [
      record(.asGiven, 0, .first), record(.swapped, 0, .second), record(.asGiven, 1, .second),
      record(.swapped, 1, .second), record(.asGiven, 2, .first), record(.swapped, 2, .first),
    ])
    #expect(decisions.count == 1)
    #expect(decisions[0].asGiven == Self.first)
    #expect(decisions[0].swapped == Self.first)
    #expect(decisions[0].isConsistentlyCorrect)
  }

  @Test func withoutALabelNothingIsRight() {
    var example = pairs(1)[0]
    example.gold = nil
    let decision = Decision(example: example, asGiven: Self.first)
    #expect(decision.isCorrect(in: .asGiven) == nil)
    #expect(decision.isCorrect(in: .swapped) == nil)
    #expect(!decision.isConsistentlyCorrect)
  }
}
