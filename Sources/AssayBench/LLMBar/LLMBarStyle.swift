// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// The contract of LLMBar's `CoT` evaluators: an explanation that ends in `Output (a) is better.`
/// or `Output (b) is better.`
///
/// The prompt is our wording of that contract. Ours reads the verdict only where the contract is
/// kept, as the text's last sentence, and calls a text that names both outputs as better a
/// contradiction. The official rule looks for the sentence about (a) anywhere, then for (b).
public struct LLMBarStyle: PromptStyle, OfficialReader {
  public let name = "llmbar-cot"

  public init() {}

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let example = example.guarded(by: Self.guarding)
    let (first, second) = try PairText.responses(of: example, style: name)
    let explain =
      form == .critique
      ? "Explain your choice briefly, and end with one of the two sentences"
      : "Answer with one of the two sentences and nothing else"
    let system = """
      You compare two outputs for one instruction and say which of them carries the instruction \
      out better. What counts first is whether the output does what was asked, then whether it is \
      correct; length, style and the order of the outputs do not count. \(explain): \
      "Output (a) is better." or "Output (b) is better."
      """
    let user = """
      Instruction:
      \(PairText.question(of: example))

      Output (a):
      \(first)

      Output (b):
      \(second)
      """
    return [.system(system), .user(user)]
  }

  private static let guarding = TextGuard([
    .mark("Output ( a )"), .mark("Output ( b )"), .line("Instruction:"),
  ])

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    let sentence: String
    switch try PairText.preference(judgment, style: name) {
    case .first: sentence = "Output (a) is better."
    case .second: sentence = "Output (b) is better."
    case .tie:
      throw AssayError(
        .invalidExample, "The prompt style '\(name)' knows no tie.",
        advice: "Leave ties out, or choose another style.")
    }
    return form == .critique && !critique.isEmpty ? "\(critique) \(sentence)" : sentence
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    let text = completion.text
    let preferences = Set(Preference.allCases.filter { Self.names($0, in: text) })
    guard preferences.count <= 1 else {
      return Verdict(.unscored(.contradiction), critique: text, reasoning: completion.reasoning)
    }
    guard let preference = preferences.first, Self.ends(with: preference, text) else {
      return PairText.unreadable(completion)
    }
    return Verdict(
      .judged(.preference(preference)), critique: text, reasoning: completion.reasoning)
  }

  /// LLMBar's own reading (`LLMEvaluator/evaluate.py` with its `CoT` configurations): on the
  /// stripped text the regular expression `Output \(a\) is better.` anywhere means the first,
  /// else the same with (b) the second. Its unescaped full stop matches any one character but an
  /// end of line, and a text that says both is read as (a).
  public func officialOutcome(
    of completion: Completion, for shown: Example
  ) -> Verdict.Outcome {
    let text = Self.stripped(completion.text)
    for preference in [Preference.first, .second] where Self.matches(preference, in: text) {
      return .judged(.preference(preference))
    }
    return .unscored(.unparsed)
  }
}

extension LLMBarStyle {
  private static func sentence(_ preference: Preference) -> [UInt8] {
    switch preference {
    case .first: Array("Output (a) is better".utf8)
    case .second: Array("Output (b) is better".utf8)
    case .tie: []
    }
  }

  /// The text without white space at both ends.
  static func stripped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[start...end])
  }

  private static func names(_ preference: Preference, in text: String) -> Bool {
    !occurrences(of: sentence(preference), in: Array(text.utf8)).isEmpty
  }

  private static func matches(_ preference: Preference, in text: String) -> Bool {
    let bytes = Array(text.utf8)
    let pattern = sentence(preference)
    return occurrences(of: pattern, in: bytes).contains { start in
      let next = start + pattern.count
      return next < bytes.count && bytes[next] != UInt8(ascii: "\n")
    }
  }

  /// Whether the text's last sentence is the verdict; quotes and emphasis around it are allowed.
  private static func ends(with preference: Preference, _ text: String) -> Bool {
    var bytes = Array(stripped(text).utf8)
    let marks = Array(".!\"'*_`".utf8)
    while let last = bytes.last, marks.contains(last) { bytes.removeLast() }
    return bytes.suffix(sentence(preference).count).elementsEqual(sentence(preference))
  }

  private static func occurrences(of pattern: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard !pattern.isEmpty, bytes.count >= pattern.count else { return [] }
    return (0...(bytes.count - pattern.count)).filter { start in
      bytes[start] == pattern[0]
        && bytes[start..<(start + pattern.count)].elementsEqual(pattern)
    }
  }
}
