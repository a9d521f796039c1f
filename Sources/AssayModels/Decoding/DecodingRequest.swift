// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// One prompt to go on from.
public struct DecodingRequest: Sendable, Hashable {
  /// The prompt's ids.
  public var prompt: [Int]
  /// How tokens are chosen, and when to stop.
  public var sampling: SamplingParameters
  /// The seed of this one request. What it draws does not depend on other requests.
  public var seed: UInt64
  /// The number of likeliest alternatives to report for each token; `nil` reports no
  /// log-probabilities at all.
  public var alternatives: Int?

  public init(
    prompt: [Int], sampling: SamplingParameters = .greedy, seed: UInt64 = 0,
    alternatives: Int? = nil
  ) {
    self.prompt = prompt
    self.sampling = sampling
    self.seed = seed
    self.alternatives = alternatives
  }
}

/// What a model wrote after a prompt.
public struct DecodedSequence: Sendable, Hashable {
  /// The ids, without the one that ended the output. Where a stop text ended it, they still hold
  /// that text.
  public var tokens: [Int]
  /// The text, without special tokens, up to the first stop text.
  public var text: String
  /// Why it ended.
  public var finishReason: FinishReason
  /// The number of tokens that the model wrote, the ending one included.
  public var generatedCount: Int
  /// The written tokens with their log-probabilities, the ending one included, where asked for.
  public var logProbabilities: [TokenLogProbability]?

  public init(
    tokens: [Int], text: String, finishReason: FinishReason, generatedCount: Int,
    logProbabilities: [TokenLogProbability]? = nil
  ) {
    self.tokens = tokens
    self.text = text
    self.finishReason = finishReason
    self.generatedCount = generatedCount
    self.logProbabilities = logProbabilities
  }
}
