// SPDX-License-Identifier: Apache-2.0

public import AssayCore
public import AssayModels
public import Foundation

/// Rejection sampling from a starting checkpoint, measured on held-out items before and after
/// each iteration, and where asked for beside plain fine-tuning on as many gold critiques.
public struct RejectionSamplingStudy: Sendable {
  public var settings: RejectionSamplingSettings
  public var encoder: ExampleEncoder
  /// What the weights are measured on; never trained on.
  public var evaluation: HeldOutEvaluation
  /// Where iterations, weights and the result are written.
  public var output: URL
  /// Whether the gold arm runs too.
  public var comparesWithGold: Bool

  /// What the study found.
  public struct Outcome: Sendable, Hashable, Codable {
    public var iterations: [IterationSummary]
    /// The gain of the last iteration's weights over the start, all items together.
    public var gain: PairedGain
    /// The same for the items of each format, by name.
    public var gains: [FormatGain]
    /// The gain of plain fine-tuning on gold critiques over the start; `nil` where it did not run.
    public var goldGain: PairedGain?
    public var seed: UInt64
  }

  /// The gain on the items of one format.
  public struct FormatGain: Sendable, Hashable, Codable {
    public var format: String
    public var gain: PairedGain
  }

  /// What happens during a study.
  public enum Event: Sendable {
    case measuring(String)
    case sampling(RejectionSampling.Event)
    case gold(iteration: Int, TrainingEvent)
  }

  public init(
    settings: RejectionSamplingSettings, encoder: ExampleEncoder, evaluation: HeldOutEvaluation,
    output: URL, comparesWithGold: Bool = false
  ) {
    self.settings = settings
    self.encoder = encoder
    self.evaluation = evaluation
    self.output = output
    self.comparesWithGold = comparesWithGold
  }

  /// Runs the study from the start's weights, which stay as they are.
  ///
  /// - Parameter critique: The gold critique of an example, for the gold arm.
  public func run(
    from start: Checkpoint, on examples: [Example],
    critique: @escaping (Example) -> String? = { SFTRun.critique($0) },
    onEvent: @escaping @Sendable (Event) async throws -> Void = { _ in }
  ) async throws -> Outcome {
    let learner = try await ModelLearner(start, name: "rejection-sampling")
    try await onEvent(.measuring("the start"))
    let before = try await evaluation.items(try await learner.model())
    let loop = RejectionSampling(
      settings: settings, encoder: encoder,
      output: output.appending(path: "rejection-sampling", directoryHint: .isDirectory))
    let iterations = try await loop.run(learner, on: examples) { event in
      try await onEvent(.sampling(event))
    }
    try await onEvent(.measuring("the result"))
    let after = try await evaluation.items(try await learner.model())
    var outcome = Outcome(
      iterations: iterations, gain: try PairedGain(before: before, after: after),
      gains: try gains(before, after), goldGain: nil, seed: settings.seed)
    if comparesWithGold {
      let other = try await ModelLearner(start, name: "gold")
      try await GoldComparison(
        settings: settings, encoder: encoder,
        output: output.appending(path: "gold", directoryHint: .isDirectory)
      ).run(other, on: examples, counts: iterations.map(\.learnt), critique: critique) {
        iteration, event in
        try await onEvent(.gold(iteration: iteration, event))
      }
      try await onEvent(.measuring("plain fine-tuning"))
      let gold = try await evaluation.items(try await other.model())
      outcome.goldGain = try PairedGain(before: before, after: gold)
    }
    try JSONFolder.write(outcome, to: output.appending(path: "outcome.json"))
    return outcome
  }

  private func gains(
    _ before: [PairedGain.Item], _ after: [PairedGain.Item]
  ) throws -> [FormatGain] {
    let formats = Set(evaluation.examples.map(\.format.name)).sorted()
    return try formats.map { format in
      let places = evaluation.examples.indices.filter {
        evaluation.examples[$0].format.name == format
      }
      return FormatGain(
        format: format,
        gain: try PairedGain(before: places.map { before[$0] }, after: places.map { after[$0] }))
    }
  }
}
