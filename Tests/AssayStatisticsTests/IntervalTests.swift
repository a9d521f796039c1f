// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Foundation
import Testing

@Suite struct IntervalTests {
  struct Row: Decodable {
    var successes, trials: Int
    var level: Double
    var wilson, exact: [Double]
  }

  @Test func proportionsAgreeWithStatsmodels() throws {
    for row in try Fixture<Row>.load("proportions") {
      let name = "\(row.successes) of \(row.trials) at \(row.level)"
      for (interval, expected) in [
        (
          try Proportion.wilson(
            successes: row.successes, trials: row.trials, level: row.level), row.wilson
        ),
        (
          try Proportion.clopperPearson(
            successes: row.successes, trials: row.trials, level: row.level), row.exact
        ),
      ] {
        expectClose(interval.lower, expected[0], "\(name), lower")
        expectClose(interval.upper, expected[1], "\(name), upper")
        #expect(interval.contains(interval.estimate))
        #expect(interval.count == row.trials)
      }
    }
  }

  @Test func proportionsRefuseBadInput() {
    #expect(code { try Proportion.wilson(successes: 0, trials: 0) } == .emptyInput)
    #expect(code { try Proportion.wilson([]) } == .emptyInput)
    #expect(code { try Proportion.wilson(successes: 3, trials: 2) } == .outOfRange)
    #expect(code { try Proportion.clopperPearson(successes: -1, trials: 2) } == .outOfRange)
    for level in [0, 1, 95, -Double.infinity, .nan] {
      #expect(code { try Proportion.wilson(successes: 1, trials: 2, level: level) } == .outOfRange)
    }
  }

  struct Mean: Decodable {
    var name: String
    var values: [Double]
    var groups: [Int]
    var mean, error: Double
    var interval: [Double]
  }

  @Test func clusteredErrorsAgreeWithStatsmodels() throws {
    for row in try Fixture<Mean>.load("clustered") {
      let mean = try ClusteredMean(row.values, clusters: Clusters(row.groups))
      expectClose(mean.mean, row.mean, row.name)
      expectClose(mean.standardError, row.error, "\(row.name), error")
      let interval = try mean.interval()
      expectClose(interval.lower, row.interval[0], "\(row.name), lower")
      expectClose(interval.upper, row.interval[1], "\(row.name), upper")
    }
  }

  @Test func clusteredErrorsRefuseBadInput() throws {
    #expect(code { try ClusteredMean([]) } == .emptyInput)
    #expect(code { try ClusteredMean([1]) } == .tooFewItems)
    #expect(code { try ClusteredMean([1, 2], clusters: Clusters(["a", "a"])) } == .tooFewItems)
    #expect(code { try ClusteredMean([1, 2], clusters: Clusters(["a"])) } == .lengthMismatch)
    #expect(code { try ClusteredMean([1, .infinity]) } == .notFinite)
    #expect(code { try ClusteredMean([1e308, 1e308]) } == .undefined)
    #expect(try ClusteredMean([2, 2, 2]).standardError == 0)
  }

  @Test func intervalsReadAndWriteThemselves() throws {
    let interval = try Proportion.wilson(successes: 230, trials: 350)
    #expect(interval.description == "0.6571 [0.6060, 0.7049] (n = 350, wilson 95 %)")
    let copy = try JSONDecoder().decode(Interval.self, from: JSONEncoder().encode(interval))
    #expect(copy == interval)
    var clustered = interval
    clustered.clusters = 12
    clustered.level = 0.999
    #expect(clustered.description.hasSuffix("(n = 350 in 12 clusters, wilson 99.9 %)"))
  }
}
