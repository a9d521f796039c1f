// SPDX-License-Identifier: Apache-2.0

/// Turns text into token ids and back.
public protocol Tokenizer: Sendable {
  /// The tokens, their ids, and which of them are special.
  var vocabulary: Vocabulary { get }

  /// The ids of the text's tokens.
  ///
  /// Text is only ever text: where it happens to spell a special token, that token's id is not
  /// among the result. So nothing that a user or a data set writes can end a message or begin one.
  func encode(_ text: String) -> [Int]

  /// The text of the tokens, with or without the special ones; ids outside the vocabulary add
  /// nothing.
  func decode(_ tokens: [Int], skippingSpecialTokens: Bool) -> String
}

extension Tokenizer {
  /// The text of the tokens, without the special ones.
  public func decode(_ tokens: [Int]) -> String { decode(tokens, skippingSpecialTokens: true) }

  /// The number of ids; each id is below it.
  public var vocabularySize: Int { vocabulary.count }
}
