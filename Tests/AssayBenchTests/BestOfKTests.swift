// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// Best-of-k and AUC, against every subset counted one by one and scikit-learn.
@Suite struct BestOfKTests {
  struct Fixture: Decodable {
    struct Case: Decodable {
      var scores: [Double?]
      var right: [Bool]
      var best: [Double]
      var auc: Double?
    }
    var cases: [Case]
  }

  @Test func expectationsAreExact() throws {
    let file = SharedData.fixtures.appending(path: "AssayBench/best-of-k.json")
    let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    #expect(fixture.cases.count == 24)
    for item in fixture.cases {
      let responses = ScoredResponses(scores: item.scores, areRight: item.right)
      for (k, expected) in zip(1..., item.best) {
        #expect(abs(try #require(responses.bestOf(k)) - expected) < 1e-12)
      }
      #expect(responses.bestOf(0) == nil)
      #expect(responses.bestOf(item.scores.count + 1) == nil)
      #expect((responses.areaUnderCurve == nil) == (item.auc == nil))
      if let auc = item.auc {
        #expect(abs(try #require(responses.areaUnderCurve) - auc) < 1e-12)
      }
    }
    #expect(ScoredResponses.curve([]).isEmpty)
  }

  /// Two prompts of GPQA with 4 responses each.
  private static func examples() -> [Example] {
    (0..<2).flatMap { question in
      [true, false, true, false].enumerated().map { place, isRight in
        let example = Example(
          id: "gpqa/\(question)/\(place)", format: .pointwise(.init(lowest: 1, highest: 10)),
          input: "q\(question)", responses: ["r\(place)"], source: "ppe-correctness",
          domain: "gpqa", group: "g\(question)",
          metadata: ["row": .string("gpqa/\(question)"), "is_right": .bool(isRight)])
        #expect(example.flaw == nil)
        return example
      }
    }
  }

  @Test func ratingsGiveTheMeasuresThatPairsCannot() throws {
    let examples = Self.examples()
    let right = try Verdicts.result(
      PPECorrectnessBenchmark(), examples, outcome: Verdicts.right)
    for name in ["auc", "best_of_k", "best_of_k_maximum"] {
      #expect(right.official(name)?.value == 100)
      #expect(right.official(name)?.note == "Mean of 1 of 5 sets.")
    }
    #expect(right.official("mean_accuracy") == nil)
    #expect(right.robust("best_response")?.value == 100)
    #expect(right.official("auc", in: "gpqa")?.value == 100)
    // Always the same rating: a coin.
    let constant = try Verdicts.result(PPECorrectnessBenchmark(), examples) { _, _ in
      .judged(.score(5))
    }
    #expect(constant.official("auc")?.value == 50)
    #expect(constant.official("best_of_k")?.value == 50)
    // One prompt's ratings are all above the other's: inside prompts they say nothing.
    let shifted = try Verdicts.result(PPECorrectnessBenchmark(), examples) { example, _ in
      .judged(.score(example.group == "g0" ? 9 : 2))
    }
    #expect(shifted.robust("auc_within_prompts")?.value == 50)
    // An unread rating is below all others.
    let unread = try Verdicts.result(PPECorrectnessBenchmark(), examples) { example, order in
      example.metadata["is_right"]?.boolValue == true
        ? .unscored(.unparsed) : Verdicts.right(example, order)
    }
    #expect(unread.official("auc")?.value == 0)
    #expect(unread.official("best_of_k")?.value == 0)
    // The best of one response is right as often as any.
    #expect(unread.official("best_of_k_maximum")?.value == 50)
    #expect(right.baselines.map(\.name) == ["constant", "random"])
  }
}
