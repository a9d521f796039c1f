// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Testing

@testable import AssayBench

@Suite struct BaselineTests {
  static let pairs = (0..<400).map { index in
    Example(
      id: "\(index)", format: .pairwise(ties: false), input: "q\(index)",
      responses: index % 4 == 0 ? ["long answer", "short"] : ["short", "long answer"],
      gold: .preference(index % 2 == 0 ? .first : .second), source: "test", group: "\(index)")
  }

  static func metrics(_ name: String) throws -> [String: Double] {
    let rule = try #require(BaselineRule.pairwise.first { $0.name == name })
    let metrics = rule.baseline(on: pairs, seed: 3).metrics
    return metrics.reduce(into: [:]) { $0[$1.name] = $1.value }
  }

  @Test(arguments: ["always first", "always second"])
  func aPositionIsNeverConsistent(name: String) throws {
    let metrics = try Self.metrics(name)
    #expect(metrics["consistent_accuracy"] == 0)
    #expect(metrics["accuracy"] == 50)
    #expect(metrics["flip_rate"] == 100)
    #expect(metrics["first_position_lean"] == (name == "always first" ? 50 : -50))
  }

  @Test func coinsAreConsistentOnAQuarter() throws {
    let metrics = try Self.metrics("random")
    // 400 pairs: the standard error of a quarter is 2.2 points.
    #expect(abs(try #require(metrics["consistent_accuracy"]) - 25) < 9)
    #expect(abs(try #require(metrics["first_position_lean"])) < 9)
    #expect(try Self.metrics("random") == metrics)
  }

  @Test func lengthDoesNotLookAtTheOrder() throws {
    let metrics = try Self.metrics("longer")
    // Longer first on index 0 mod 4 (gold first), longer second on 1, 2, 3 (gold second on 1, 3).
    #expect(metrics["consistent_accuracy"] == 75)
    #expect(metrics["accuracy"] == 75)
    #expect(metrics["flip_rate"] == 0)
    #expect(metrics["first_position_lean"] == 0)
  }

  @Test func theMajorityIsTheMostFrequentLabel() throws {
    let examples = (0..<10).map { index in
      Example(
        id: "\(index)", format: .binary, input: "", responses: ["r"],
        gold: .boolean(index < 7), source: "test", group: "\(index)")
    }
    let rules = BaselineRule.plain(for: examples)
    #expect(rules.map(\.name) == ["majority class", "minority class", "random"])
    let values = rules.map { $0.baseline(on: examples, seed: 0).metrics[0].value }
    #expect(values[0] == 70 && values[1] == 30)
    #expect(BaselineRule.plain(for: []).isEmpty)
  }
}
