// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// The contract of Arena-Hard judges: a text that ends in one of five bracketed labels.
///
/// `[[A>>B]]`, `[[A>B]]`, `[[A=B]]`, `[[B>A]]` and `[[B>>A]]` say how much better which answer is.
/// The prompt is our wording of that contract. Two readings are offered: ours takes all labels of
/// the text together and calls those that prefer different answers a contradiction, and the
/// official one of JudgeBench takes the label only where all bracketed texts are the same.
public struct ArenaHardStyle: PromptStyle, OfficialReader {
  public let name = "arena-hard"

  public init() {}

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let example = example.guarded(by: Self.guarding)
    let (first, second) = try PairText.responses(of: example, style: name)
    let explain =
      form == .critique
      ? "Work out your own answer first, then compare the two answers with it and name their "
        + "mistakes. After that, state your verdict" : "State only your verdict"
    let system = """
      You judge the answers of two assistants, A and B, to one question. \(explain) as exactly \
      one of these labels:
      [[A>>B]] A is much better
      [[A>B]] A is slightly better
      [[A=B]] both are equally good
      [[B>A]] B is slightly better
      [[B>>A]] B is much better
      Write the label once, as the last line, like this: My final verdict is: [[A=B]]
      """
    let user = """
      Question:
      \(PairText.question(of: example))

      Answer of assistant A:
      \(first)

      Answer of assistant B:
      \(second)
      """
    return [.system(system), .user(user)]
  }

  // Whatever begins as a label is broken: one that is none spoils the reading too.
  private static let guarding = TextGuard(
    ["A", "B", "<", ">", "="].map { .mark("[[\($0)") } + [
      .line("Question:"), .line("Answer of assistant A:"), .line("Answer of assistant B:"),
    ])

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    let label =
      switch try PairText.preference(judgment, style: name) {
      case .first: "[[A>B]]"
      case .second: "[[B>A]]"
      case .tie: "[[A=B]]"
      }
    let verdict = "My final verdict is: \(label)"
    return form == .critique && !critique.isEmpty ? "\(critique)\n\n\(verdict)" : verdict
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    let labels = Self.labels(in: completion.text)
    guard let last = labels.last else {
      return PairText.unreadable(completion)
    }
    var preferences: Set<Preference> = []
    for label in labels {
      guard let preference = Self.preference(label) else { return .unscored(.badLabel(label)) }
      preferences.insert(preference)
    }
    guard preferences.count == 1, let preference = Self.preference(last) else {
      return Verdict(
        .unscored(.contradiction), critique: completion.text, reasoning: completion.reasoning)
    }
    return Verdict(
      .judged(.preference(preference)), critique: completion.text,
      reasoning: completion.reasoning,
      notes: completion.finishReason == .length ? [.truncated] : [])
  }

  /// JudgeBench's own reading (`utils/judges.py`): every `[[…]]` made of A, B, `<`, `>` and `=`
  /// counts; where they are all the same text it is the decision, `>>` read as `>`, and otherwise
  /// there is none. `[[A>B]]` beside `[[A>>B]]` is therefore no decision.
  public func officialOutcome(
    of completion: Completion, for shown: Example
  ) -> Verdict.Outcome {
    let labels = Self.labels(in: completion.text)
    guard let label = labels.first else { return .unscored(.unparsed) }
    guard labels.allSatisfy({ $0 == label }) else { return .unscored(.contradiction) }
    return JudgeBenchDecision.outcome(Self.singleArrow(label))
  }

  /// The contents of all `[[…]]` that hold nothing but A, B, `<`, `>` and `=`, in their order.
  static func labels(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    let allowed = Array("AB<>=".utf8)
    var labels: [String] = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "["), bytes[index + 1] == UInt8(ascii: "[") else {
        index += 1
        continue
      }
      var end = index + 2
      while end < bytes.count, allowed.contains(bytes[end]) { end += 1 }
      let isClosed =
        end > index + 2 && end + 1 < bytes.count && bytes[end] == UInt8(ascii: "]")
        && bytes[end + 1] == UInt8(ascii: "]")
      guard isClosed else {
        index += 1
        continue
      }
      labels.append(String(decoding: bytes[(index + 2)..<end], as: UTF8.self))
      index = end + 2
    }
    return labels
  }

  private static func preference(_ label: String) -> Preference? {
    switch label {
    case "A>>B", "A>B": .first
    case "B>>A", "B>A": .second
    case "A=B": .tie
    default: nil
    }
  }

  /// The label with every `>>` replaced by `>`, from the left.
  private static func singleArrow(_ label: String) -> String {
    var result = ""
    var rest = label[...]
    while let character = rest.popFirst() {
      result.append(character)
      if character == ">", rest.first == ">" { rest.removeFirst() }
    }
    return result
  }
}
