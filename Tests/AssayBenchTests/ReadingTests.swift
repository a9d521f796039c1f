// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import Foundation
import Testing

/// The contracts of recorded judges: our strict reading beside the official one.
@Suite struct ReadingTests {
  static let pair = Example(
    id: "x", format: .pairwise(ties: true), input: "q", responses: ["one", "two"],
    gold: .preference(.first), source: "test", group: "g")

  struct Case: Sendable, CustomStringConvertible {
    var text: String
    var ours: String
    var official: String
    var finish: FinishReason = .stop
    var description: String { String(text.prefix(40)) }
  }

  static let arenaHard: [Case] = [
    Case(text: "My final verdict is: [[A>B]]", ours: "first", official: "first"),
    Case(text: "[[A>>B]]", ours: "first", official: "first"),
    Case(text: "so [[B>>A]].", ours: "second", official: "second"),
    Case(text: "[[B>A]] and again [[B>A]]", ours: "second", official: "second"),
    Case(text: "[[A=B]]", ours: "tie", official: "tie"),
    // Two strengths of one preference: no decision for the official code.
    Case(text: "[[A>B]] or rather [[A>>B]]", ours: "first", official: "contradiction"),
    Case(text: "[[A>B]] or [[B>A]]", ours: "contradiction", official: "contradiction"),
    Case(text: "[[A>B]] or [[A=B]]", ours: "contradiction", official: "contradiction"),
    // The pattern takes any run of A, B, <, > and =, whatever it says.
    Case(text: "[[A<B]]", ours: "bad-label", official: "bad-label"),
    Case(text: "[[AB]]", ours: "bad-label", official: "bad-label"),
    Case(text: "[[A>>>B]]", ours: "bad-label", official: "bad-label"),
    Case(text: "[[C>A]]", ours: "unparsed", official: "unparsed"),
    Case(text: "[A>B]", ours: "unparsed", official: "unparsed"),
    Case(text: "[[ A>B ]]", ours: "unparsed", official: "unparsed"),
    Case(text: "[[[A>B]]]", ours: "first", official: "first"),
    Case(text: "[[A>[[B>A]]", ours: "second", official: "second"),
    Case(text: "[[]]", ours: "unparsed", official: "unparsed"),
    Case(text: "", ours: "unparsed", official: "unparsed"),
    Case(text: "Assistant A is", ours: "truncated", official: "unparsed", finish: .length),
  ]

  static let llmbar: [Case] = [
    Case(text: "Because … Output (a) is better.", ours: "first", official: "first"),
    Case(text: " Output (b) is better.\n", ours: "second", official: "second"),
    Case(text: "**Output (b) is better.**", ours: "second", official: "second"),
    // The contract wants the sentence last.
    Case(text: "Output (b) is better. It is nicer.", ours: "unparsed", official: "second"),
    Case(
      text: "Output (a) is better because", ours: "truncated", official: "first",
      finish: .length),
    // The unescaped full stop takes any one character, but there must be one, on the same line.
    Case(text: "Output (a) is better", ours: "first", official: "unparsed"),
    Case(text: "Output (a) is better\nfor me", ours: "unparsed", official: "unparsed"),
    Case(
      text: "Output (a) is better, no: Output (b) is better.", ours: "contradiction",
      official: "first"),
    Case(
      text: "Output (b) is better. Not: Output (a) is better.", ours: "contradiction",
      official: "first"),
    Case(text: "output (a) is better.", ours: "unparsed", official: "unparsed"),
    Case(text: "Output (a) is worse.", ours: "unparsed", official: "unparsed"),
    Case(text: "", ours: "unparsed", official: "unparsed"),
    Case(text: "", ours: "refused", official: "unparsed", finish: .contentFilter),
  ]

  static let scalar: [Case] = [
    Case(text: #"{"decision":"B>A","scores":[5.6,14.6]}"#, ours: "second", official: "second"),
    Case(text: #"{"decision":"A>B","scores":[2,1]}"#, ours: "first", official: "first"),
    // Equal scores are a tie, and not whatever the code happened to write down.
    Case(text: #"{"decision":"B>A","scores":[20.75,20.75]}"#, ours: "tie", official: "second"),
    Case(text: #"{"decision":"A>B"}"#, ours: "first", official: "first"),
    Case(text: #"{"decision":null,"scores":[1,2]}"#, ours: "second", official: "unparsed"),
    Case(text: #"{"decision":"A>B","scores":[1]}"#, ours: "unparsed", official: "first"),
    Case(text: "5.6", ours: "unparsed", official: "unparsed"),
    Case(text: "", ours: "unparsed", official: "unparsed"),
  ]

  static func text(_ outcome: Verdict.Outcome) -> String {
    switch outcome {
    case .judged(let judgment): judgment.description
    case .unscored(let reason): reason.kind
    }
  }

  static func check(_ style: any PromptStyle & OfficialReader, _ item: Case) {
    let completion = Completion(text: item.text, finishReason: item.finish)
    let ours = style.verdict(from: completion, for: pair, form: .critique)
    #expect(text(ours.outcome) == item.ours)
    #expect(text(style.officialOutcome(of: completion, for: pair)) == item.official)
  }

  @Test(arguments: arenaHard)
  func arenaHardLabels(item: Case) { Self.check(ArenaHardStyle(), item) }

  @Test(arguments: llmbar)
  func llmbarSentences(item: Case) { Self.check(LLMBarStyle(), item) }

  @Test(arguments: scalar)
  func scalarScores(item: Case) { Self.check(ScalarRewardStyle(), item) }

  static let styles: [any PromptStyle & OfficialReader] = [
    ArenaHardStyle(), LLMBarStyle(), ScalarRewardStyle(),
  ]

  @Test(arguments: 0..<3)
  func everyTargetReadsBackByBothRules(number: Int) throws {
    let style = Self.styles[number]
    for preference in Preference.allCases where !(style is LLMBarStyle && preference == .tie) {
      for form in PromptForm.allCases {
        let target = try style.target(
          .preference(preference), critique: "Both try.", for: Self.pair, form: form)
        let completion = Completion(text: target)
        let ours = style.verdict(from: completion, for: Self.pair, form: form)
        #expect(ours.judgment == .preference(preference))
        if !(style is ScalarRewardStyle) {
          let official = style.officialOutcome(of: completion, for: Self.pair)
          #expect(official == .judged(.preference(preference)))
        }
      }
    }
  }

  @Test(arguments: 0..<3)
  func promptsShowBothResponsesInTheirOrder(number: Int) throws {
    let style = Self.styles[number]
    for form in PromptForm.allCases {
      let text = try style.messages(for: Self.pair, form: form).map(\.content)
        .joined(separator: "\n")
      let first = try #require(text.range(of: "one", options: .backwards))
      let second = try #require(text.range(of: "two", options: .backwards))
      #expect(first.lowerBound < second.lowerBound)
    }
    var single = Self.pair
    single.format = .binary
    #expect(throws: AssayError.self) { try style.messages(for: single, form: .critique) }
    single = Self.pair
    single.responses = ["only"]
    #expect(throws: AssayError.self) { try style.messages(for: single, form: .critique) }
    #expect(throws: AssayError.self) {
      try style.target(.score(3), critique: "", for: Self.pair, form: .critique)
    }
  }

  @Test func mutatedAnswersNeverTrap() throws {
    var generator = SeededGenerator(seed: 1)
    let seeds = (Self.arenaHard + Self.llmbar + Self.scalar).map { Array($0.text.utf8) }
    for _ in 0..<5_000 {
      var bytes = generator.element(of: seeds) ?? []
      for _ in 0...generator.below(4) {
        let place = generator.below(bytes.count + 1)
        switch generator.below(3) {
        case 0: bytes.insert(UInt8(generator.below(256)), at: place)
        case 1 where place < bytes.count: bytes.remove(at: place)
        default: bytes += bytes.suffix(generator.below(20))
        }
      }
      let completion = Completion(text: String(decoding: bytes, as: UTF8.self))
      for style in Self.styles {
        _ = style.verdict(from: completion, for: Self.pair, form: .critique)
        _ = style.officialOutcome(of: completion, for: Self.pair)
      }
    }
  }
}
