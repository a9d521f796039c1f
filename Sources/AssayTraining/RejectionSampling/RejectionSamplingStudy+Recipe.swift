// SPDX-License-Identifier: Apache-2.0

import AssayCore
public import AssayModels
public import Foundation

extension RejectionSamplingStudy {
  /// The study that a recipe describes.
  ///
  /// - Throws: `badCheckpoint` where the start has no tokenizer, `invalidArgument` for an unknown
  ///   prompt style.
  public init(
    _ configuration: RejectionSamplingConfiguration, start: Checkpoint, workingFolder: URL,
    comparesWithGold: Bool = false
  ) throws {
    guard let frame = start.frame else {
      throw AssayError(
        .badCheckpoint, "The starting model has no tokenizer.",
        advice: "Start from a folder with a tokenizer.json.",
        location: SourceLocation(file: configuration.start))
    }
    let style = try PromptStyles.named(configuration.style)
    self.init(
      settings: configuration.settings, encoder: ExampleEncoder(style: style, frame: frame),
      evaluation: try HeldOutEvaluation(
        configuration.evaluation ?? SFTConfiguration.EvaluationChoice(examplesPerFormat: 500),
        style: style),
      output: URL(filePath: configuration.output, relativeTo: workingFolder).absoluteURL,
      comparesWithGold: comparesWithGold)
  }
}

extension RejectionSamplingConfiguration {
  /// Gives the run another seed: for the samples, for training, and for generated examples.
  public mutating func reseed(_ seed: UInt64) {
    settings.seed = seed
    settings.training.seed = seed
    data = data.map { source in
      guard case .digitChains(.object(var fields)) = source else { return source }
      let drawn = StableHash.seed(seed, "digit-chains") >> 1
      fields["seed"] = .integer(Int(truncatingIfNeeded: drawn))
      return .digitChains(.object(fields))
    }
  }
}
