// SPDX-License-Identifier: Apache-2.0

/// One question to a model.
public struct CompletionRequest: Sendable, Hashable {
  /// Which judgment this is; a recording finds its answer by it, other models ignore it.
  public var key: Key
  public var messages: [ChatMessage]
  public var sampling: SamplingParameters
  /// The seed of this one request. Equal requests with equal seeds give equal completions.
  public var seed: UInt64
  /// The number of likeliest alternatives to report for each token; 0 reports none.
  public var logProbabilities: Int
  /// The form that the output must have; models that cannot be held to it ignore it.
  public var schema: OutputSchema?

  /// Names one judgment of a run: which example, in which order, which sample, which attempt.
  public struct Key: Sendable, Hashable, Codable {
    public var example: String
    public var order: PresentationOrder
    public var sample: Int
    public var attempt: Int

    public init(
      example: String, order: PresentationOrder = .asGiven, sample: Int = 0, attempt: Int = 0
    ) {
      self.example = example
      self.order = order
      self.sample = sample
      self.attempt = attempt
    }
  }

  public init(
    key: Key, messages: [ChatMessage], sampling: SamplingParameters = .greedy, seed: UInt64 = 0,
    logProbabilities: Int = 0, schema: OutputSchema? = nil
  ) {
    self.key = key
    self.messages = messages
    self.sampling = sampling
    self.seed = seed
    self.logProbabilities = logProbabilities
    self.schema = schema
  }
}

/// The order in which a pair was shown to the judge.
public enum PresentationOrder: String, Sendable, Hashable, Codable, CaseIterable {
  /// As the example has it.
  case asGiven = "as-given"
  /// The two responses changed places.
  case swapped
}

/// What a model answered.
public struct Completion: Sendable, Hashable, Codable {
  /// The text, without reasoning that the model gave in a field of its own.
  public var text: String
  /// Thinking that came in its own field; thinking inside `text` stays there.
  public var reasoning: String?
  public var finishReason: FinishReason
  public var usage: TokenUsage?
  /// The chosen tokens with their log-probabilities, where asked for.
  public var tokens: [TokenLogProbability]?

  public init(
    text: String, reasoning: String? = nil, finishReason: FinishReason = .stop,
    usage: TokenUsage? = nil, tokens: [TokenLogProbability]? = nil
  ) {
    self.text = text
    self.reasoning = reasoning
    self.finishReason = finishReason
    self.usage = usage
    self.tokens = tokens
  }
}

/// Why an output ended.
public enum FinishReason: String, Sendable, Hashable, Codable {
  /// The model or a stop text ended it.
  case stop
  /// The output budget ran out.
  case length
  /// The provider withheld it.
  case contentFilter = "content-filter"
  /// A recording does not say.
  case unknown
}

/// Tokens that one request took.
public struct TokenUsage: Sendable, Hashable, Codable {
  public var promptTokens: Int
  public var completionTokens: Int

  public init(promptTokens: Int, completionTokens: Int) {
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
  }

  private enum CodingKeys: String, CodingKey {
    case promptTokens = "prompt_tokens", completionTokens = "completion_tokens"
  }
}

/// One output token, its natural log-probability, and the likeliest alternatives.
public struct TokenLogProbability: Sendable, Hashable, Codable {
  public var token: String
  public var logProbability: Double
  public var alternatives: [Alternative]

  public struct Alternative: Sendable, Hashable, Codable {
    public var token: String
    public var logProbability: Double

    public init(token: String, logProbability: Double) {
      self.token = token
      self.logProbability = logProbability
    }
  }

  public init(token: String, logProbability: Double, alternatives: [Alternative] = []) {
    self.token = token
    self.logProbability = logProbability
    self.alternatives = alternatives
  }
}
