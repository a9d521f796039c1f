// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Foundation
import Testing

@Suite struct PoolingTests {
  static func records(
    _ format: JudgmentFormat, _ judgments: [Judgment?], id: String = "e", gold: Judgment? = nil
  ) -> [JudgmentRecord] {
    let example = Example(
      id: id, format: format, input: "q", responses: ["r"], gold: gold, source: "t", group: "g")
    return judgments.enumerated().map { index, judgment in
      JudgmentRecord(
        example: example, sample: index,
        shown: judgment.map { .judged($0) } ?? .unscored(.unparsed))
    }
  }

  static func decision(_ judgment: Judgment?, id: String = "e", gold: Judgment? = nil)
    -> PooledDecision
  {
    let format = JudgmentFormat.pairwise(ties: false)
    return PooledDecision.pool(records(format, [judgment], id: id, gold: gold))[0]
  }

  @Test func samplesGiveMajorityMeanAndSpread() throws {
    let records = Self.records(
      .pointwise(.oneToFive), [.score(5), .score(5), .score(2), nil, .score(1)])
    let majority = try #require(PooledDecision.pool(records).first)
    #expect(majority.outcome == .judged(.score(5)))
    #expect(majority.confidence == 0.4)
    #expect((majority.votes, majority.unscored) == (5, 1))
    #expect(majority.mean == 3.25)
    // The sample standard deviation of 5, 5, 2, 1.
    #expect(abs((majority.spread ?? 0) - (4.25).squareRoot()) < 1e-12)
    let mean = try #require(PooledDecision.pool(records, by: .mean).first)
    #expect(mean.outcome == .judged(.score(3)))
    #expect(mean.confidence == 0)
  }

  @Test func nothingJudgedStaysUnscored() throws {
    for rule in PoolingRule.allCases {
      let pooled = try #require(
        PooledDecision.pool(Self.records(.binary, [nil, nil]), by: rule).first)
      #expect(pooled.outcome == .unscored(.unparsed))
      #expect(pooled.confidence == 0)
      #expect(pooled.mean == nil)
    }
    #expect(PooledDecision.pool([]).isEmpty)
  }

  @Test func abstentionCountsWhatItWithholds() {
    let right = Judgment.preference(.first)
    var sure = Self.decision(right, gold: right)
    sure.confidence = 0.9
    var unsure = Self.decision(.preference(.second), gold: right)
    unsure.confidence = 0.6
    let none = Self.decision(nil, gold: right)
    let all = Abstention([sure, unsure, none], below: 0)
    #expect((all.given.count, all.withheld.count, all.unscored.count) == (2, 0, 1))
    #expect(all.accuracy == 0.5)
    let some = Abstention([sure, unsure, none], below: 0.7)
    #expect((some.given.count, some.withheld.count, some.unscored.count) == (1, 1, 1))
    #expect(some.accuracy == 1)
    #expect(abs(some.coverage - 1 / 3) < 1e-12)
    #expect(Abstention([], below: 0.5).accuracy == nil)
  }

  static let first = Judgment.preference(.first)
  static let second = Judgment.preference(.second)
  static let juries: [([Judgment?], Jury.Rule, Verdict.Outcome)] = [
    ([first, first, second], .majority, .judged(first)),
    ([first, second], .majority, .unscored(.contradiction)),
    ([first, second, nil], .weighted([1, 2, 9]), .judged(second)),
    ([first, first, second], .weighted([1, 1, 3]), .judged(second)),
    ([first, first, second], .mean, .judged(first)),
    ([nil, nil], .majority, .unscored(.unparsed)),
    ([nil, second], .weighted([3, 1]), .judged(second)),
  ]

  @Test(arguments: juries)
  func juriesDecide(_ votes: [Judgment?], _ rule: Jury.Rule, _ expected: Verdict.Outcome) throws {
    let combined = try Jury.combined(votes.map { [Self.decision($0)] }, by: rule)
    #expect(combined.map(\.outcome) == [expected])
  }

  @Test func weightsAreLogOdds() throws {
    func member(_ right: Int, _ wrong: Int) -> [PooledDecision] {
      (0..<right + wrong).map {
        Self.decision($0 < right ? Self.first : Self.second, id: "\($0)", gold: Self.first)
      }
    }
    let weights = try Jury.weights(fromLabelled: [member(8, 0), member(4, 4), member(0, 8)])
    #expect(abs(weights[0] - log(9)) < 1e-12)
    #expect(weights[1...] == [0, 0])
    #expect(throws: AssayError.self) { try Jury.weights(fromLabelled: [member(0, 3)]) }
    #expect(throws: AssayError.self) { try Jury.weights(fromLabelled: [[]]) }
    #expect(throws: AssayError.self) { try Jury.combined([], by: .majority) }
    #expect(throws: AssayError.self) {
      try Jury.combined([[Self.decision(Self.first)]], by: .weighted([1, 2]))
    }
  }

  @Test func aJuryAsksItsMembers() async throws {
    let honest = Judge(style: NumberStyle(), model: JudgeTests.honest())
    let lazy = Judge(style: NumberStyle(), model: RuleModel(always: "1"))
    let jury = Jury(judges: [honest, lazy, honest])
    let (decisions, members) = try await jury.decisions(on: pairs(3))
    #expect(members.count == 3)
    #expect(decisions.map(\.isCorrect) == [true, true, true])
    #expect(decisions.map(\.hasFlipped) == [true, true, true])
    #expect(decisions.allSatisfy { abs($0.confidence - 2 / 3) < 1e-12 })
  }

  // MARK: Cascades

  /// Flips on every second example and is right otherwise.
  static let cheap = RuleModel { request in
    let number = Int(request.key.example.dropFirst(3)) ?? 0
    let isFirst = request.messages[0].content.contains("good\nbad")
    let text = number % 2 == 1 || isFirst ? "1" : "2"
    return .success(
      Completion(text: text, usage: TokenUsage(promptTokens: 10, completionTokens: 1)))
  }
  static let dear = RuleModel { request in
    let isFirst = request.messages[0].content.contains("good\nbad")
    return .success(
      Completion(
        text: isFirst ? "1" : "2", usage: TokenUsage(promptTokens: 10, completionTokens: 99)))
  }

  @Test func aCascadeAsksTheDearJudgeOnlyWhereNeeded() async throws {
    let examples = pairs(10)
    let judges = [Self.cheap, Self.dear].map { Judge(style: NumberStyle(), model: $0) }
    let result = try await Cascade(judges: judges).run(on: examples)
    #expect(result.decisions.map(\.id) == examples.map(\.id))
    #expect(result.decisions.allSatisfy { $0.isCorrect == true })
    #expect(result.stages.map(\.examples) == [10, 5])
    #expect(result.stages.map(\.settled) == [5, 5])
    #expect(result.stages.map(\.requests) == [20, 10])
    let saving = try #require(
      result.saving { $0.usage.map { Double($0.promptTokens + $0.completionTokens) } })
    // 20 answers of 11 tokens and 10 of 109, against 20 of 109.
    #expect(saving.spent == 1_310)
    #expect(saving.lastJudgeAlone == 2_180)
    #expect(abs(saving.share - (1 - 1_310.0 / 2_180)) < 1e-12)
    #expect(result.saving { _ in nil } == nil)
  }

  @Test func aCascadeKeepsWhatALaterJudgeCannotDecide() async throws {
    let silent = Judge(style: NumberStyle(), model: RuleModel(always: "?"))
    let cheap = Judge(style: NumberStyle(), model: Self.dear)
    let strict = Cascade.Escalation(minimumConfidence: 1.1)
    let result = try await Cascade(judges: [cheap, silent], escalation: strict).run(on: pairs(2))
    #expect(result.stages.map(\.examples) == [2, 2])
    #expect(result.decisions.allSatisfy { $0.isCorrect == true })
    let settled = try await Cascade(judges: [cheap, silent]).run(on: pairs(2))
    #expect(settled.stages.count == 1)
    #expect(settled.saving { Double($0.requests) } == nil)
    await #expect(throws: AssayError.self) { try await Cascade(judges: []).run(on: pairs(1)) }
  }
}

extension PoolingTests {
  @Test func samplesOfAnOrderBecomeOneRecord() throws {
    let pair = Example(
      id: "p", format: .pairwise(ties: false), input: "q", responses: ["a", "b"],
      gold: .preference(.first), source: "t", group: "g")
    // In the swapped order the judge sees the pair turned round.
    let records = [Preference.first, .first, .second].enumerated().map {
      JudgmentRecord(example: pair, sample: $0, shown: .judged(.preference($1)))
    }
    let swapped = [Preference.second, .second, .first].enumerated().map {
      JudgmentRecord(example: pair, order: .swapped, sample: $0, shown: .judged(.preference($1)))
    }
    let pooled = JudgmentRecord.pooled(records + swapped, by: .mean)
    #expect(pooled.map(\.order) == [.asGiven, .swapped])
    #expect(pooled.map(\.verdict.judgment) == [.preference(.first), .preference(.first)])
    #expect(pooled[1].shown == .judged(.preference(.second)))
    let decision = try #require(Decision.decisions(from: pooled).first)
    #expect(decision.isConsistentlyCorrect)
  }
}
