// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Testing

@Suite struct TournamentTests {
  /// Prefers the place with the higher strength.
  static func table(
    _ tournament: Tournament, _ strengths: [Int], seed: UInt64 = 0
  ) async throws -> TournamentTable {
    try await tournament.play(strengths.count, seed: seed) { pairings in
      pairings.map { pairing in
        let (one, two) = (strengths[pairing.first], strengths[pairing.second])
        return one == two ? .tie : one > two ? .first : .second
      }
    }
  }

  @Test(arguments: 2...9) func roundRobinsOrderEverything(_ count: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let strengths = generator.shuffled(0..<count)
    let table = try await Self.table(.roundRobin, strengths)
    #expect(table.order.map { strengths[$0] } == Array((0..<count).reversed()))
    #expect(table.comparisons == count * (count - 1) / 2)
    #expect(table.ties.isEmpty)
    #expect(table.points == strengths.map(Double.init))
  }

  @Test(arguments: 2...9) func knockOutsFindTheBest(_ count: Int) async throws {
    for seed in 0..<10 as Range<UInt64> {
      let strengths = SeededGenerator(seed: seed).shuffledCopy(0..<count)
      let table = try await Self.table(.knockOut, strengths, seed: seed)
      #expect(strengths[table.order[0]] == count - 1)
      #expect(table.comparisons == count - 1)
      #expect(table.order.sorted() == Array(0..<count))
    }
  }

  @Test(arguments: [(4, 3), (8, 4), (9, 5), (16, 6)])
  func swissTablesPutTheBestFirst(_ count: Int, _ rounds: Int) async throws {
    for seed in 0..<10 as Range<UInt64> {
      let strengths = SeededGenerator(seed: seed).shuffledCopy(0..<count)
      let table = try await Self.table(.swiss(rounds: rounds), strengths, seed: seed)
      #expect(strengths[table.order[0]] == count - 1)
      // With an odd number the weakest rests for a point.
      #expect(count % 2 == 1 || strengths[table.order[count - 1]] == 0)
      #expect(table.comparisons <= rounds * (count / 2))
    }
  }

  @Test func noPairMeetsTwice() async throws {
    var met: [Set<Int>] = []
    let table = try await Tournament.swiss(rounds: 20).play(6) { pairings in
      met += pairings.map { [$0.first, $0.second] }
      return pairings.map { _ in .first }
    }
    #expect(Set(met).count == met.count)
    #expect(table.comparisons == met.count)
  }

  @Test func equalsAreTiedAndOnlyTheLotOrdersThem() async throws {
    let orders = try await (0..<20 as Range<UInt64>).asyncMap { seed in
      let table = try await Self.table(.roundRobin, [1, 1, 1, 0], seed: seed)
      #expect(table.ties.map { $0.sorted() } == [[0, 1, 2]])
      #expect(table.order[3] == 3)
      #expect(table.scores(on: .oneToFive) == [4, 4, 4, 1])
      return table.order
    }
    #expect(Set(orders).count > 2)
  }

  @Test func whatIsUndecidedIsCounted() async throws {
    let table = try await Tournament.roundRobin.play(3) { $0.map { _ in nil } }
    #expect(table.undecided == 3)
    #expect(table.points == [1, 1, 1])
    await #expect(throws: AssayError.self) {
      try await Tournament.roundRobin.play(1) { $0.map { _ in nil } }
    }
    await #expect(throws: AssayError.self) {
      try await Tournament.roundRobin.play(3) { _ in [] }
    }
  }

  // MARK: Judges

  static let ranked = Example(
    id: "k", format: .ranking(count: 3), input: "q", responses: ["bad", "best", "good"],
    source: "t", group: "g")

  @Test func aPairwiseJudgeRanks() async throws {
    let worth = ["bad": 1, "good": 2, "best": 3]
    let model = RuleModel { request in
      let lines = request.messages[0].content.split(separator: "\n").suffix(2).map {
        worth[String($0)] ?? 0
      }
      return .success(Completion(text: lines[0] > lines[1] ? "1" : "2"))
    }
    let judge = Judge(style: NumberStyle(), model: model)
    let table = try await judge.ranking(of: Self.ranked, by: .roundRobin)
    #expect(table.order == [1, 2, 0])
    #expect(model.requests.count == 6)
    let flipping = Judge(style: NumberStyle(), model: RuleModel(always: "1"))
    #expect(try await flipping.ranking(of: Self.ranked, by: .roundRobin).undecided == 3)
  }

  @Test func aPointwiseJudgeRanksAndComparesPairs() async throws {
    let model = RuleModel { request in
      let shown = request.messages.last?.content ?? ""
      let score = shown.contains("best") ? "5" : shown.contains("good") ? "3" : "?"
      return .success(Completion(text: "Rating: \(score)"))
    }
    let judge = Judge(style: RewardBenchRatingStyle(), model: model)
    let (order, scores) = try await judge.ranking(of: Self.ranked, scale: .oneToFive)
    #expect(order == [1, 2, 0])
    #expect(scores.map(\.id) == ["k#0", "k#1", "k#2"])
    #expect(scores.map(\.mean) == [nil, 5, 3])
  }

  @Test func twoScoresAreAPreference() {
    func score(_ value: Int?) -> PooledDecision {
      PooledDecision.pool(
        PoolingTests.records(.pointwise(.oneToFive), [value.map { .score($0) }]))[0]
    }
    func outcome(_ one: Int?, _ two: Int?, ties: Bool = true, margin: Double = 0)
      -> Verdict.Outcome
    {
      PooledDecision.preference(between: score(one), and: score(two), ties: ties, margin: margin)
    }
    #expect(outcome(4, 2) == .judged(.preference(.first)))
    #expect(outcome(2, 4) == .judged(.preference(.second)))
    #expect(outcome(3, 3) == .judged(.preference(.tie)))
    #expect(outcome(3, 3, ties: false) == .unscored(.contradiction))
    #expect(outcome(3, 4, margin: 1) == .judged(.preference(.tie)))
    #expect(outcome(3, nil) == .unscored(.unparsed))
  }
}

extension SeededGenerator {
  func shuffledCopy(_ range: Range<Int>) -> [Int] {
    var copy = self
    return copy.shuffled(range)
  }
}

extension Sequence {
  func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}

extension TournamentTests {
  @Test(arguments: [Tournament.roundRobin, .knockOut, .swiss(rounds: 3)])
  func manyExamplesAreRankedRoundByRound(_ tournament: Tournament) async throws {
    let examples = (0..<6).map { index in
      Example(
        id: "e\(index)", format: .ranking(count: index + 2), input: "q",
        responses: (0..<index + 2).map { "\(($0 * 7 + index) % 11)" }, source: "t", group: "g")
    }
    let known = Set(Tournament.pairs(of: examples, seed: 5).map(\.id))
    var rounds = 0
    let tables = try await tournament.rank(examples, seed: 5) { pairs in
      rounds += 1
      // Whatever is asked is one of the pairs that a round robin has.
      #expect(known.isSuperset(of: pairs.map(\.id)))
      #expect(Set(pairs.map(\.id)).count == pairs.count)
      let records = pairs.map { pair in
        let isFirst = (Int(pair.responses[0]) ?? 0) > (Int(pair.responses[1]) ?? 0)
        return JudgmentRecord(
          example: pair, shown: .judged(.preference(isFirst ? .first : .second)))
      }
      return PooledDecision.pool(records)
    }
    for (example, table) in zip(examples, tables) {
      let strengths = example.responses.compactMap { Int($0) }
      #expect(strengths[table.order[0]] == strengths.max())
      #expect(table.comparisons <= tournament.comparisons(among: strengths.count))
    }
    #expect(rounds <= (tournament == .roundRobin ? 1 : 3))
  }
}
