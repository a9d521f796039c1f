// SPDX-License-Identifier: Apache-2.0

/// How the next token is chosen, and when to stop.
public struct SamplingParameters: Sendable, Hashable, Codable {
  /// 0 is greedy decoding.
  public var temperature: Double
  /// Keeps the smallest set of tokens whose probability reaches this; 1 keeps all.
  public var topP: Double
  /// Keeps this many of the likeliest tokens; 0 keeps all.
  public var topK: Int
  /// Keeps tokens at least this share as likely as the likeliest; 0 keeps all.
  public var minP: Double
  /// The output budget in tokens.
  public var maximumTokens: Int
  /// Texts that end the output; they are not part of it.
  public var stop: [String]

  public init(
    temperature: Double = 0, topP: Double = 1, topK: Int = 0, minP: Double = 0,
    maximumTokens: Int = 1024, stop: [String] = []
  ) {
    self.temperature = temperature
    self.topP = topP
    self.topK = topK
    self.minP = minP
    self.maximumTokens = maximumTokens
    self.stop = stop
  }

  /// Greedy decoding with the default budget.
  public static let greedy = SamplingParameters()

  private enum CodingKeys: String, CodingKey {
    case temperature, topP = "top_p", topK = "top_k", minP = "min_p"
    case maximumTokens = "max_tokens", stop
  }
}
