// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// The constants of rejection-sampling fine-tuning (FARE §3.2).
public struct RejectionSamplingSettings: Sendable, Hashable, Codable {
  /// How many rounds of sampling and training there are (*T*).
  public var iterations: Int
  /// How many completions are sampled for each example (*K*).
  public var samplesPerExample: Int
  /// How they are sampled.
  public var sampling: SamplingParameters
  /// The share of what is kept that is learnt as verdict alone.
  public var verdictOnlyShare: Double
  /// Whether every pair is also sampled with its responses in the other order.
  public var addsSwappedPairs: Bool
  /// Kept examples with more tokens are left out, and reported.
  public var maximumTokens: Int
  /// How many requests go to the model at once.
  public var requestsPerBatch: Int
  /// How each round trains. The order is the curriculum's, whatever this says.
  public var training: SFTSettings
  public var seed: UInt64

  public init(
    iterations: Int = 3, samplesPerExample: Int = 4,
    sampling: SamplingParameters = SamplingParameters(temperature: 0.9, maximumTokens: 512),
    verdictOnlyShare: Double = 0.5, addsSwappedPairs: Bool = false, maximumTokens: Int = 1024,
    requestsPerBatch: Int = 256, training: SFTSettings, seed: UInt64 = 0
  ) {
    self.iterations = iterations
    self.samplesPerExample = samplesPerExample
    self.sampling = sampling
    self.verdictOnlyShare = verdictOnlyShare
    self.addsSwappedPairs = addsSwappedPairs
    self.maximumTokens = maximumTokens
    self.requestsPerBatch = requestsPerBatch
    self.training = training
    self.seed = seed
  }
}
