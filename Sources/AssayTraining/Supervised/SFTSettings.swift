// SPDX-License-Identifier: Apache-2.0

/// Everything that decides the weights that come out of supervised fine-tuning, besides the
/// weights and the examples that go in.
public struct SFTSettings: Sendable, Hashable, Codable {
  public var schedule: LearningRateSchedule
  public var optimiser: OptimiserSettings
  public var batches: BatchSettings
  public var length: Length
  public var precision: PrecisionChoice
  public var checkpoints: CheckpointSettings
  /// Steps between two calls of the evaluation hook; `nil` evaluates only when asked to.
  public var evaluateEvery: Int?
  /// The seed of the examples' order.
  public var seed: UInt64

  /// How long to train.
  public enum Length: Sendable, Hashable, Codable {
    case steps(Int)
    case epochs(Int)
  }

  public init(
    schedule: LearningRateSchedule, optimiser: OptimiserSettings = OptimiserSettings(),
    batches: BatchSettings = BatchSettings(), length: Length = .epochs(1),
    precision: PrecisionChoice = .automatic,
    checkpoints: CheckpointSettings = CheckpointSettings(), evaluateEvery: Int? = nil,
    seed: UInt64 = 0
  ) {
    self.schedule = schedule
    self.optimiser = optimiser
    self.batches = batches
    self.length = length
    self.precision = precision
    self.checkpoints = checkpoints
    self.evaluateEvery = evaluateEvery
    self.seed = seed
  }
}

/// Which number type the passes through the model use. Weights, gradients' sums and optimiser
/// state are 32-bit in every case.
public enum PrecisionChoice: String, Sendable, Hashable, Codable, CaseIterable {
  /// bfloat16 where the device has instructions for it and the model is wide enough to gain,
  /// else float32.
  case automatic
  case float32
  case bfloat16
}

/// When checkpoints are written and how many are kept.
public struct CheckpointSettings: Sendable, Hashable, Codable {
  /// Steps between two checkpoints; `nil` writes one only where a run is stopped early.
  public var every: Int?
  /// How many of the newest are kept.
  public var kept: Int

  public init(every: Int? = nil, kept: Int = 2) {
    self.every = every
    self.kept = kept
  }
}
