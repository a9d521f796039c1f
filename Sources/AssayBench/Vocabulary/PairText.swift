// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The parts that the contracts of recorded pairwise judges have in common.
enum PairText {
  /// The question of an example.
  static func question(of example: Example) -> String {
    [example.instruction, example.input].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The two responses.
  ///
  /// - Throws: `unsupportedFormat` where the example is no pair, `invalidExample` where it lacks
  ///   a response.
  static func responses(of example: Example, style: String) throws -> (String, String) {
    guard example.format.isPairwise else {
      throw AssayError(
        .unsupportedFormat,
        "The prompt style '\(style)' asks about pairs, and '\(example.id)' is "
          + "\(example.format.name).",
        advice: "Choose a style for this format, such as r3 or fare.")
    }
    guard example.responses.count == 2 else {
      throw AssayError(
        .invalidExample,
        "A pair has 2 responses, and '\(example.id)' has \(example.responses.count).",
        advice: "Give the example two responses.")
    }
    return (example.responses[0], example.responses[1])
  }

  /// The preference that a judgment is.
  ///
  /// - Throws: `invalidExample` where it is another kind of judgment.
  static func preference(_ judgment: Judgment, style: String) throws -> Preference {
    guard case .preference(let preference) = judgment else {
      throw AssayError(
        .invalidExample, "The judgment '\(judgment)' is no preference.",
        advice: "The prompt style '\(style)' writes verdicts on pairs.")
    }
    return preference
  }

  /// The verdict on an answer in which none was found.
  static func unreadable(_ completion: Completion) -> Verdict {
    let reason: UnscoredReason =
      switch completion.finishReason {
      case .length: .truncated
      case .contentFilter: .refused
      case .stop, .unknown: .unparsed
      }
    return Verdict(
      .unscored(reason), critique: completion.text.isEmpty ? nil : completion.text,
      reasoning: completion.reasoning)
  }
}
