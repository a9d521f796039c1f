// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
public import AssayJudging

/// What a teacher thought and said about an example: the raw material of a training target.
///
/// It travels in the example's metadata, under `teacher` for the responses as they stand and under
/// `teacher_swapped` for the other order of a pair.
public struct TeacherTrace: Sendable, Hashable {
  /// The teacher's name.
  public var model: String
  /// The thinking, where the model shows it.
  public var reasoning: String?
  /// The answer after the thinking, as written.
  public var answer: String
  /// The judgment in the positions that the teacher saw; `nil` where there is none.
  public var judgment: Judgment?
  /// The kind of reason that there is no judgment.
  public var unscored: String?
  /// The output tokens, where known.
  public var tokens: Int?

  public init(
    model: String, reasoning: String?, answer: String, judgment: Judgment?,
    unscored: String? = nil, tokens: Int? = nil
  ) {
    self.model = model
    self.reasoning = reasoning
    self.answer = answer
    self.judgment = judgment
    self.unscored = unscored
    self.tokens = tokens
  }

  /// The trace of a judge's record; `nil` where the model did not answer.
  public init?(_ record: JudgmentRecord, model: String) {
    guard let completion = record.completion else { return nil }
    let text = completion.text
    let end = text.ranges(of: "</think>").last?.upperBound ?? text.startIndex
    let shown: Verdict = Verdict(record.shown)
    self.init(
      model: model, reasoning: record.verdict.reasoning ?? completion.reasoning,
      answer: String(text[end...].drop { $0.isWhitespace }), judgment: shown.judgment,
      unscored: shown.unscoredReason?.kind, tokens: completion.usage?.completionTokens)
  }
}

extension TeacherTrace {
  private static func key(_ order: PresentationOrder) -> String {
    order == .asGiven ? "teacher" : "teacher_swapped"
  }

  /// The trace that the example carries for the order, or `nil`.
  public init?(of example: Example, order: PresentationOrder = .asGiven) {
    guard let members = example.metadata[Self.key(order)]?.objectValue,
      let answer = members["answer"]?.stringValue
    else { return nil }
    self.init(
      model: members["model"]?.stringValue ?? "", reasoning: members["reasoning"]?.stringValue,
      answer: answer, judgment: members["judgment"].flatMap(Judgment.init(jsonValue:)),
      unscored: members["unscored"]?.stringValue, tokens: members["tokens"]?.integerValue)
  }

  /// The example with this trace in its metadata.
  public func attached(to example: Example, order: PresentationOrder = .asGiven) -> Example {
    var members: [String: JSONValue] = ["model": .string(model), "answer": .string(answer)]
    if let reasoning { members["reasoning"] = .string(reasoning) }
    if let judgment { members["judgment"] = judgment.jsonValue }
    if let unscored { members["unscored"] = .string(unscored) }
    if let tokens { members["tokens"] = .integer(tokens) }
    var copy = example
    copy.metadata[Self.key(order)] = .object(members)
    return copy
  }

  /// The example's two traces in each other's place, as a swapped pair needs them.
  static func exchanged(in example: Example) -> Example {
    var copy = example
    let (one, other) = (key(.asGiven), key(.swapped))
    copy.metadata[one] = example.metadata[other]
    copy.metadata[other] = example.metadata[one]
    return copy
  }
}
