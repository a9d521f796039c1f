// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

/// Thousands of broken completions; `Benchmarks` reads millions of them.
@Suite struct VerdictFuzzTests {
  @Test func brokenContractsNeverBreakAReader() {
    var fuzzer = VerdictFuzzer(texts: [], seed: 1)
    let tally = fuzzer.run(1_800)
    #expect(tally.violations == [])
    // A fuzzer whose inputs all fail, or all pass, would prove nothing.
    #expect(tally.outcomes["judged", default: 0] > 200)
    #expect(tally.outcomes.count >= 7)
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func brokenRealCompletionsNeverBreakAReader() throws {
    let folder = try SharedData.path("")
    let texts = try RealCompletions.load(from: folder, limit: 40)
    #expect(texts.count > 300)
    var fuzzer = VerdictFuzzer(texts: texts, seed: 2)
    let tally = fuzzer.run(2_000)
    #expect(tally.violations == [])
    #expect(tally.outcomes["judged", default: 0] > 300)
  }

  @Test func theSameSeedMakesTheSameInputs() {
    var one = VerdictFuzzer(texts: [], seed: 3)
    var two = VerdictFuzzer(texts: [], seed: 3)
    let (first, second) = (one.run(200), two.run(200))
    #expect(first.bytes == second.bytes)
    #expect(first.outcomes == second.outcomes)
  }

  // MARK: Large and hostile texts

  /// Short, because debug builds are slow; `Benchmarks` fills ten megabytes and times them.
  static let length = 6_000

  @Test(arguments: VerdictFuzzer.hostilePatterns) func readsALotOfAnything(_ pattern: String) {
    let completion = VerdictFuzzer.hostile(pattern, length: Self.length)
    #expect(VerdictFuzzer.readEveryWay(completion) == [])
  }

  @Test func findsTheVerdictBehindALongText() {
    let filler = String(repeating: "The answer {x} says \"so\": score: 1 [A] ", count: 2_000)
    let texts: [(any PromptStyle, JudgmentFormat, String, Judgment)] = [
      (R3Style(), .pointwise(.oneToFive), filler + "{\"score\": 4}", .score(4)),
      (FareStyle(), .stepwise, filler + "\nVerdict: 1", .firstError(1)),
      (FlameStyle(), .binary, "answer: no\nexplanation: " + filler, .boolean(false)),
    ]
    for (style, format, text, judgment) in texts {
      let verdict = style.verdict(
        from: Completion(text: text), for: PromptStyleLawsTests.example(format), form: .critique)
      #expect(verdict.judgment == judgment)
    }
  }
}
