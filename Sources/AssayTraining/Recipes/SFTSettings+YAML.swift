// SPDX-License-Identifier: Apache-2.0

import AssayCore
import AssayData

extension SFTSettings {
  init(_ section: RecipeSection, seed: UInt64) throws {
    self.init(
      schedule: try LearningRateSchedule(
        section.required("schedule", section.section("schedule"))),
      optimiser: try section.section("optimiser").map { try OptimiserSettings($0) }
        ?? OptimiserSettings(),
      batches: try section.section("batches").map { try BatchSettings($0) } ?? BatchSettings(),
      length: try Self.length(section),
      precision: try section.choice("precision") ?? .automatic,
      checkpoints: CheckpointSettings(
        every: try section.whole("checkpoint_every", atLeast: 1),
        kept: try section.whole("checkpoints_kept", atLeast: 1) ?? CheckpointSettings().kept),
      evaluateEvery: try section.whole("evaluate_every", atLeast: 1), seed: seed)
    try section.finish()
  }

  private static func length(_ section: RecipeSection) throws -> Length {
    switch (try section.whole("steps", atLeast: 1), try section.whole("epochs", atLeast: 1)) {
    case (.some(let steps), nil): return .steps(steps)
    case (nil, .some(let epochs)): return .epochs(epochs)
    default:
      throw section.failure(
        "steps", "Training has either a number of steps or of epochs.",
        advice: "Give one of steps and epochs.")
    }
  }
}

extension LearningRateSchedule {
  init(_ section: RecipeSection) throws {
    self.init(
      try section.choice("shape") ?? .cosine,
      peak: try section.required("peak", section.number("peak", in: 0...1)))
    switch (
      try section.whole("warm_up_steps"), try section.number("warm_up_share", in: 0...1)
    ) {
    case (.some(let steps), nil): warmUp = .steps(steps)
    case (nil, .some(let share)): warmUp = .share(share)
    case (nil, nil): break
    default:
      throw section.failure(
        "warm_up_share", "Warm-up has either a number of steps or a share of them.",
        advice: "Give one of warm_up_steps and warm_up_share.")
    }
    finalShare = try section.number("final_share", in: 0...1) ?? finalShare
    try section.finish()
  }
}

extension OptimiserSettings {
  init(_ section: RecipeSection) throws {
    self.init()
    beta1 = try section.number("beta1", in: 0...0.999_999) ?? beta1
    beta2 = try section.number("beta2", in: 0...0.999_999_9) ?? beta2
    epsilon = try section.number("epsilon", in: 0...1) ?? epsilon
    weightDecay = try section.number("weight_decay", in: 0...1000) ?? weightDecay
    decaysEmbeddings = try section.flag("decay_embeddings") ?? decaysEmbeddings
    // 0 switches clipping off; leaving the field out keeps the default of 1.
    if let limit = try section.number("clip_norm", in: 0...1e9) {
      clipNorm = limit > 0 ? limit : nil
    }
    try section.finish()
  }
}

extension BatchSettings {
  init(_ section: RecipeSection) throws {
    self.init()
    switch (
      try section.whole("tokens", atLeast: 1), try section.whole("examples", atLeast: 1)
    ) {
    case (.some(let tokens), nil): size = .tokens(tokens)
    case (nil, .some(let examples)): size = .examples(examples)
    case (nil, nil): break
    default:
      throw section.failure(
        "tokens", "A step has either a number of tokens or of examples.",
        advice: "Give one of tokens and examples.")
    }
    positionsPerPass = try section.whole("positions_per_pass", atLeast: 1) ?? positionsPerPass
    order = try section.choice("order") ?? order
    lengthPool = try section.whole("length_pool", atLeast: 1) ?? lengthPool
    try section.finish()
  }
}
