// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What the tokens of a model cost.
public struct ModelPrice: Sendable, Hashable {
  /// The price of a million prompt tokens.
  public var input: Double
  /// The price of a million output tokens, thinking included.
  public var output: Double
  /// The currency, such as `USD`; for display.
  public var currency: String

  public init(input: Double, output: Double, currency: String = "USD") {
    self.input = input
    self.output = output
    self.currency = currency
  }

  /// The price of the tokens.
  public func cost(_ usage: TokenUsage) -> Double {
    (Double(usage.promptTokens) * input + Double(usage.completionTokens) * output) / 1e6
  }
}
