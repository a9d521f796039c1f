// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Estimates how many tokens a text has, without the model's tokenizer.
public struct TokenEstimator: Sendable, Hashable {
  public var charactersPerToken: Double
  public var tokensPerMessage: Double
  public init(charactersPerToken: Double = 4, tokensPerMessage: Double = 4) {
    self.charactersPerToken = charactersPerToken
    self.tokensPerMessage = tokensPerMessage
  }
  public static let standard = TokenEstimator()
  public func tokens(in text: String) -> Int {
    Int((Double(text.utf8.count) / charactersPerToken).rounded(.up))
  }
  public func tokens(in messages: [ChatMessage]) -> Int {
    messages.reduce(0) { $0 + tokens(in: $1.content) + Int(tokensPerMessage) }
  }
}
