// SPDX-License-Identifier: Apache-2.0

import AssayCore
import AssayModels
import AssayTensor

extension SFTTrainer {
  /// Refuses what would fail, or worse, in the middle of a run.
  @TensorActor
  func check(_ model: any DecoderModel, _ set: TrainingSet) throws {
    guard !set.examples.isEmpty else {
      throw AssayError(
        .invalidArgument,
        "There is nothing to learn: 0 examples, \(set.overlong.count) too long.",
        advice: "Give examples, or raise the limit of their length.")
    }
    guard model.parameters.tensors.allSatisfy(\.requiresGradient) else {
      throw AssayError(
        .invalidArgument, "The model's parameters are not trainable.",
        advice: "Make the model from ParameterSet.trainable().")
    }
    let sizes = model.dimensions
    for example in set.examples {
      if let stray = example.tokens.first(where: { Int($0) >= sizes.vocabularySize }) {
        throw AssayError(
          .invalidArgument,
          "The example \(example.id) has the token id \(stray), but the model knows "
            + "\(sizes.vocabularySize) ids.",
          advice: "Encode the examples with the model's own tokenizer.")
      }
      guard example.inputCount <= sizes.contextLength else {
        throw AssayError(
          .invalidArgument,
          "The example \(example.id) has \(example.inputCount) tokens to read, but the model "
            + "reads \(sizes.contextLength) at most.",
          advice: "Set a maximum length, so that longer examples are left out and counted.")
      }
    }
  }
}
