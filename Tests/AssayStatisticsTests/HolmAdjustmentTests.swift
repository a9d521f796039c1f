// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import Testing

@Suite struct HolmAdjustmentTests {
  /// The values that R's `p.adjust(p, "holm")` gives.
  @Test(arguments: [
    ([0.01, 0.02, 0.03, 0.04], [0.04, 0.06, 0.06, 0.06]),
    ([0.04, 0.001, 0.03], [0.06, 0.003, 0.06]),
    ([0.5, 0.9], [1, 1]), ([0.05], [0.05]), ([], []),
  ])
  func agreesWithR(pValues: [Double], expected: [Double]) throws {
    let adjusted = try HolmAdjustment.adjusted(pValues)
    #expect(adjusted.count == expected.count)
    for (value, wanted) in zip(adjusted, expected) { #expect(abs(value - wanted) < 1e-12) }
  }

  @Test func numbersThatAreNoProbabilitiesAreRefused() {
    #expect(throws: StatisticsError.self) { try HolmAdjustment.adjusted([0.5, 1.5]) }
    #expect(throws: StatisticsError.self) { try HolmAdjustment.adjusted([.nan]) }
  }
}
