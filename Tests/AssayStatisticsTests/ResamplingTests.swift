// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AssayStatistics

@Suite struct ResamplingTests {
  struct Row: Decodable {
    var name: String
    var parts, wholes, replicates: [Double]
    var percentile80, percentile95, bca80, bca95: [Double]
    var acceleration: Double
  }

  /// SciPy computed its intervals from these very replicates.
  @Test func endsAgreeWithSciPy() throws {
    for row in try Fixture<Row>.load("bootstraps") {
      let made = try Bootstrap(seed: 1, resamples: 10).rateDistribution(
        row.parts, of: row.wholes, clusters: nil)
      let distribution = BootstrapDistribution(
        estimate: made.estimate, replicates: row.replicates, leaveOneOut: made.leaveOneOut,
        count: row.parts.count)
      expectClose(distribution.acceleration, row.acceleration, "\(row.name), acceleration")
      for (kind, level, expected): (Bootstrap.Kind, Double, [Double]) in [
        (.percentile, 0.8, row.percentile80), (.percentile, 0.95, row.percentile95),
        (.bca, 0.8, row.bca80), (.bca, 0.95, row.bca95),
      ] {
        let interval = try distribution.interval(kind: kind, level: level)
        expectClose(interval.lower, expected[0], "\(row.name), \(kind) \(level), lower")
        expectClose(interval.upper, expected[1], "\(row.name), \(kind) \(level), upper")
      }
    }
  }

  private static let values = (0..<60).map { Double($0 * $0 % 17) }
  private static let clusters = Clusters((0..<60).map { $0 / 5 })

  @Test func theFastPathIsTheGeneralOne() throws {
    for clusters in [nil, Self.clusters] {
      let bootstrap = Bootstrap(seed: 5, resamples: 400)
      let fast = try bootstrap.mean(Self.values, clusters: clusters)
      let general = try bootstrap.interval(count: 60, clusters: clusters) { positions in
        positions.reduce(0) { $0 + Self.values[$1] } / Double(positions.count)
      }
      expectClose(fast.lower, general.lower, "lower")
      expectClose(fast.upper, general.upper, "upper")
      #expect(fast.method == .bootstrapBCa && general.method == .bootstrapBCa)
      #expect(fast.clusters == clusters?.count)
    }
  }

  @Test func theSeedDecides() throws {
    let first = try Bootstrap(seed: 5, resamples: 400).mean(Self.values)
    #expect(try Bootstrap(seed: 5, resamples: 400).mean(Self.values) == first)
    #expect(try Bootstrap(seed: 6, resamples: 400).mean(Self.values) != first)
    // Resample i does not depend on how many there are, nor on the others.
    let few = try Bootstrap(seed: 5, resamples: 10).rateDistribution(
      Self.values, of: Self.values.map { _ in 1 }, clusters: nil)
    let many = try Bootstrap(seed: 5, resamples: 400).rateDistribution(
      Self.values, of: Self.values.map { _ in 1 }, clusters: nil)
    #expect(Array(many.replicates.prefix(10)) == few.replicates)
  }

  @Test func resamplesSpreadAsTheoryHasIt() throws {
    let distribution = try Bootstrap(seed: 9, resamples: 20_000).rateDistribution(
      Self.values, of: Self.values.map { _ in 1 }, clusters: Self.clusters)
    let error = try ClusteredMean(Self.values, clusters: Self.clusters).standardError
    let mean = distribution.replicates.reduce(0, +) / 20_000
    let variance = distribution.replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    let groups = 12.0
    let expected = error * ((groups - 1) / groups).squareRoot()
    #expect(abs(variance.squareRoot() / expected - 1) < 0.03)
  }

  @Test func degenerateDataFallsBackToPercentiles() throws {
    let bootstrap = Bootstrap(seed: 1, resamples: 50)
    let constant = try bootstrap.mean([2, 2, 2])
    #expect(constant.lower == 2 && constant.upper == 2)
    #expect(constant.method == .bootstrapPercentile)
    #expect(code { try bootstrap.mean([]) } == .emptyInput)
    #expect(code { try bootstrap.mean([1]) } == .tooFewItems)
    #expect(code { try bootstrap.mean([1, .nan]) } == .notFinite)
    #expect(code { try bootstrap.rate([1, 1], of: [1, 0]) } == .outOfRange)
    #expect(code { try bootstrap.rate([1, 1], of: [1]) } == .lengthMismatch)
    #expect(code { try bootstrap.mean([1e308, 1e308]) } == .undefined)
    #expect(code { try Bootstrap(seed: 1, resamples: 0).mean([1, 2]) } == .outOfRange)
    #expect(code { try Bootstrap(seed: 1, resamples: .max).mean([1, 2]) } == .outOfRange)
    #expect(code { try bootstrap.share([3], of: [2]) } == .outOfRange)
  }

  @Test func statisticsThatAreOftenUndefinedAreRefused() throws {
    let bootstrap = Bootstrap(seed: 1, resamples: 200)
    let x = [0.0, 0, 0, 1]
    #expect(
      code {
        try bootstrap.interval(count: 4) { (positions) throws(StatisticsError) in
          let picked = positions.map { x[$0] }
          return try Correlation.kendallTauB(picked, positions.map(Double.init)).coefficient
        }
      } == .undefined)
    let tau = try bootstrap.interval(count: 60) { (positions) throws(StatisticsError) in
      try Correlation.kendallTauB(
        positions.map { Self.values[$0] }, positions.map(Double.init)
      ).coefficient
    }
    #expect(tau.lower < tau.estimate && tau.estimate < tau.upper)
  }

  @Test func sharesNeverHaveZeroWidth() throws {
    let bootstrap = Bootstrap(seed: 1, resamples: 200)
    let all = [Bool](repeating: true, count: 60)
    let share = try bootstrap.share(all, clusters: Self.clusters)
    #expect(share.estimate == 1 && share.upper == 1 && share.lower < 0.8)
    #expect(share.method == .wilson && share.count == 60 && share.clusters == 12)
    #expect(try bootstrap.share(all) == Proportion.wilson(all))
  }

  struct Flip: Decodable {
    var name: String
    var differences: [Double]
    var p: Double
  }

  @Test func signFlipsAgreeWithSciPy() throws {
    for row in try Fixture<Flip>.load("permutations") {
      let test = try PermutationTest(differences: row.differences, seed: 1)
      expectClose(test.pValue, row.p, row.name)
      #expect(test.isExact)
      guard row.differences.count > 2, row.p < 1 else { continue }
      let random = try PermutationTest(differences: row.differences, seed: 1, permutations: 200)
      #expect(abs(random.pValue - row.p) < 0.12, "\(row.name): \(random.pValue) for \(row.p)")
    }
  }

  @Test func clustersFlipTogether() throws {
    let clustered = try PermutationTest(
      differences: [1, 1, 1, 1, 1, 1], clusters: Clusters([0, 0, 0, 1, 1, 1]), seed: 1)
    #expect(clustered.pValue == 0.5)
    #expect(clustered.permutations == 4)
    #expect(try PermutationTest(differences: [1, 1, 1, 1, 1, 1], seed: 1).pValue == 2.0 / 64)
    #expect(code { try PermutationTest(differences: [], seed: 1) } == .emptyInput)
    #expect(code { try PermutationTest(differences: [.nan], seed: 1) } == .notFinite)
  }

  @Test func pairedDifferencesShowBothSides() throws {
    var generator = TestGenerator(state: 4)
    let first = (0..<200).map { _ in Double.random(in: 0..<1, using: &generator) < 0.8 }
    let second = (0..<200).map { _ in Double.random(in: 0..<1, using: &generator) < 0.6 }
    let bootstrap = Bootstrap(seed: 2, resamples: 2000)
    let forward = try PairedDifference(correct: first, second, bootstrap: bootstrap)
    let backward = try PairedDifference(correct: second, first, bootstrap: bootstrap)
    #expect(forward.difference.lower > 0)
    #expect(backward.difference.estimate == -forward.difference.estimate)
    #expect(backward.permutation.pValue == forward.permutation.pValue)
    #expect(forward.permutation.pValue < 0.01 && forward.bootstrapPValue < 0.01)
    let same = try PairedDifference(correct: first, first, bootstrap: bootstrap)
    #expect(same.difference.lower == 0 && same.difference.upper == 0)
    #expect(same.permutation.pValue == 1 && same.bootstrapPValue == 1)
    #expect(
      code { try PairedDifference([1], [1, 2], bootstrap: bootstrap) } == .lengthMismatch)
  }
}
