// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A wrong answer, and how it came about.
public struct Negative: Sendable, Hashable {
  public var text: String
  public var origin: Origin

  /// Where a wrong answer comes from.
  public enum Origin: String, Sendable, Hashable, Codable {
    /// Another option of the question.
    case option
    /// A wrong answer that some system gave and people judged.
    case recorded
    /// A model cut it out of a longer wrong answer.
    case extracted
    /// A model made it up.
    case invented
    /// A rule broke the right answer.
    case rule
  }

  public init(text: String, origin: Origin) {
    self.text = text
    self.origin = origin
  }
}

/// A question that needs a wrong answer.
public struct NegativeQuestion: Sendable, Hashable, Identifiable {
  public var id: String
  public var question: String
  /// Every answer that counts as right.
  public var aliases: [String]
  /// The gold field before it was cut into aliases, where there is one.
  public var wholeGold: String?
  /// Answers that people judged to be wrong.
  public var wrongAnswers: [String]

  public init(
    id: String, question: String, aliases: [String], wholeGold: String? = nil,
    wrongAnswers: [String] = []
  ) {
    self.id = id
    self.question = question
    self.aliases = aliases
    self.wholeGold = wholeGold
    self.wrongAnswers = wrongAnswers
  }

  /// What every wrong answer to it must pass.
  public var audit: NegativeAudit { NegativeAudit(aliases: aliases, wholeGold: wholeGold) }
}

extension Example {
  /// The example with its right answer and the one with a wrong answer, both `binary` and of one
  /// group.
  ///
  /// - Parameter template: What the two share; its responses and its gold are replaced.
  public static func binaryTwins(
    _ template: Example, right: String, wrong: Negative
  ) -> [Example] {
    [(right, true), (wrong.text, false)].map { response, isRight in
      var example = template
      example.id = "\(template.id)-\(isRight)"
      example.format = .binary
      example.responses = [response]
      example.gold = .boolean(isRight)
      if !isRight { example.metadata["negative_origin"] = .string(wrong.origin.rawValue) }
      return example
    }
  }
}
