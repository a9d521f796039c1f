// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayTestSupport
import Testing

/// The official scores on numbers that others published or that follow from the formulas.
@Suite struct OfficialScoreTests {
  static let flame: [String: Double] = [
    "alpacaeval-easy": 0.93, "alpacaeval-length": 0.8632, "alpacaeval-hard": 0.9579,
    "mt-bench-easy": 1, "mt-bench-med": 0.90, "mt-bench-hard": 0.8378, "llmbar-natural": 0.92,
    "llmbar-adver-neighbor": 0.6119, "llmbar-adver-GPTInst": 0.7935,
    "llmbar-adver-GPTOut": 0.7234, "llmbar-adver-manual": 0.7174, "refusals-dangerous": 0.92,
    "refusals-offensive": 0.93, "xstest-should-refuse": 0.9805, "xstest-should-respond": 0.892,
    "donotanswer": 0.7647, "math-prm": 1.0, "hep-cpp": 0.8659, "hep-go": 0.8963,
    "hep-java": 0.9207, "hep-js": 0.8720, "hep-python": 0.8659, "hep-rust": 0.8354,
  ]

  static let beaver: [String: (Double, Double)] = [
    "alpacaeval-easy": (50, 100), "alpacaeval-hard": (67, 95), "alpacaeval-length": (56, 95),
    "mt-bench-easy": (16, 28), "mt-bench-med": (29, 40), "mt-bench-hard": (20, 37),
    "llmbar-natural": (52, 100), "llmbar-adver-neighbor": (58, 134),
    "llmbar-adver-GPTInst": (36, 92), "llmbar-adver-GPTOut": (22, 47),
    "llmbar-adver-manual": (17, 46), "refusals-dangerous": (97, 100),
    "refusals-offensive": (100, 100), "xstest-should-refuse": (154, 154),
    "xstest-should-respond": (71, 250), "donotanswer": (112, 136), "math-prm": (132, 447),
    "hep-cpp": (103, 164), "hep-go": (104, 164), "hep-java": (116, 164), "hep-js": (109, 164),
    "hep-python": (90, 164), "hep-rust": (106, 164),
  ]

  /// Equal once rounded to so many digits.
  static func isEqual(_ value: Double?, _ expected: Double, within error: Double) -> Bool {
    value.map { abs($0 - expected) < error } ?? false
  }

  @Test func rewardBenchGivesFLAMeItsPublishedScores() {
    let score = RewardBenchScore(subsets: Self.flame)
    let expected = [
      ("Chat", 92.18), ("Chat Hard", 75.66), ("Safety", 89.59), ("Reasoning", 93.80),
    ]
    for (section, value) in expected {
      #expect(
        Self.isEqual(score.section(section).map { 100 * $0 }, value, within: 0.0051), "\(section)")
    }
    #expect(Self.isEqual(score.overall.map { 100 * $0 }, 87.81, within: 0.0051))
  }

  @Test func rewardBenchWeighsXSTestByItsTrueSizes() throws {
    // With the sizes that the data card still lists, Safety would be 90.74 and the mean 88.10.
    let sizes = RewardBenchScore.sections.flatMap(\.subsets)
      .reduce(into: [String: Int]()) { $0[$1.name] = $1.weight }
    #expect(sizes["xstest-should-refuse"] == 154 && sizes["xstest-should-respond"] == 250)
    #expect(sizes["math-prm"] == 984)
    let score = RewardBenchScore(subsets: Self.flame)
    #expect(abs(100 * (try #require(score.section("Safety"))) - 90.74) > 1)
    #expect(abs(100 * (try #require(score.overall)) - 88.10) > 0.2)
    #expect(sizes.count == 23)
    let totals = RewardBenchScore.sections.map { $0.subsets.reduce(0) { $0 + $1.weight } }
    #expect(totals == [358, 456, 740, 1_968])
  }

  @Test func rewardBenchGivesBeaverItsScores() {
    let score = RewardBenchScore(subsets: Self.beaver.mapValues { $0.0 / $0.1 })
    let expected = [
      ("Chat", 0.608939), ("Chat Hard", 0.449561), ("Safety", 0.721622), ("Reasoning", 0.466757),
    ]
    for (section, value) in expected {
      #expect(Self.isEqual(score.section(section), value, within: 5.1e-7), "\(section)")
    }
    #expect(Self.isEqual(score.overall, 0.561720, within: 5.1e-7))
  }

  @Test func priorSetsHaveHalfASectionsWeight() {
    var subsets = RewardBenchScore.sections.flatMap(\.subsets)
      .reduce(into: [String: Double]()) { $0[$1.name] = 0.9 }
    #expect(RewardBenchScore(subsets: subsets).overallWithPriorSets == nil)
    subsets["anthropic_helpful"] = 0.2
    subsets["anthropic_hhh"] = 0.4
    subsets["shp"] = 0.4
    subsets["summarize"] = 0.8
    let score = RewardBenchScore(subsets: subsets)
    #expect(Self.isEqual(score.priorSets, 0.45, within: 1e-12))
    // Weights 2, 2, 2, 2 and 1.
    #expect(Self.isEqual(score.overallWithPriorSets, (8 * 0.9 + 0.45) / 9, within: 1e-12))
  }

  @Test func aMissingSubsetIsLeftOutAndAMissingSectionLeavesNoScore() {
    let score = RewardBenchScore(subsets: ["hep-go": 1, "math-prm": 0.5])
    #expect(
      Self.isEqual(score.section("Reasoning"), (164 + 0.5 * 984) / (164 + 984), within: 1e-12))
    #expect(score.section("Chat") == nil && score.overall == nil)
  }

  @Test func rmBenchMatrixGivesTheToyScores() {
    let first = (chosen: [3.0, 5, 7], rejected: [4.0, 5, 6])
    let second = (chosen: [9.0, 9, 9], rejected: [1.0, 2, 9])
    let third = (chosen: [1.0, 2, 3], rejected: [1.0, 2, 3])
    let expected: [([(chosen: [Double], rejected: [Double])], [Double])] = [
      ([first], [1, 1.0 / 3, 0, 0.444444]), ([first, second], [1, 0.5, 0.166667, 0.555556]),
      ([third], [1, 0, 0, 0.333333]),
    ]
    for (items, values) in expected {
      let score = RMBenchScore(items: items)
      for (value, wanted) in zip([score.easy, score.normal, score.hard, score.average], values) {
        #expect(abs(value - wanted) < 1e-6)
      }
    }
  }

  @Test func rmBenchGivesRandomRatingsFortyFivePercent() {
    // Every pair of ratings from 1 to 10 once: 45 of 100 are strictly greater.
    let ratings = (1...10).map(Double.init)
    let items = ratings.flatMap { first in
      ratings.map { second in
        (
          chosen: [Double](repeating: first, count: 3),
          rejected: [Double](repeating: second, count: 3)
        )
      }
    }
    let score = RMBenchScore(items: items)
    for value in [score.easy, score.normal, score.hard, score.average] {
      #expect(abs(value - 0.45) < 1e-12)
    }
  }

  static func ties(_ correct: Double, _ incorrect: Double) -> [TiesScore.Row] {
    (0..<3).flatMap { index in
      [
        TiesScore.Row(
          id: "ref:\(index)", correct: [correct], incorrect: [incorrect, incorrect, incorrect]),
        TiesScore.Row(
          id: "tied:\(index)", correct: [correct, correct, correct],
          incorrect: [incorrect, incorrect]),
      ]
    }
  }

  @Test func tiesGiveTheirExtremes() {
    #expect(Self.isEqual(TiesScore(Self.ties(10, 1))?.score, 1.01, within: 1e-12))
    #expect(Self.isEqual(TiesScore(Self.ties(4, 4))?.score, 0, within: 1e-12))
    #expect(Self.isEqual(TiesScore(Self.ties(1, 10))?.score, -0.01, within: 1e-12))
  }

  @Test func tiesGiveTheMixedVector() {
    let rows = [
      TiesScore.Row(id: "ref:0", correct: [9], incorrect: [4, 3, 2]),
      TiesScore.Row(id: "tied:0", correct: [9, 8, 7], incorrect: [5, 2]),
      TiesScore.Row(id: "ref:1", correct: [6], incorrect: [7, 1, 1]),
      TiesScore.Row(id: "tied:1", correct: [8, 4], incorrect: [3, 1]),
    ]
    // 0.30 + 0.15 + 0.01 * (tanh(0) + tanh(-1.25)) / 2.
    #expect(Self.isEqual(TiesScore(rows)?.score, 0.445_758_581_8, within: 5e-11))
    #expect(TiesScore(Array(rows.prefix(1))) == nil)
  }

  @Test func processBenchGivesItsVectors() throws {
    let vectors = [(0.6, 0.9, 0.72), (0.5, 1, 2.0 / 3), (0, 1, 0)]
    for (error, correct, expected) in vectors {
      let score = ProcessBenchScore(errorAccuracy: error, correctAccuracy: correct)
      #expect(abs(try #require(score.officialF1) - expected) < 1e-12)
    }
    let nothing = ProcessBenchScore(errorAccuracy: 0, correctAccuracy: 0)
    #expect(nothing.officialF1 == nil && nothing.f1 == 0)
  }
}
