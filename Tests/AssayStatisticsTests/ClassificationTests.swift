// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Testing

@Suite struct ClassificationTests {
  struct Row: Decodable {
    var name: String
    var gold: [Int]
    var predicted: [Int?]
    var labels: [Int]
    var accuracy, balanced: Double
    var confusion: [[Int]]
    var precision, recall, f1: [Double]
    var macro, micro: [Double]
  }

  @Test func scoresAgreeWithScikitLearn() throws {
    for row in try Fixture<Row>.load("classifications") {
      let matrix = try ConfusionMatrix(gold: row.gold, predicted: row.predicted)
      #expect(matrix.labels == row.labels)
      #expect(matrix.counts == row.confusion)
      #expect(matrix.count == row.gold.count)
      #expect(matrix.unscored.reduce(0, +) == row.predicted.count { $0 == nil })
      expectClose(matrix.accuracy, row.accuracy, row.name)
      expectClose(matrix.balancedAccuracy, row.balanced, "\(row.name), balanced")
      let scores = matrix.perLabel
      for index in row.labels.indices {
        expectClose(scores[index].precision, row.precision[index], "\(row.name), precision")
        expectClose(scores[index].recall, row.recall[index], "\(row.name), recall")
        expectClose(scores[index].f1, row.f1[index], "\(row.name), F1")
      }
      for (mean, expected) in [(matrix.macro, row.macro), (matrix.micro, row.micro)] {
        expectClose(mean.precision, expected[0], "\(row.name), mean precision")
        expectClose(mean.recall, expected[1], "\(row.name), mean recall")
        expectClose(mean.f1, expected[2], "\(row.name), mean F1")
      }
    }
  }

  @Test func refusesBadInput() {
    #expect(code { try ConfusionMatrix(gold: [String](), predicted: []) } == .emptyInput)
    #expect(code { try ConfusionMatrix(gold: ["a"], predicted: []) } == .lengthMismatch)
    #expect(
      code { try ConfusionMatrix(gold: ["a"], predicted: ["b"], labels: ["a"]) } == .outOfRange)
  }

  @Test func tooManyLabelsAreRefused() {
    let many = Array(0...4096)
    #expect(code { try ConfusionMatrix(gold: many, predicted: many) } == .outOfRange)
  }

  @Test func allUnscoredIsAllWrong() throws {
    let matrix = try ConfusionMatrix(gold: ["a", "b"], predicted: [nil, nil])
    #expect(matrix.accuracy == 0)
    #expect(matrix.balancedAccuracy == 0)
    #expect(matrix.micro.f1 == 0)
    #expect(code { try CohenKappa.kappa(matrix) } == .emptyInput)
  }

  private static let bootstrap = Bootstrap(seed: 3, resamples: 500)

  @Test func ordersAreSummarised() throws {
    // Hand-computed: right in both; always the first shown; unread once; tie once; wrong in both.
    let pairs = [
      OrderPair(gold: .first, asGiven: .first, swapped: .first),
      OrderPair(gold: .first, asGiven: .first, swapped: .second),
      OrderPair(gold: .second, asGiven: .second, swapped: nil),
      OrderPair(gold: .second, asGiven: .tie, swapped: .second),
      OrderPair(gold: .first, asGiven: .second, swapped: .second),
    ]
    let summary = try OrderSummary(pairs, bootstrap: Self.bootstrap)
    #expect(summary.consistentAccuracy.estimate == 1.0 / 5)
    #expect(summary.asGivenAccuracy.estimate == 3.0 / 5)
    #expect(summary.swappedAccuracy.estimate == 2.0 / 5)
    #expect(summary.meanAccuracy.estimate == 0.5)
    #expect(summary.flipRate?.estimate == 2.0 / 4)
    #expect(summary.flipRate?.count == 4)
    #expect(summary.firstPositionShare?.estimate == 5.0 / 8)
    #expect(summary.firstPositionLean?.estimate == 1.0 / 8)
    #expect(summary.ties == 1)
    #expect(summary.unscored == 1)
  }

  @Test func degenerateOrdersHaveIntervals() throws {
    let always = OrderPair(gold: .first, asGiven: .first, swapped: .second)
    let one = try OrderSummary([always], bootstrap: Self.bootstrap)
    #expect(one.firstPositionShare?.estimate == 1)
    #expect((one.firstPositionShare?.lower ?? 1) < 0.5)
    let many = try OrderSummary(
      [OrderPair](repeating: always, count: 40), clusters: Clusters(Array(0..<40).map { $0 / 4 }),
      bootstrap: Self.bootstrap)
    #expect(many.meanAccuracy.estimate == 0.5)
    #expect(many.meanAccuracy.lower < 0.5)
    #expect(many.firstPositionShare?.clusters == 10)
    let silent = OrderPair(gold: .first, asGiven: nil, swapped: nil)
    let unread = try OrderSummary([silent, silent], bootstrap: Self.bootstrap)
    #expect(unread.flipRate == nil)
    #expect(unread.firstPositionShare == nil)
    #expect(unread.consistentAccuracy.estimate == 0)
    #expect(unread.unscored == 4)
    #expect(code { try OrderSummary([], bootstrap: Self.bootstrap) } == .emptyInput)
  }
}
