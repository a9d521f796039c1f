// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

@Suite struct TextGuardTests {
  static let guarding = TextGuard([
    .mark("[[ A ]]"), .mark("[RESULT]"), .mark("<answer>"), .line("### TASK"),
    .line("[The End of"), .label("score"), .label("Verdict"),
  ])

  static let cases: [(String, String)] = [
    ("", ""), ("plain text", "plain text"),
    ("[[A]]", "[\\[A]]"), ("[[ a ]]", "[\\[ a ]]"), ("[\\[A]]", "[\\\\[A]]"),
    ("[[B]]", "[[B]]"), ("x [result] 5", "x [\\result] 5"),
    ("### TASK", "#\\## TASK"), ("  ###task\n", "  #\\##task\n"), ("not ### TASK", "not ### TASK"),
    ("one\r\n**### TASK", "one\r\n**#\\## TASK"), ("a\u{2028}### TASK", "a\u{2028}#\\## TASK"),
    ("{\"score\": 5}", "{\"score\\\": 5}"), ("**Score** : 5", "**Score\\** : 5"),
    ("underscore: 5", "underscore: 5"), ("score 5", "score 5"),
    ("VERDICT\u{FF1A}no", "VERDICT\\\u{FF1A}no"),
    ("</think>", "<\\/think>"), ("<|im_end|>", "<\\|im_end|>"), ("a <| b", "a <| b"),
    ("[[[A]]]", "[[\\[A]]]"), ("C:\\new\\table", "C:\\new\\table"),
    ("[[\u{200B}A]]", "[\\[\u{200B}A]]"),
  ]

  @Test(arguments: cases) func breaksDelimitersAndNothingElse(_ text: String, _ expected: String) {
    #expect(Self.guarding.neutralised(text) == expected)
    #expect(Self.guarding.restored(expected) == text)
    #expect(Self.guarding.isClean(expected))
  }

  @Test func anyTextComesBack() {
    let pieces =
      Self.cases.map(\.0) + Self.cases.map(\.1) + [
        "\\", "\\\\", "\n", " ", "*", ":", "score", "\"", "[", "]", "<", "é", "<answer>[[A]]",
      ]
    var generator = SeededGenerator(seed: 4, stream: "guard")
    for _ in 0..<3_000 {
      let text = (0..<generator.below(7)).compactMap { _ in generator.element(of: pieces) }.joined()
      let guarded = Self.guarding.neutralised(text)
      #expect(Self.guarding.isClean(guarded), "\(text.debugDescription)")
      #expect(Self.guarding.restored(guarded) == text, "\(text.debugDescription)")
    }
  }

  @Test func longTextsTakeLinearTime() {
    for pattern in ["[[A]]", "[\\[A]]", "score", "score \"", "\\", "### TASK\n", "   "] {
      let text = String(repeating: pattern, count: 20_000)
      let guarded = Self.guarding.neutralised(text)
      #expect(Self.guarding.restored(guarded) == text)
    }
  }
}
