// SPDX-License-Identifier: Apache-2.0

/// Turns examples into prompts and completions into verdicts.
///
/// The same style renders a training example and a question to a judge, and reads both: there is
/// one prompt code, so that training and inference cannot drift apart.
public protocol PromptStyle: Sendable {
  /// The name in files, tables and options, such as `r3`.
  var name: String { get }

  /// Renders the messages that ask for a judgment of the example.
  ///
  /// - Throws: An `AssayError` with code `unsupportedFormat` where the style has no prompt for
  ///   the example's format, or `invalidExample` where the example lacks what the format needs.
  func messages(for example: Example, form: PromptForm) throws -> [ChatMessage]

  /// Writes the completion that a judge would give: the target of a training example.
  ///
  /// - Throws: An `AssayError` with code `invalidExample` where the judgment does not answer the
  ///   example's format.
  func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String

  /// Reads the verdict out of a completion. Never throws: what cannot be read is a value.
  func verdict(from completion: Completion, for example: Example, form: PromptForm) -> Verdict
}

/// Whether the judge explains itself before (or, in `flame`, after) its verdict.
public enum PromptForm: String, Sendable, Hashable, Codable, CaseIterable {
  /// An explanation and a verdict.
  case critique
  /// The verdict alone (FARE §3.2's direct judgment).
  case verdictOnly = "verdict-only"
}
