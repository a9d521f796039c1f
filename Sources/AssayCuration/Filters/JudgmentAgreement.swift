// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Whether two judgments say the same, whichever type or letter case they were written in.
///
/// Judgments that a style has read compare as values. Labels that come from files compare after
/// normalisation: `True`, `true` and the boolean are one judgment, `4` and the score 4, `Response 1`
/// and the first response. R3's released filter compared texts, and so lost right items whose label
/// was written `True`.
public enum JudgmentAgreement {
  /// Whether the two say the same.
  public static func agree(_ one: Judgment, _ other: Judgment) -> Bool {
    normalized(one) == normalized(other)
  }

  /// The judgment in the type that its text has.
  public static func normalized(_ judgment: Judgment) -> Judgment {
    guard case .label(let text) = judgment else { return judgment }
    let words = text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    switch words {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "response 1", "first": return .preference(.first)
    case "response 2", "second": return .preference(.second)
    case "tie": return .preference(.tie)
    default: return Int(words).map { .score($0) } ?? .label(words)
    }
  }
}
