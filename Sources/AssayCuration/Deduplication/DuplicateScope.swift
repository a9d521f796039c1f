// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Which part of an example is compared when duplicates are looked for.
public enum DuplicateScope: String, Sendable, Hashable, Codable, CaseIterable {
  /// Everything that a judge is shown, less the rubric: instruction, input, reference, responses
  /// and steps. A pair counts as equal to the same pair in the other order.
  case example
  /// The instruction and the input: one example a question stays.
  case question
}

extension DuplicateScope {
  /// The separator of parts; words and shingles do not run across it.
  private static let separator = "\u{1F}"

  /// The parts of the example that count, joined.
  func text(of example: Example) -> String {
    var parts = [example.instruction, example.input]
    if self == .example {
      parts.append(example.reference ?? "")
      let ordered = example.format.isPairwise || example.responses.count > 1
      parts += ordered ? example.responses.sorted() : example.responses
      // Steps repeat the response; they count only where the cut is what differs.
      if let steps = example.steps { parts.append("\(steps.count)") }
    }
    return parts.joined(separator: Self.separator)
  }
}
