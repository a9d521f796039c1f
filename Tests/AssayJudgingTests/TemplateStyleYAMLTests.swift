// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Testing

@Suite struct TemplateStyleYAMLTests {
  static let text = #"""
    name: house
    formats:
      pairwise:
        labels: {first: left, second: right}
        pattern: '(?m)^Better: (\w+)$'
        critique:
          user: |
            Question:
            {input}
            Left answer:
            {response_a}
            Right answer:
            {response_b}
          answer: |-
            {critique}
            Better: {label}
    """#

  @Test func readsAStyle() throws {
    let style = try TemplateStyle(yaml: Self.text, file: "house.yaml")
    let pair = pairs(1)[0]
    let messages = try style.messages(for: pair, form: .critique)
    #expect(messages.count == 1)
    #expect(messages[0].content.hasSuffix("Right answer:\nbad\n"))
    let verdict = style.verdict(
      from: Completion(text: "So.\nBetter: right"), for: pair, form: .critique)
    #expect(verdict.judgment == .preference(.second))
  }

  static let wrong: [(String, String, String)] = [
    ("{input}", "{inptu}", "house.yaml:7:formats.pairwise.critique.user"),
    ("pattern:", "patern:", "house.yaml:5:formats.pairwise.patern"),
    (#"(\w+)$"#, #"(\w+$"#, "house.yaml:5:formats.pairwise.pattern"),
    ("name: house", "name: a b", "house.yaml:1:name"),
    ("first: left", "first: left, frist: x", "house.yaml:4:formats.pairwise.labels.frist"),
    // The YAML reader refuses it; its message names the line.
    ("name: house", "name: house\nname: two", "house.yaml"),
  ]

  @Test(arguments: wrong)
  func namesFileLineAndField(_ old: String, _ new: String, _ place: String) {
    let text = Self.text.replacing(old, with: new, maxReplacements: 1)
    let error = #expect(throws: AssayError.self) {
      try TemplateStyle(yaml: text, file: "house.yaml")
    }
    #expect(error?.location?.description == place)
  }

  @Test func refusesWhatIsNoYAML() {
    for text in ["", "a: [", "- 1"] {
      #expect(throws: AssayError.self) { try TemplateStyle(yaml: text, file: "x.yaml") }
    }
  }
}
