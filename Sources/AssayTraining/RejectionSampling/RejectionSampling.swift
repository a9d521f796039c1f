// SPDX-License-Identifier: Apache-2.0

public import AssayCore
public import Foundation

/// Semi-online iterative rejection-sampling fine-tuning (FARE §3.2).
///
/// In each iteration the present weights judge a batch of unseen examples several times; one
/// random right answer of each example is learnt, the easiest examples first, and the weights go
/// on from there. They are never set back to the start.
///
/// Each iteration leaves a folder with its rollouts, its weights and its log. A run that was
/// stopped goes on after the last finished iteration, and within one after finished sampling.
public struct RejectionSampling: Sendable {
  public var settings: RejectionSamplingSettings
  public var encoder: ExampleEncoder
  /// Where the iterations' folders are written.
  public var output: URL

  /// What happens during a run, in its order.
  public enum Event: Sendable, Hashable {
    /// So many of the iteration's examples have been sampled.
    case sampling(iteration: Int, done: Int, of: Int)
    /// Sampling is over.
    case sampled(iteration: Int, table: AcceptanceTable)
    /// An event of the iteration's training.
    case training(iteration: Int, TrainingEvent)
    /// The iteration's weights are saved.
    case finished(IterationSummary)
  }

  public init(settings: RejectionSamplingSettings, encoder: ExampleEncoder, output: URL) {
    self.settings = settings
    self.encoder = encoder
    self.output = output
  }

  /// Runs all iterations that are not finished yet.
  ///
  /// - Parameters:
  ///   - learner: Holds the starting weights; afterwards it holds the last iteration's.
  ///   - examples: All examples, with gold judgments; they are cut into one batch an iteration.
  ///   - onEvent: Takes events; what it throws ends the run.
  /// - Returns: One summary for each iteration, those of earlier runs included.
  /// - Throws: `invalidExample` for an example without a gold judgment, `invalidArgument` where
  ///   the folder belongs to a run with other settings, and what sampling and training throw.
  public func run(
    _ learner: any Learner, on examples: [Example],
    onEvent: @escaping @Sendable (Event) async throws -> Void = { _ in }
  ) async throws -> [IterationSummary] {
    let batches = try batches(of: examples)
    try IterationFiles.claim(output, for: settings)
    var summaries: [IterationSummary] = []
    /// The last iteration that changed the weights, and the one whose weights the learner holds.
    var (newest, held) = (0, 0)
    for (index, batch) in batches.enumerated() {
      let files = IterationFiles(folder: output, iteration: index + 1)
      let summary: IterationSummary
      if let finished = try files.summary() {
        summary = finished
      } else {
        if newest != held {
          try await learner.restore(
            from: IterationFiles(folder: output, iteration: newest).weights)
        }
        summary = try await iterate(learner, batch: batch, files: files, onEvent: onEvent)
        held = summary.learnt > 0 ? summary.iteration : newest
      }
      if summary.learnt > 0 { newest = summary.iteration }
      summaries.append(summary)
    }
    if newest != held {
      try await learner.restore(
        from: IterationFiles(folder: output, iteration: newest).weights)
    }
    return summaries
  }

  /// The rollout batches of a run over these examples.
  public func batches(of examples: [Example]) throws -> [[Example]] {
    if let bare = examples.first(where: { $0.gold == nil }) {
      throw AssayError(
        .invalidExample, "The example \(bare.id) has no gold judgment to accept samples by.",
        advice: "Leave it out, or label it.")
    }
    let batches = try RolloutBatches.cut(
      examples, into: settings.iterations, seed: settings.seed)
    return settings.addsSwappedPairs ? batches.map(Self.addingSwappedPairs) : batches
  }

  /// The examples, each pair followed by its twin with the responses in the other order.
  static func addingSwappedPairs(_ examples: [Example]) -> [Example] {
    examples.flatMap { example -> [Example] in
      guard example.format.isPairwise else { return [example] }
      var twin = example.swapped()
      twin.id += "~swapped"
      return [example, twin]
    }
  }

  private func iterate(
    _ learner: any Learner, batch: [Example], files: IterationFiles,
    onEvent: @escaping @Sendable (Event) async throws -> Void
  ) async throws -> IterationSummary {
    let iteration = files.iteration
    let rollouts: [Rollout]
    if let saved = try files.rollouts(), saved.map(\.example) == batch.map(\.id) {
      rollouts = saved
    } else {
      rollouts = try await sample(
        try await learner.model(), batch: batch, iteration: iteration, onEvent: onEvent)
      try files.save(rollouts)
    }
    let table = AcceptanceTable(rollouts)
    try await onEvent(.sampled(iteration: iteration, table: table))
    let set = try trainingSet(batch, rollouts: rollouts, iteration: iteration)
    if !set.examples.isEmpty {
      try await learner.learn(
        set, settings: training(iteration), savingIn: files.weights
      ) { event in
        try await onEvent(.training(iteration: iteration, event))
      }
    }
    let summary = IterationSummary(
      iteration: iteration, table: table, learnt: set.examples.count,
      overlong: set.overlong)
    try files.save(summary)
    try await onEvent(.finished(summary))
    return summary
  }

  /// The settings of one iteration's training: the curriculum's order, and a seed of its own.
  func training(_ iteration: Int) -> SFTSettings {
    var training = settings.training
    training.batches.order = .preserved
    training.seed = StableHash.seed(settings.seed, "training-\(iteration)")
    return training
  }

  /// What an iteration learns, in the curriculum's order.
  func trainingSet(
    _ batch: [Example], rollouts: [Rollout], iteration: Int
  ) throws -> TrainingSet {
    let curriculum = Curriculum(
      rollouts, verdictOnlyShare: settings.verdictOnlyShare,
      seed: StableHash.seed(settings.seed, "curriculum-\(iteration)"))
    var examples: [TrainingExample] = []
    for item in curriculum.items {
      let rollout = rollouts[item.rollout]
      let example = batch[item.rollout]
      switch item.form {
      case .critique:
        guard let text = rollout.chosenText else { continue }
        examples.append(try encoder.encode(example, completion: text, form: .critique))
      case .verdictOnly:
        examples.append(
          try encoder.encode(example, judgment: rollout.gold, critique: "", form: .verdictOnly))
      }
    }
    return TrainingSet(examples, maximumTokens: settings.maximumTokens)
  }
}
