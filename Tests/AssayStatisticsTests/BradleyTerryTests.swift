// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Foundation
import Testing

@Suite struct BradleyTerryTests {
  struct Row: Decodable {
    var name: String
    var items: Int
    var contests: [[Double]]
    var strengths, errors: [Double]

    var played: [Contest] {
      contests.map { contest in
        let outcome: Contest.Outcome =
          contest[2] == 1 ? .first : (contest[2] == 0 ? .second : .tie)
        return Contest(Int(contest[0]), Int(contest[1]), outcome)
      }
    }
  }

  @Test func strengthsAgreeWithStatsmodels() throws {
    for row in try Fixture<Row>.load("strengths") {
      let fit = try BradleyTerry(itemCount: row.items, contests: row.played)
      for item in 0..<row.items {
        let strength = fit.strengths[item]
        expectClose(strength.estimate, row.strengths[item], "\(row.name), \(item)")
        let error = (strength.upper - strength.lower) / 2 / 1.959963984540054
        expectClose(error, row.errors[item], "\(row.name), error of \(item)")
      }
      expectClose(fit.strengths.reduce(0) { $0 + $1.estimate }, 0, "sum")
    }
  }

  @Test func bootstrapIsAboutAsWideAsWald() throws {
    let row = try #require(try Fixture<Row>.load("strengths").first { $0.name == "close" })
    let wald = try BradleyTerry(itemCount: row.items, contests: row.played).strengths
    let drawn = try BradleyTerry.bootstrapped(
      itemCount: row.items, contests: row.played,
      bootstrap: Bootstrap(seed: 1, resamples: 200, kind: .percentile))
    for (one, other) in zip(wald, drawn) {
      #expect(one.estimate == other.estimate && one.count == other.count)
      // Ties hold less than half of a win's spread, so the bootstrap is the narrower.
      let ratio = (other.upper - other.lower) / (one.upper - one.lower)
      #expect(ratio > 0.4 && ratio < 1.1, "\(ratio)")
    }
  }

  @Test func equalWinsAreEqualStrengths() throws {
    let fit = try BradleyTerry(
      itemCount: 3,
      contests: [Contest(0, 1, .tie), Contest(1, 2, .tie), Contest(2, 0, .tie)])
    for strength in fit.strengths { #expect(strength.estimate == 0) }
    #expect(try fit.winProbability(0, over: 2) == 0.5)
    let gap = try fit.difference(0, 1)
    #expect(gap.lower < 0 && gap.upper > 0)
    #expect(code { try fit.winProbability(0, over: 3) } == .outOfRange)
  }

  @Test func unboundedStrengthsAreRefused() throws {
    let apart = [Contest(0, 1, .tie), Contest(2, 3, .tie)]
    let unbeaten = [Contest(0, 1, .first), Contest(0, 2, .first), Contest(1, 2, .tie)]
    for contests in [apart, unbeaten] {
      let items = contests.flatMap { [$0.first, $0.second] }.reduce(0, max) + 1
      #expect(code { try BradleyTerry(itemCount: items, contests: contests) } == .disconnected)
      let fit = try BradleyTerry(itemCount: items, contests: contests, prior: 0.1)
      #expect(fit.strengths.allSatisfy { $0.lower.isFinite && $0.upper.isFinite })
    }
    let fit = try BradleyTerry(itemCount: 3, contests: unbeaten, prior: 0.1)
    #expect(fit.strengths[0].estimate > fit.strengths[1].estimate)
  }

  @Test func extremeRecordsConverge() throws {
    var contests = [Contest](repeating: Contest(0, 1, .first), count: 100_000)
    contests.append(Contest(0, 1, .second))
    let fit = try BradleyTerry(itemCount: 2, contests: contests)
    expectClose(try fit.difference(0, 1).estimate, log(100_000), "log odds")
  }

  @Test func refusesBadInput() {
    #expect(code { try BradleyTerry(itemCount: 0, contests: []) } == .emptyInput)
    #expect(code { try BradleyTerry(itemCount: 1, contests: []) } == .tooFewItems)
    #expect(code { try BradleyTerry(itemCount: .max, contests: []) } == .outOfRange)
    #expect(code { try BradleyTerry(itemCount: 2, contests: []) } == .emptyInput)
    for contest in [Contest(0, 0, .tie), Contest(0, 2, .tie), Contest(-1, 0, .tie)] {
      #expect(code { try BradleyTerry(itemCount: 2, contests: [contest]) } == .outOfRange)
    }
    #expect(
      code { try BradleyTerry(itemCount: 2, contests: [Contest(0, 1, .tie)], prior: .nan) }
        == .outOfRange)
  }
}
