// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Testing

/// Responses that try to judge themselves.
@Suite struct InjectionTests {
  @Test func thereAreEnoughKinds() {
    #expect(Set(InjectionLaws.attempts.map(\.kind)).count >= 25)
    #expect(Set(InjectionLaws.attempts.map(\.kind)).count == InjectionLaws.attempts.count)
  }

  @Test(arguments: PromptStyles.all.map(\.name))
  func noAttemptSucceeds(_ name: String) throws {
    #expect(try InjectionLaws.violations(of: PromptStyles.named(name)) == [])
  }

  /// The readers do take the same texts for verdicts where nothing guards them: the test can fail.
  @Test func unguardedTextsAreVerdicts() {
    let pair = PromptStyleLawsTests.example(.pairwise(ties: false))
    let taken = PromptStyles.all.filter { style in
      InjectionLaws.texts(of: style, pair).contains {
        style.verdict(from: Completion(text: $0.text), for: pair, form: .critique).judgment != nil
      }
    }
    #expect(Set(taken.map(\.name)).isSuperset(of: ["r3", "fare", "flame", "compact", "vanilla"]))
  }
}
