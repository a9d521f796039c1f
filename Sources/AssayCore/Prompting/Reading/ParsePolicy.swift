// SPDX-License-Identifier: Apache-2.0

/// How much a reader of verdicts forgives.
public enum ParsePolicy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Reads what is unambiguous although it breaks the contract, and says so in the notes.
  case lenient
  /// Refuses every verdict that would carry a note.
  case strict
}

extension ParsePolicy {
  /// The verdict as this policy lets it stand.
  func applied(to verdict: Verdict) -> Verdict {
    guard self == .strict, verdict.judgment != nil, !verdict.notes.isEmpty else { return verdict }
    var refused = verdict
    if verdict.notes.contains(.truncated) {
      refused.outcome = .unscored(.truncated)
    } else if verdict.notes == [.contradiction] {
      refused.outcome = .unscored(.contradiction)
    } else {
      refused.outcome = .unscored(.unparsed)
    }
    return refused
  }
}
