// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Foundation
import Testing

@Suite struct CorrelationTests {
  struct Row: Decodable {
    var name: String
    var x: [Double]
    var y: [Double]
    var tau, tauP, rho, rhoP, r, rP: Double?
    var skipPearson: Bool
    var fisher: [Double?]
  }

  @Test func agreesWithSciPy() throws {
    for row in try Fixture<Row>.load("correlations") {
      let name = row.name
      expectClose(row.tau, "\(name): tau") {
        try Correlation.kendallTauB(row.x, row.y).coefficient
      }
      expectClose(row.tauP, "\(name): tau p") { try Correlation.kendallTauB(row.x, row.y).pValue }
      expectClose(row.rho, "\(name): rho") { try Correlation.spearman(row.x, row.y).coefficient }
      expectClose(row.rhoP, "\(name): rho p") { try Correlation.spearman(row.x, row.y).pValue }
      if row.skipPearson { continue }
      expectClose(row.r, "\(name): r") { try Correlation.pearson(row.x, row.y).coefficient }
      expectClose(row.rP, "\(name): r p") { try Correlation.pearson(row.x, row.y).pValue }
      expectClose(row.fisher[0], "\(name): lower") {
        try Correlation.pearsonInterval(row.x, row.y, level: 0.9).lower
      }
      expectClose(row.fisher[1], "\(name): upper") {
        try Correlation.pearsonInterval(row.x, row.y, level: 0.9).upper
      }
    }
  }

  /// Tau-b by its definition, pair by pair.
  private func bruteTau(_ x: [Double], _ y: [Double]) -> Double {
    var (surplus, xPairs, yPairs) = (0, 0, 0)
    for i in x.indices {
      for j in 0..<i {
        let a = x[i] == x[j] ? 0 : (x[i] < x[j] ? -1 : 1)
        let b = y[i] == y[j] ? 0 : (y[i] < y[j] ? -1 : 1)
        surplus += a * b
        xPairs += abs(a)
        yPairs += abs(b)
      }
    }
    return Double(surplus) / Double(xPairs).squareRoot() / Double(yPairs).squareRoot()
  }

  /// Numbers that are hard on a radix sort: bits that vary high up, low down, or both.
  private static let kinds: [@Sendable (inout TestGenerator) -> Double] = [
    { Double.random(in: -1...1, using: &$0) },
    { Double(Int.random(in: 0..<5, using: &$0)) },
    { 1 + Double(Int.random(in: 0..<40, using: &$0)) * 0x1p-52 },
    { Double(bitPattern: $0.next() & 0xBFFF_FFFF_FFFF_FFFF) },
    {
      let base = Bool.random(using: &$0) ? 1e300 : -1e300
      return base * (1 + Double(Int.random(in: 0..<8, using: &$0)) * 0x1p-52)
    },
    { Bool.random(using: &$0) ? 0.0 : -0.0 - Double(Int.random(in: 0..<2, using: &$0)) },
    { Bool.random(using: &$0) ? .infinity : Double.random(in: 0..<1, using: &$0) },
  ]

  @Test func countsAsTheDefinitionDoes() throws {
    var generator = TestGenerator(state: 11)
    for (left, right) in Self.kinds.indices.flatMap({ l in Self.kinds.indices.map { (l, $0) } }) {
      for count in [17, 450, 700] {
        let x = (0..<count).map { _ in Self.kinds[left](&generator) }
        let y = (0..<count).map { _ in Self.kinds[right](&generator) }
        let tau = try Correlation.kendallTauB(x, y).coefficient
        expectClose(tau, bruteTau(x, y), "kinds \(left) and \(right), \(count) pairs")
      }
    }
  }

  @Test func ranksShareTheMeanOfTheirPlaces() throws {
    #expect(try Ranks.averaged([10, 20, 10, 5]) == [2.5, 4, 2.5, 1])
    #expect(try Ranks.averaged([0.0, -0.0]) == [1.5, 1.5])
    #expect(try Ranks.averaged([]) == [])
  }

  @Test func extremeNumbersKeepTheirCorrelation() throws {
    for scale in [1e-300, 1, 1e300] {
      let x = [1.0, 2, 3, 4].map { $0 * scale }
      let result = try Correlation.pearson(x, [1, 3, 2, 4])
      expectClose(result.coefficient, 0.8, "scale \(scale)")
    }
  }

  @Test func refusesWhatHasNoCorrelation() {
    let functions: [([Double], [Double]) throws -> Correlation] = [
      { try Correlation.pearson($0, $1) },
      { try Correlation.spearman($0, $1) },
      { try Correlation.kendallTauB($0, $1) },
    ]
    for function in functions {
      #expect(code { try function([], []) } == .emptyInput)
      #expect(code { try function([1], [1]) } == .tooFewItems)
      #expect(code { try function([1, 2], [1]) } == .lengthMismatch)
      #expect(code { try function([1, 2, .nan], [1, 2, 3]) } == .notFinite)
      #expect(code { try function([1, 1, 1], [1, 2, 3]) } == .undefined)
      #expect(code { try function([1, 2, 3], [2, 2, 2]) } == .undefined)
    }
    #expect(code { try Correlation.pearson([1, 2, .infinity], [1, 2, 3]) } == .notFinite)
    #expect(code { try Correlation.pearsonInterval([1, 2, 3], [1, 3, 2]) } == .tooFewItems)
  }
}
