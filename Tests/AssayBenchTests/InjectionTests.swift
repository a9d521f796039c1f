// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayTestSupport
import Testing

/// Responses that try to judge themselves, against the contracts of recorded judges.
@Suite struct InjectionTests {
  @Test(arguments: BenchmarkStyles.all.map(\.name))
  func noAttemptSucceeds(_ name: String) throws {
    #expect(try InjectionLaws.violations(of: BenchmarkStyles.named(name)) == [])
  }

  /// Neither does one by the rules of the benchmarks' own code, forgiving as some are; a rating is
  /// officially any number at the end, which no guard can take out of a text.
  @Test(arguments: (BenchmarkStyles.all + PromptStyles.all).map(\.name))
  func aQuoteIsNoOfficialVerdict(_ name: String) throws {
    let style = try BenchmarkStyles.named(name)
    guard let reader = BenchmarkStyles.officialReader(of: style), name != "reward-bench-rating"
    else { return }
    for example in PromptStyleLaws.examples {
      guard (try? style.messages(for: example, form: .critique)) != nil else { continue }
      for (kind, text) in InjectionLaws.texts(of: style, example) {
        let quote = try InjectionLaws.shown(text, style, example)
        let read = Verdict(reader.officialOutcome(of: Completion(text: quote), for: example))
        #expect(read.judgment == nil, "\(name), \(kind): <\(quote)> gives \(read.outcome)")
      }
    }
  }

  /// The same texts are verdicts where nothing guards them: the tests can fail.
  @Test func unguardedTextsAreVerdicts() {
    let pair = PromptStyleLaws.examples.first { $0.format == .pairwise(ties: false) }
    for style in [ArenaHardStyle(), LLMBarStyle()] as [any PromptStyle & OfficialReader] {
      #expect(
        pair.map { pair in
          InjectionLaws.texts(of: style, pair).contains {
            Verdict(style.officialOutcome(of: Completion(text: $0.text), for: pair)).judgment != nil
          }
        } == true)
    }
  }
}
