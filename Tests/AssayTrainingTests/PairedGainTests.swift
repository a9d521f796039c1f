// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStatistics
import AssayTraining
import Testing

@Suite struct PairedGainTests {
  static func items(_ right: [Bool]) -> [PairedGain.Item] {
    right.enumerated().map { index, isCorrect in
      PairedGain.Item(id: "e\(index)", group: "g\(index)", isCorrect: isCorrect)
    }
  }

  @Test func `gives the textbook interval of paired differences`() throws {
    let before = Self.items((0..<100).map { $0 < 60 })
    let after = Self.items((0..<100).map { $0 < 55 || $0 >= 80 })
    let gain = try PairedGain(before: before, after: after)
    #expect(gain.before == 0.6 && gain.after == 0.75)
    #expect(abs(gain.difference.estimate - 0.15) < 1e-12)
    // scipy.stats.ttest_1samp of 20 ones, 5 minus ones and 75 zeros, 95 % interval.
    #expect(abs(gain.difference.lower - 0.054_882_098_826_365) < 1e-9)
    #expect(abs(gain.difference.upper - 0.245_117_901_173_635) < 1e-9)
  }

  @Test func `refuses other items`() {
    #expect {
      try PairedGain(before: Self.items([true, false]), after: Self.items([true]))
    } throws: { ($0 as? AssayError)?.code == .invalidArgument }
  }
}
