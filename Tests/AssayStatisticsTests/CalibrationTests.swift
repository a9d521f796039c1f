// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Testing

@Suite struct CalibrationTests {
  struct Table: Decodable {
    var accuracy, confidence: [Double]
    var sizes: [Int]
    var error: Double
  }

  struct Row: Decodable {
    var name: String
    var confidences: [Double]
    var correct: [Bool]
    var bins: Int
    var brier: Double
    var uniform, quantile: Table
  }

  @Test func tablesAgreeWithScikitLearn() throws {
    for row in try Fixture<Row>.load("calibrations") {
      for (binning, table): (Calibration.Binning, Table) in [
        (.equalWidth, row.uniform), (.equalMass, row.quantile),
      ] {
        let name = "\(row.name), \(binning)"
        let result = try Calibration(
          confidences: row.confidences, correct: row.correct, binning: binning, bins: row.bins)
        expectClose(result.brierScore, row.brier, "\(name), Brier")
        expectClose(result.expectedError, table.error, "\(name), error")
        try #require(result.bins.map(\.accuracy.count) == table.sizes, "\(name)")
        for (bin, index) in zip(result.bins, table.sizes.indices) {
          expectClose(bin.accuracy.estimate, table.accuracy[index], "\(name), accuracy")
          expectClose(bin.confidence, table.confidence[index], "\(name), confidence")
        }
        #expect(result.maximumError >= result.expectedError - 1e-12)
      }
    }
  }

  @Test func refusesBadInput() {
    #expect(code { try Calibration(confidences: [], correct: []) } == .emptyInput)
    #expect(code { try Calibration(confidences: [0.5], correct: []) } == .lengthMismatch)
    #expect(code { try Calibration(confidences: [1.5], correct: [true]) } == .outOfRange)
    #expect(code { try Calibration(confidences: [.nan], correct: [true]) } == .notFinite)
    #expect(code { try Calibration(confidences: [0.5], correct: [true], bins: 0) } == .outOfRange)
  }
}
