// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// A prompt and the completion to learn, as token ids. Only the completion bears loss.
public struct TrainingExample: Sendable, Hashable, Identifiable {
  /// The id of the example it was made from, for reports and messages.
  public var id: String
  /// The prompt's tokens, then the completion's; 32 bits each, since a data set holds millions.
  public var tokens: [Int32]
  /// How many of the tokens are the prompt's; at least 1, as each target needs a token before it.
  public var promptCount: Int

  /// Joins a prompt and its completion.
  ///
  /// - Throws: An `AssayError` with code `invalidExample` where either is empty or a token id
  ///   does not fit in 32 bits.
  public init(id: String, promptTokens: [Int], completionTokens: [Int]) throws {
    guard !promptTokens.isEmpty, !completionTokens.isEmpty else {
      throw AssayError(
        .invalidExample,
        "The training example \(id) has an empty \(promptTokens.isEmpty ? "prompt" : "completion").",
        advice: "Remove it or give it a text.")
    }
    var tokens: [Int32] = []
    tokens.reserveCapacity(promptTokens.count + completionTokens.count)
    for token in promptTokens + completionTokens {
      guard let narrow = Int32(exactly: token), narrow >= 0 else {
        throw AssayError(
          .invalidExample, "The training example \(id) has the token id \(token).",
          advice: "Encode it with the model's own tokenizer.")
      }
      tokens.append(narrow)
    }
    self.id = id
    self.tokens = tokens
    self.promptCount = promptTokens.count
  }

  /// How many tokens bear loss.
  public var completionCount: Int { tokens.count - promptCount }
  /// How many tokens the model is fed: all but the last, which is only a target.
  public var inputCount: Int { tokens.count - 1 }
}
