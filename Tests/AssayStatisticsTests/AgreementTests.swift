// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Testing

@Suite struct AgreementTests {
  struct Kappa: Decodable {
    var name: String
    var first, second: [Int]
    var labels: Int
    var none, linear, quadratic: Double?
  }

  @Test func kappaAgreesWithScikitLearn() throws {
    for row in try Fixture<Kappa>.load("agreements") {
      for (weights, value): (CohenKappa.Weights, Double?) in [
        (.none, row.none), (.linear, row.linear), (.quadratic, row.quadratic),
      ] {
        expectClose(value, "\(row.name), \(weights)") {
          try CohenKappa.kappa(
            row.first, row.second, weights: weights, labels: Array(1...row.labels))
        }
      }
    }
  }

  @Test func kappaRefusesBadInput() {
    #expect(code { try CohenKappa.kappa([Int](), []) } == .emptyInput)
    #expect(code { try CohenKappa.kappa([1], [1, 2]) } == .lengthMismatch)
    #expect(code { try CohenKappa.kappa([1, 3], [1, 2], labels: [1, 2]) } == .outOfRange)
    #expect(code { try CohenKappa.kappa([1, 2], [1, 2], labels: [1, 2, 1]) } == .outOfRange)
  }

  struct Alpha: Decodable {
    var name: String
    var ratings: [[Double?]]
    var nominal, ordinal, interval, ratio: Double?
  }

  @Test func alphaAgreesWithKrippendorff() throws {
    for row in try Fixture<Alpha>.load("alphas") {
      for (scale, value): (KrippendorffAlpha.Scale, Double?) in [
        (.nominal, row.nominal), (.ordinal, row.ordinal), (.interval, row.interval),
        (.ratio, row.ratio),
      ] {
        expectClose(value, "\(row.name), \(scale)") {
          try KrippendorffAlpha.alpha(row.ratings, scale: scale)
        }
      }
      expectClose(row.nominal, "\(row.name), labels") {
        let labels = row.ratings.map { $0.map { $0.map { "label \($0)" } } }
        return try KrippendorffAlpha.alpha(nominal: labels)
      }
    }
  }

  @Test func alphaRefusesBadInput() {
    #expect(code { try KrippendorffAlpha.alpha([], scale: .nominal) } == .emptyInput)
    #expect(code { try KrippendorffAlpha.alpha([[1, 2]], scale: .nominal) } == .tooFewItems)
    #expect(
      code { try KrippendorffAlpha.alpha([[1, 2], [1]], scale: .nominal) } == .lengthMismatch)
    #expect(
      code { try KrippendorffAlpha.alpha([[1, nil], [nil, 2]], scale: .ordinal) } == .tooFewItems)
    #expect(
      code { try KrippendorffAlpha.alpha([[1, .nan], [1, 2]], scale: .ratio) } == .notFinite)
    #expect(
      code { try KrippendorffAlpha.alpha([[1e300, -1e300], [1, 2]], scale: .interval) }
        == .undefined)
  }

  struct Pair: Decodable {
    var first, second: Int
    var exact, mid: Double
  }

  @Test func mcNemarAgreesWithStatsmodels() throws {
    for row in try Fixture<Pair>.load("mcnemars") {
      let test = try McNemar(onlyFirst: row.first, onlySecond: row.second)
      expectClose(test.pValue, row.exact, "\(row.first) and \(row.second)")
      expectClose(test.midPValue, row.mid, "\(row.first) and \(row.second), mid-p")
    }
  }

  @Test func mcNemarCountsItemsThatOneJudgeGotRight() throws {
    let test = try McNemar([true, true, false, false, true], [true, false, true, false, false])
    #expect(test.onlyFirst == 2)
    #expect(test.onlySecond == 1)
    #expect(code { try McNemar([], []) } == .emptyInput)
    #expect(code { try McNemar([true], []) } == .lengthMismatch)
    #expect(code { try McNemar(onlyFirst: -1, onlySecond: 2) } == .outOfRange)
    #expect(code { try McNemar(onlyFirst: .max, onlySecond: .max) } == .outOfRange)
  }
}
