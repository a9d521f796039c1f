// SPDX-License-Identifier: Apache-2.0

/// A prompt style whose frame is a few dozen characters, for models that read characters.
///
/// One user message, each part on lines of its own below its letter, absent parts left out:
///
///     P mod 10            the format's tag, `!` where the verdict alone is asked for,
///                         and the task instruction
///     5=right             the rubric: its criteria, then a line for each level
///     Q                   the input
///     3
///     R                   the reference answer
///     7
///     A                   the response, or the first of several;
///     a+4=7               steps stand on lines of their own, each behind its letter
///     B                   the second response, and so on through the alphabet
///
/// Steps have letters and not numbers, so that a model cannot take a step's label for a digit of
/// its content: `a` to `z`, then `aa` and on.
///
/// The answer is the critique, if one is asked for, and below it a line of `>` and the verdict.
///
/// | format | tag | verdict |
/// |---|---|---|
/// | pairwise | `P`, with ties `P=` | `A`, `B`, `=` for a tie |
/// | stepwise | `S` | the letter of the first wrong step, `-` for none |
/// | verification, with or without reference | `V`, `U` | `Y`, `N` |
/// | pointwise | `R`, on another scale than 1 to 5 `R0-10` | the score |
/// | binary | `T` | `T`, `F` |
/// | classification | `C`, its labels on a line that begins with `L` | the label |
/// | ranking | `K` | the letters of the responses, best first |
///
/// A line of judged text that looks like one of the frame's gets a backslash before it.
public struct CompactStyle: PromptStyle {
  public let name = "compact"

  /// The most responses that have a letter.
  static let maximumResponses = 26

  public init() {}

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let example = example.guarded(by: Self.guarding).withLinesGuarded(
      by: Self.lines(responses: example.responses.count))
    let tag = try tag(of: example.format) + (form == .verdictOnly ? "!" : "")
    var lines = [example.instruction.isEmpty ? tag : "\(tag) \(example.instruction)"]
    if let rubric = example.rubric {
      if !rubric.criteria.isEmpty { lines.append(rubric.criteria) }
      lines += rubric.levels.map { "\($0.label)=\($0.meaning)" }
    }
    if case .classification(let labels) = example.format {
      lines.append("L " + labels.joined(separator: "|"))
    }
    if !example.input.isEmpty { lines += ["Q", example.input] }
    if case .verification(reference: true) = example.format {
      guard let reference = example.reference else {
        throw Self.invalid(example, "it has no reference answer")
      }
      lines += ["R", reference]
    } else if let reference = example.reference {
      lines += ["R", reference]
    }
    lines += try responses(of: example)
    return [.user(lines.joined(separator: "\n"))]
  }

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    let label = try CompactVerdict.label(of: judgment, for: example)
    let verdict = CompactVerdict.marker + label
    return form == .verdictOnly || critique.isEmpty ? verdict : "\(critique)\n\(verdict)"
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    CompactVerdict.read(completion, for: example, form: form)
  }

  private static let guarding = TextGuard([])

  /// The lines of the frame: a part's letter, or the beginning of a verdict. Other capital letters
  /// are no part's: a line `T` is a value of logic.
  private static func lines(responses: Int) -> LineGuard {
    let parts = Set(["A", "B", "Q", "R"] + CompactVerdict.letters.prefix(responses))
    return LineGuard { $0.hasPrefix(CompactVerdict.marker) || parts.contains(String($0)) }
  }

  private func tag(of format: JudgmentFormat) throws -> String {
    switch format {
    case .pairwise(ties: false): "P"
    case .pairwise(ties: true): "P="
    case .stepwise: "S"
    case .verification(reference: true): "V"
    case .verification(reference: false): "U"
    case .pointwise(.oneToFive): "R"
    case .pointwise(let scale): "R\(scale.lowest)-\(scale.highest)"
    case .binary: "T"
    case .classification: "C"
    case .ranking: "K"
    }
  }

  private func responses(of example: Example) throws -> [String] {
    if example.format == .stepwise {
      guard let steps = example.steps, !steps.isEmpty else {
        throw Self.invalid(example, "it has no steps")
      }
      return ["A"] + steps.enumerated().map { Self.stepLabel($0) + $1 }
    }
    let count = CompactVerdict.responseCount(of: example)
    guard example.responses.count == count, count <= Self.maximumResponses else {
      throw Self.invalid(example, "it has \(example.responses.count) responses and not \(count)")
    }
    return zip(CompactVerdict.letters, example.responses).flatMap { [$0, $1] }
  }

  /// The letters of the step with the 0-based index: `a` to `z`, `aa` to `zz`, and so on.
  public static func stepLabel(_ index: Int) -> String {
    var label = ""
    var rest = max(0, index) + 1
    while rest > 0 {
      label = String(UnicodeScalar(UInt8(ascii: "a") + UInt8((rest - 1) % 26))) + label
      rest = (rest - 1) / 26
    }
    return label
  }

  static func invalid(_ example: Example, _ reason: String) -> AssayError {
    AssayError(
      .invalidExample,
      "The example \(example.id) cannot be put in compact style: \(reason).",
      advice: "Correct the example, or leave it out.")
  }
}
