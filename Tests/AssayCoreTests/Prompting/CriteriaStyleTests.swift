// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Testing

@Suite struct CriteriaStyleTests {
  static func example(_ format: JudgmentFormat, weights: [Double?] = [2, nil]) -> Example {
    var example = PromptStyleLawsTests.example(format)
    example.rubric = Rubric(
      criteria: "Be exact.", levels: example.rubric?.levels ?? [],
      named: zip(["Accuracy", "Word count"], weights).map {
        Rubric.Criterion(name: $0, meaning: "about \($0)", weight: $1)
      })
    return example
  }

  /// (format, the judgments of the two criteria, what they come to)
  static let sums: [(JudgmentFormat, Judgment, Judgment, Verdict.Outcome)] = [
    // Twice 5 and once 2 is 4.
    (.pointwise(.oneToFive), .score(5), .score(2), .judged(.score(4))),
    (.pointwise(.oneToFive), .score(1), .score(5), .judged(.score(2))),
    (.binary, .boolean(true), .boolean(true), .judged(.boolean(true))),
    (.binary, .boolean(true), .boolean(false), .judged(.boolean(false))),
    (
      .pairwise(ties: false), .preference(.second), .preference(.first),
      .judged(.preference(.second))
    ),
    (.pairwise(ties: true), .preference(.tie), .preference(.first), .judged(.preference(.first))),
    (.pairwise(ties: true), .preference(.tie), .preference(.tie), .judged(.preference(.tie))),
  ]

  @Test(arguments: sums)
  func criteriaAreReadAndSummed(
    _ format: JudgmentFormat, _ one: Judgment, _ two: Judgment, _ sum: Verdict.Outcome
  ) throws {
    let style = CriteriaStyle()
    let example = Self.example(format)
    let prompt = try #require(try style.messages(for: example, form: .critique).first?.content)
    #expect(prompt.contains("Accuracy: about Accuracy\nWord count: about Word count"))
    let text = try style.target([(one, "First."), (two, "Second.")], for: example, form: .critique)
    #expect(text.contains("word_count_score"))
    let verdict = style.verdict(from: Completion(text: text), for: example, form: .critique)
    #expect(verdict.outcome == sum)
    #expect(verdict.criteria?.map(\.name) == ["Accuracy", "Word count"])
    #expect(verdict.criteria?.map(\.judgment) == [one, two])
    #expect(verdict.criteria?.map(\.reason) == ["First.", "Second."])
    #expect(verdict.criteria?.map(\.weight) == [2, 1])
    #expect(verdict.swapped().criteria?.first?.judgment == one.swapped())
    let swappedBack = verdict.swapped().swapped()
    #expect(swappedBack == verdict)
  }

  @Test func oneUnreadCriterionLeavesTheWholeUnscored() throws {
    let example = Self.example(.pointwise(.oneToFive))
    let text = #"{"accuracy_reason": "So.", "accuracy_score": "5", "word_count_score": "9"}"#
    let verdict = CriteriaStyle().verdict(
      from: Completion(text: text), for: example, form: .critique)
    #expect(verdict.outcome == .unscored(.outOfRange("9")))
    #expect(verdict.criteria?.first?.judgment == .score(5))
    #expect(verdict.criteriaMean == nil)
    let even = Self.example(.pairwise(ties: false), weights: [nil, nil])
    let answers = try CriteriaStyle().target(
      [(.preference(.first), ""), (.preference(.second), "")], for: even, form: .verdictOnly)
    #expect(
      CriteriaStyle().verdict(from: Completion(text: answers), for: even, form: .verdictOnly)
        .outcome == .unscored(.contradiction))
  }

  @Test func theFormHoldsEveryCriterion() throws {
    let schema = try #require(
      CriteriaStyle().outputSchema(for: Self.example(.binary), form: .critique))
    let fields = try JSONParser.parse(schema.jsonSchema)["required"]
    #expect(
      fields == ["accuracy_reason", "accuracy_score", "word_count_reason", "word_count_score"])
  }

  @Test func namesThatCollideAreRefused() {
    var example = Self.example(.binary)
    example.rubric?.named?.append(Rubric.Criterion(name: "word-count"))
    #expect(throws: AssayError.self) {
      try CriteriaStyle().messages(for: example, form: .critique)
    }
  }

  @Test(arguments: ["r3", "criteria"])
  func scalesOfWordsAreAskedAndRead(_ name: String) throws {
    let style = try PromptStyles.named(name)
    var example = PromptStyleLawsTests.example(.pointwise(.oneToFive))
    let words = ["awful", "bad", "fair", "good", "great"]
    example.rubric = Rubric(levels: words.map { Rubric.Level(label: $0, meaning: "it is \($0)") })
    #expect(example.scaleWords == words)
    let prompt = try style.messages(for: example, form: .critique).map(\.content).joined()
    #expect(prompt.contains("awful: it is awful"))
    for (index, word) in words.enumerated() {
      let target = try style.target(
        .score(index + 1), critique: "So.", for: example, form: .critique)
      #expect(target.contains("\"\(word)\""))
      let verdict = style.verdict(from: Completion(text: target), for: example, form: .critique)
      #expect(verdict.judgment == .score(index + 1))
    }
    let number = try style.target(
      .score(1), critique: "So.", for: example, form: .critique
    ).replacing("awful", with: "3")
    #expect(
      style.verdict(from: Completion(text: number), for: example, form: .critique).judgment == nil)
  }
}
