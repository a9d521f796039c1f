// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The tokens of a tokenizer in the order of their ids.
public struct Vocabulary: Sendable, Hashable {
  /// The tokens; a token's place is its id.
  public let tokens: [String]
  /// The ids that stand for no text, such as the end of a message.
  public let specialIDs: Set<Int>

  private let idsByToken: [String: Int]

  /// - Throws: An `AssayError` with code `badCheckpoint` where a token occurs twice or a special
  ///   id is outside the vocabulary.
  public init(tokens: [String], specialIDs: Set<Int>) throws {
    var ids: [String: Int] = [:]
    ids.reserveCapacity(tokens.count)
    for (id, token) in tokens.enumerated() where ids.updateValue(id, forKey: token) != nil {
      throw AssayError(
        .badCheckpoint, "The vocabulary has the token \(token.debugDescription) twice.",
        advice: "Each token needs one id; take the tokenizer from its original source again.")
    }
    if let stray = specialIDs.sorted().first(where: { !tokens.indices.contains($0) }) {
      throw AssayError(
        .badCheckpoint,
        "The special token id \(stray) is outside the vocabulary of \(tokens.count) tokens.",
        advice: "Take the tokenizer from its original source again.")
    }
    self.tokens = tokens
    self.specialIDs = specialIDs
    idsByToken = ids
  }

  /// The number of tokens.
  public var count: Int { tokens.count }

  /// The id of a token, special or not; `nil` where it is not in the vocabulary.
  public func id(of token: String) -> Int? { idsByToken[token] }

  /// The token with this id; `nil` where there is none.
  public func token(at id: Int) -> String? { tokens.indices.contains(id) ? tokens[id] : nil }
}
