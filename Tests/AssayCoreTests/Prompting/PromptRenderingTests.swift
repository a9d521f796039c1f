// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

@Suite struct PromptRenderingTests {
  @Test(
    arguments: PromptStyles.all.map(\.name).filter { $0 != "compact" }, PromptForm.allCases)
  func rendersAsRecorded(_ name: String, _ form: PromptForm) throws {
    let style = try PromptStyles.named(name)
    for example in PromptStyleLaws.examples {
      guard let messages = try? style.messages(for: example, form: form),
        let judgment = PromptStyleLaws.judgments(of: example).first
      else { continue }
      let target = try style.target(
        judgment, critique: "The sum is right.", for: example, form: form)
      let text =
        (messages + [.assistant(target)])
        .map { "=== \($0.role.rawValue) ===\n\($0.content)\n" }.joined()
      let ties = example.format == .pairwise(ties: true) ? "-ties" : ""
      let path = "AssayCore/prompts/\(name)-\(example.format.name)\(ties)-\(form.rawValue).txt"
      #expect(try GoldenText.difference(text, from: path) == nil)
    }
  }

  // MARK: R3

  static let paper = SharedData.folder?.appending(path: "../papers/r3-paper.txt")
  static let hasPaper = paper.map { FileManager.default.fileExists(atPath: $0.path()) } ?? false

  /// Every fixed line of our R3 prompts stands in the paper's appendix.
  @Test(.enabled(if: hasPaper, "no text of R3's paper beside the shared data"))
  func everyFixedLineOfR3IsPrinted() throws {
    let file = try #require(Self.paper)
    let paper = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let printed = Set(
      paper.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) })
    for format in [
      JudgmentFormat.pointwise(.oneToFive), .pairwise(ties: false), .binary,
    ] {
      for variant in 0..<3 {
        var example = PromptStyleLawsTests.example(format)
        example.instruction = "{task_instruction}"
        example.input = "{input/question}"
        example.responses =
          format.isPairwise ? ["{response_1}", "{response_2}"] : ["{response}"]
        example.rubric = example.rubric.map { rubric in
          Rubric(
            levels: rubric.levels.map {
              Rubric.Level(label: $0.label, meaning: "{score_of_\($0.label)_description}")
            })
        }
        let style = R3Style(rubricChoice: .fixed(variant))
        let text = try style.messages(for: example, form: .critique)[0].content
        for line in text.split(separator: "\n") where line != "{" && line != "}" {
          // The text of the paper lost header marks, some line breaks and the rubrics' quotes.
          let bare = line.replacing("### ", with: "").trimmingCharacters(in: .whitespaces)
          let isPrinted =
            printed.contains(bare)
            || bare.split(separator: ": ", maxSplits: 1).last.map { paper.contains($0) } ?? false
          #expect(isPrinted, "\(line)")
        }
      }
    }
  }

  @Test func drawsTheThreeRubricsAlikeOften() throws {
    var counts: [String: Int] = [:]
    for index in 0..<3_000 {
      var example = PromptStyleLawsTests.example(.binary)
      example.id = "item-\(index)"
      let text = try R3Style().messages(for: example, form: .critique)[0].content
      let line = text.split(separator: "\n").first { $0.hasPrefix("true: ") } ?? ""
      counts[String(line), default: 0] += 1
    }
    #expect(counts.count == 3)
    // Four standard deviations of a binomial with n = 3000 and p = 1/3.
    #expect(counts.values.allSatisfy { abs($0 - 1_000) < 104 })
  }

  @Test func bothOrdersOfAPairShareTheirRubric() throws {
    for index in 0..<50 {
      var example = PromptStyleLawsTests.example(.pairwise(ties: false))
      example.id = "pair-\(index)"
      let one = try R3Style().messages(for: example, form: .critique)[0].content
      let two = try R3Style().messages(for: example.swapped(), form: .critique)[0].content
      #expect(one != two)
      #expect(one.split(separator: "\n").sorted() == two.split(separator: "\n").sorted())
    }
  }

  @Test func anotherSeedDrawsOtherwise() throws {
    let examples = (0..<40).map { index in
      var example = PromptStyleLawsTests.example(.binary)
      example.id = "item-\(index)"
      return example
    }
    func prompts(_ seed: UInt64) throws -> [String] {
      try examples.map {
        try R3Style(rubricChoice: .drawn(seed: seed)).messages(for: $0, form: .critique)[0].content
      }
    }
    #expect(try prompts(1) == prompts(1))
    #expect(try prompts(1) != prompts(2))
  }

  // MARK: Refusals

  @Test func sayWhatAnExampleLacks() {
    func refusal(
      _ style: any PromptStyle, _ format: JudgmentFormat, _ change: (inout Example) -> Void
    ) -> AssayError? {
      var example = PromptStyleLawsTests.example(format)
      change(&example)
      return #expect(throws: AssayError.self) {
        try style.messages(for: example, form: .critique)
      }
    }
    let noRubric = refusal(R3Style(), .pointwise(.oneToFive)) { $0.rubric = nil }
    #expect(noRubric?.message.contains("score 1") == true)
    let hole = refusal(R3Style(), .pointwise(.oneToFive)) { $0.rubric?.levels.remove(at: 2) }
    #expect(hole?.message.contains("score 3") == true)
    for style in [R3Style(), FareStyle(), FlameStyle()] as [any PromptStyle] {
      let one = refusal(style, .pairwise(ties: false)) { $0.responses.removeLast() }
      #expect(one?.code == .invalidExample)
      let none = refusal(style, .verification(reference: true)) { $0.reference = nil }
      #expect(none?.message.contains("reference") == true)
    }
    let noSteps = refusal(FareStyle(), .stepwise) { $0.steps = [] }
    #expect(noSteps?.message.contains("steps") == true)
    let ranking = refusal(R3Style(), .ranking(count: 3)) { _ in }
    #expect(ranking?.code == .unsupportedFormat)
  }

  @Test func aVerificationWithoutReferenceNeverShowsOne() throws {
    var example = PromptStyleLawsTests.example(.verification(reference: false))
    example.reference = "SECRET"
    for style in [R3Style(), FareStyle(), FlameStyle()] as [any PromptStyle] {
      for message in try style.messages(for: example, form: .critique) {
        #expect(!message.content.contains("SECRET"))
      }
    }
  }
}
