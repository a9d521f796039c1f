// SPDX-License-Identifier: Apache-2.0

/// What a user's style says of one format.
struct TemplateTask: Sendable {
  /// The texts of each form that the task has.
  var texts: [PromptForm: Texts]
  /// How a verdict is read.
  var rule: Rule
  /// How judgments are spelt, by `first`, `second`, `tie`, `true` and `false`.
  var labels: [String: String]
  /// What judged text must not imitate.
  var textGuard: TextGuard

  struct Texts: Sendable {
    var system: String?
    var user: String
    /// The answer with `{label}`, and `{critique}` in the critique form; `nil` with a JSON rule.
    var answer: String?
  }

  enum Rule: Sendable {
    /// The fields of a JSON object.
    case json(verdict: String, critique: String)
    /// A regular expression with one group for the label; the last match must be the only one
    /// that says so.
    case pattern(String)
  }

  /// The answers to choose from.
  func space(for example: Example, style: String) throws -> AnswerSpace {
    func name(_ key: String, _ judgment: Judgment) -> AnswerSpace.Name {
      AnswerSpace.Name(labels[key] ?? key, judgment)
    }
    switch example.format {
    case .pointwise(let scale): return example.wordSpace ?? .scores(scale)
    case .stepwise: return .steps(count: example.steps?.count)
    case .classification(let labels): return .names(labels.map { .init($0, .label($0)) })
    case .binary, .verification:
      return .names([name("true", .boolean(true)), name("false", .boolean(false))])
    case .pairwise(let ties):
      guard !ties || labels["tie"] != nil else { throw example.unsupported(by: style) }
      return .names(
        [name("first", .preference(.first)), name("second", .preference(.second))]
          + (ties ? [name("tie", .preference(.tie))] : []))
    case .ranking: throw example.unsupported(by: style)
    }
  }

  /// The answer that a judge would give.
  func answer(label: String, critique: String, texts: Texts, form: PromptForm) -> String {
    switch rule {
    case .json(let verdict, let field):
      func text(_ value: String) -> String {
        JSONValue.string(value).jsonText.replacing("</think>", with: "<\\/think>")
      }
      let reason = form == .critique ? "\(text(field)): \(text(critique)), " : ""
      return "{\(reason)\(text(verdict)): \(text(label))}"
    case .pattern:
      return PromptTemplate(texts.answer ?? "{label}")
        .filled(["label": label, "critique": textGuard.neutralised(critique)])
    }
  }

  /// Reads a verdict.
  func verdict(from completion: Completion, space: AnswerSpace) -> Verdict {
    switch rule {
    case .json(let verdict, let critique):
      return JSONVerdictReader(
        space: space, verdictKey: verdict.lowercased(), critiqueKey: critique.lowercased()
      )
      .verdict(from: completion)
    case .pattern(let pattern): return matched(pattern, in: completion, space)
    }
  }

  private func matched(
    _ pattern: String, in completion: Completion, _ space: AnswerSpace
  ) -> Verdict {
    let answer = AnswerText(completion)
    guard !answer.isThinking, completion.finishReason != .contentFilter,
      let regex = try? Regex(pattern)
    else { return answer.unreadable() }
    // A cut text may still be thinking, and its last label may be half of one.
    if completion.finishReason == .length {
      return Verdict(.unscored(.truncated), reasoning: answer.reasoning)
    }
    let text = answer.text.string(answer.answer)
    let found = text.matches(of: regex).compactMap { match in
      match.output.count > 1 ? match.output[1].substring.map { ($0, match.range) } : nil
    }
    guard let (label, range) = found.last else { return answer.unreadable() }
    let before = text[..<range.lowerBound].trimmingPrefix { $0.isWhitespace }
    let critique = before.isEmpty ? nil : textGuard.restored(String(before))
    let readings = found.map { space.read(String($0.0), at: .line) }
    switch space.read(String(label), at: .line) {
    case .unscored(let reason):
      return Verdict(.unscored(reason), critique: critique, reasoning: answer.reasoning)
    case .judged(let judgment, let notes):
      let differs = readings.contains {
        if case .judged(judgment, _) = $0 { false } else { true }
      }
      return Verdict(
        differs ? .unscored(.contradiction) : .judged(judgment), critique: critique,
        reasoning: answer.reasoning, notes: differs ? [] : notes)
    }
  }
}
