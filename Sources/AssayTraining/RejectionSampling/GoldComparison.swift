// SPDX-License-Identifier: Apache-2.0

public import AssayCore
public import Foundation

/// The arm that rejection sampling is compared with: plain fine-tuning on gold critiques.
///
/// It takes the same rollout batches, the same number of examples of each and the same training,
/// from the same start. Only where the texts come from differs, and the order, which is random.
public struct GoldComparison: Sendable {
  public var settings: RejectionSamplingSettings
  public var encoder: ExampleEncoder
  public var output: URL

  public init(settings: RejectionSamplingSettings, encoder: ExampleEncoder, output: URL) {
    self.settings = settings
    self.encoder = encoder
    self.output = output
  }

  /// Trains once for each iteration of the run that it is compared with.
  ///
  /// - Parameters:
  ///   - learner: Holds the starting weights; afterwards it holds the last ones.
  ///   - examples: The same examples as the other arm's.
  ///   - counts: How many examples the other arm learnt in each iteration.
  ///   - critique: The gold critique of an example.
  public func run(
    _ learner: any Learner, on examples: [Example], counts: [Int],
    critique: (Example) -> String?,
    onEvent: @escaping @Sendable (Int, TrainingEvent) async throws -> Void = { _, _ in }
  ) async throws {
    let batches = try RejectionSampling(settings: settings, encoder: encoder, output: output)
      .batches(of: examples)
    for (index, (batch, count)) in zip(batches, counts).enumerated() where count > 0 {
      let seed = StableHash.seed(settings.seed, "gold-\(index + 1)")
      var generator = SeededGenerator(seed: seed, stream: "choice")
      let set = try encoder.encode(
        gold: Array(generator.shuffled(batch).prefix(count)),
        verdictOnlyShare: settings.verdictOnlyShare, seed: seed,
        maximumTokens: settings.maximumTokens, critique: critique)
      var training = settings.training
      training.batches.order = .shuffled
      training.seed = seed
      try await learner.learn(
        set, settings: training,
        savingIn: output.appending(
          path: "gold-\(index + 1)/weights", directoryHint: .isDirectory)
      ) { event in
        try await onEvent(index + 1, event)
      }
    }
  }
}
