// SPDX-License-Identifier: Apache-2.0

/// The ways in which judges of published benchmarks state their verdicts.
///
/// Each dialect reads a recorded completion twice: `officialReading` is what the benchmark's own
/// code makes of the text, quirks included, and `verdict` is Assay's reading, which refuses what
/// is not a verdict and says why.
public enum RecordedDialect: String, Sendable, Hashable, Codable, CaseIterable {
  /// RewardBench's generative judges: `[[A]]` or `[[B]]`; officially any `[[A]]` wins.
  case rewardBench = "reward-bench"
  /// RewardBench's ratings: a number from 1 to 10 at the end.
  case rewardBenchRating = "reward-bench-rating"
  /// RewardBench 2's four-way choice: `[[A]]` to `[[D]]`; officially the first in letter order.
  case rewardBench2 = "reward-bench-2"
  /// Arena-Hard as used in JudgeBench: `[[A>>B]]`, `[[A>B]]`, `[[A=B]]`, `[[B>A]]`, `[[B>>A]]`.
  case arenaHard = "arena-hard"
  /// ReasoningJudgeBench: after the last `Verdict:`, exactly one of `[[A>B]]` and `[[B>A]]`.
  case reasoningJudgeBench = "reasoning-judge-bench"
  /// LLMBar: the sentence `Output (a) is better.`; officially (a) wins where both stand, and any
  /// character may take the place of the full stop, which is a wildcard in the official pattern.
  case llmBar = "llmbar"
  /// ProcessBench: an index in the last `\boxed{}`.
  case processBench = "process-bench"
  /// VerifyBench: `Yes` or `No`; officially the last of them, also inside `Note`.
  case verifyBench = "verify-bench"
  /// JudgeBench's vanilla judge: officially nothing but `Output (a)` or `Output (b)`.
  case vanilla
}

extension RecordedDialect {
  /// What the benchmark's own code reads; `nil` where it reads nothing.
  public func officialReading(of text: String) -> Judgment? {
    let bytes = ByteText(text)
    switch self {
    case .rewardBench:
      return bytes.contains(exactly: "[[A]]")
        ? .preference(.first) : bytes.contains(exactly: "[[B]]") ? .preference(.second) : nil
    case .rewardBenchRating: return RecordedReading.finalRating(bytes).map { .score($0) }
    case .rewardBench2:
      return ["A", "B", "C", "D"].first { bytes.contains(exactly: "[[\($0)]]") }.map { .label($0) }
    case .arenaHard:
      let grades = Set(RecordedReading.grades(in: bytes, bytes.all))
      return grades.count == 1 ? grades.first.flatMap(RecordedReading.preference) : nil
    case .reasoningJudgeBench:
      let found = RecordedReading.strictGradesAfterVerdict(bytes)
      return found.count == 1 ? found.first : nil
    case .llmBar:
      return RecordedReading.saysBetter("Output (a) is better", in: bytes)
        ? .preference(.first)
        : RecordedReading.saysBetter("Output (b) is better", in: bytes)
          ? .preference(.second) : nil
    case .processBench:
      guard let inside = RecordedReading.lastBox(bytes),
        case .integer(let index) = NumberLabel(inside.trimmingLabelSpace())
      else { return nil }
      return .firstError(index < 0 ? nil : index)
    case .verifyBench:
      let yes = bytes.last(Array("Yes".utf8), in: bytes.all) ?? -1
      let no = bytes.last(Array("No".utf8), in: bytes.all) ?? -1
      return yes == no ? nil : .boolean(yes > no)
    case .vanilla:
      switch text.trimmingLabelSpace() {
      case "Output (a)": return .preference(.first)
      case "Output (b)": return .preference(.second)
      default: return nil
      }
    }
  }

  /// Assay's reading. What the completion's thinking says does not count.
  ///
  /// - Parameter steps: The number of steps of the response, for `processBench`.
  public func verdict(from completion: Completion, steps: Int? = nil) -> Verdict {
    let answer = AnswerText(completion)
    guard !answer.isThinking, !answer.mayBeThinking(contractOpenings: []) || hasClosingMark
    else { return answer.unreadable() }
    let reading = reading(of: answer.text, answer.answer, steps: steps)
    switch reading {
    case .judged(let judgment, var notes):
      if completion.finishReason == .length { notes.append(.truncated) }
      return Verdict(.judged(judgment), reasoning: answer.reasoning, notes: notes)
    case .unscored(.unparsed)?, nil: return answer.unreadable()
    case .unscored(let reason):
      return Verdict(.unscored(reason), reasoning: answer.reasoning)
    }
  }

  /// Whether a verdict is recognisably complete in a text that the output budget ended.
  private var hasClosingMark: Bool {
    switch self {
    case .rewardBenchRating, .verifyBench: false
    default: true
    }
  }

  private func reading(
    of text: ByteText, _ range: Range<Int>, steps: Int?
  ) -> AnswerSpace.Reading? {
    switch self {
    case .rewardBench:
      return RecordedReading.oneOf(
        ["[[A]]": .preference(.first), "[[B]]": .preference(.second)], in: text, range)
    case .rewardBench2:
      return RecordedReading.oneOf(
        Dictionary(
          uniqueKeysWithValues: ["A", "B", "C", "D"].map { ("[[\($0)]]", Judgment.label($0)) }),
        in: text, range)
    case .rewardBenchRating: return RecordedReading.rating(text, range)
    case .arenaHard:
      let grades = RecordedReading.grades(in: text, range)
      let preferences = Set(grades.compactMap(RecordedReading.preference))
      guard preferences.count < 2 else { return .unscored(.contradiction) }
      if let preference = preferences.first { return .judged(preference) }
      return grades.last.map { .unscored(.badLabel("[[\($0)]]")) }
    case .reasoningJudgeBench:
      let found = RecordedReading.strictGradesAfterVerdict(text, range)
      guard found.count < 2 else { return .unscored(.contradiction) }
      return found.first.map { .judged($0) }
    case .llmBar:
      return RecordedReading.oneOf(
        [
          "output (a) is better": .preference(.first),
          "output (b) is better": .preference(.second),
        ], in: text, range)
    case .processBench:
      return RecordedReading.lastBox(text, range).map {
        AnswerSpace.steps(count: steps).read($0, at: .line)
      }
    case .verifyBench: return RecordedReading.lastYesOrNo(text, range)
    case .vanilla:
      return RecordedReading.oneOf(
        ["output (a)": .preference(.first), "output (b)": .preference(.second)], in: text, range)
    }
  }
}

extension ByteText {
  fileprivate func contains(exactly pattern: String) -> Bool {
    first(Array(pattern.utf8), in: all) != nil
  }
}
