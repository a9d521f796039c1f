// SPDX-License-Identifier: Apache-2.0

/// What a judge said of one example, read from one completion.
public struct Verdict: Sendable, Hashable, Codable {
  /// The judgment, or why there is none.
  public var outcome: Outcome
  /// The judge's stated explanation, where it gave one.
  public var critique: String?
  /// The judge's private thinking, where the model shows it.
  public var reasoning: String?
  /// Probabilities of the judgments by their descriptions, where the model gives them.
  public var labelProbabilities: [String: Double]?
  /// What was said of each named criterion, in the order of the rubric; `nil` without them.
  public var criteria: [CriterionVerdict]?
  /// How the judgment had to be read; empty where the text kept to its contract.
  public var notes: [ReadingNote]

  /// A judgment, or the reason that there is none. A non-judgment is never turned into a score.
  public enum Outcome: Sendable, Hashable {
    case judged(Judgment)
    case unscored(UnscoredReason)
  }

  public init(
    _ outcome: Outcome, critique: String? = nil, reasoning: String? = nil,
    labelProbabilities: [String: Double]? = nil, notes: [ReadingNote] = []
  ) {
    self.outcome = outcome
    self.critique = critique
    self.reasoning = reasoning
    self.labelProbabilities = labelProbabilities
    self.notes = notes
  }

  /// A verdict with a judgment.
  public static func judged(_ judgment: Judgment) -> Verdict { Verdict(.judged(judgment)) }
  /// A verdict without a judgment.
  public static func unscored(_ reason: UnscoredReason) -> Verdict { Verdict(.unscored(reason)) }

  /// The judgment, if there is one.
  public var judgment: Judgment? {
    if case .judged(let judgment) = outcome { judgment } else { nil }
  }

  /// The reason that there is no judgment, if there is none.
  public var unscoredReason: UnscoredReason? {
    if case .unscored(let reason) = outcome { reason } else { nil }
  }

  /// The verdict as it applies once the two responses have changed places.
  public func swapped() -> Verdict {
    var copy = self
    copy.criteria = criteria?.map { $0.swapped() }
    guard case .judged(let judgment) = outcome else { return copy }
    copy.outcome = .judged(judgment.swapped())
    if case .preference = judgment, let probabilities = labelProbabilities {
      let (first, second) = (Preference.first.rawValue, Preference.second.rawValue)
      copy.labelProbabilities?[first] = probabilities[second]
      copy.labelProbabilities?[second] = probabilities[first]
    }
    return copy
  }
}

/// Why a completion gave no judgment. It is reported beside the scores and never becomes one.
public enum UnscoredReason: Sendable, Hashable {
  /// The output budget ended before the verdict.
  case truncated
  /// The prompt does not fit the model's context.
  case overlong
  /// The judge declined to judge.
  case refused
  /// No verdict could be found in the text.
  case unparsed
  /// A verdict was found whose label is not one of the offered ones.
  case badLabel(String)
  /// A verdict was found whose number lies outside the scale or the steps.
  case outOfRange(String)
  /// The completion gives two verdicts that exclude each other.
  case contradiction
  /// The prompt style has no prompt for the example: another attempt would end in the same way.
  case unsupported(String)
  /// The model could not be asked; it may be another time.
  case failed(String)

  /// The kind of reason, for counts and tables.
  public var kind: String {
    switch self {
    case .truncated: "truncated"
    case .overlong: "overlong"
    case .refused: "refused"
    case .unparsed: "unparsed"
    case .badLabel: "bad-label"
    case .outOfRange: "out-of-range"
    case .contradiction: "contradiction"
    case .unsupported: "unsupported"
    case .failed: "failed"
    }
  }

  /// What was found, for the reasons that carry it.
  public var detail: String? {
    switch self {
    case .badLabel(let text), .outOfRange(let text), .unsupported(let text), .failed(let text):
      text
    case .truncated, .overlong, .refused, .unparsed, .contradiction: nil
    }
  }
}

/// A remark on how a judgment was read. A strict reader would have refused it.
public enum ReadingNote: String, Sendable, Hashable, Codable, CaseIterable {
  /// The JSON was not valid and was read all the same (single quotes, a bare word).
  case repaired
  /// The JSON was a string inside another string.
  case unescaped
  /// The verdict came from a labelled line and not from the JSON object that was asked for.
  case labelledLine = "labelled-line"
  /// The verdict stood with decoration around it (`**Verdict:** [2].`).
  case decorated
  /// A fraction such as `4/5` was read as its numerator.
  case fraction
  /// The text ended early, after the verdict.
  case truncated
  /// The explanation prefers something else than the verdict.
  case contradiction
}
