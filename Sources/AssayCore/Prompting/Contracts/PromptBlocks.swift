// SPDX-License-Identifier: Apache-2.0

/// The titled blocks that prompts of published contracts are made of.
enum PromptBlocks {
  /// The blocks below lines such as `###Response A:`.
  static func text(_ blocks: [(String, String)]) -> String {
    blocks.map { "###\($0):\n\($1)" }.joined(separator: "\n\n")
  }

  /// The example's instruction and its input.
  static func question(of example: Example) -> String {
    [example.instruction, example.input].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The rubric as text; empty where there is none.
  static func rubric(of example: Example) -> String {
    guard let rubric = example.rubric else { return "" }
    let criteria = rubric.criteria.isEmpty ? [] : [rubric.criteria]
    return (criteria + rubric.levels.map { "\($0.label): \($0.meaning)" }).joined(separator: "\n")
  }

  /// The responses of a bracketed prompt, each between its start and its end.
  static func answers(_ responses: [String], names: [String]) -> String {
    zip(names, responses).map { name, response in
      """
      [The Start of Assistant \(name)'s Answer]
      \(response)
      [The End of Assistant \(name)'s Answer]
      """
    }.joined(separator: "\n\n")
  }

  /// The lines that ``answers(_:names:)`` puts around responses.
  static let answerDelimiters: [TextGuard.Delimiter] = [
    .line("[The Start of"), .line("[The End of"), .line("[User Question]"),
  ]
}
