// SPDX-License-Identifier: Apache-2.0

public import AssayModels

extension Checkpoint {
  /// The same with 32-bit parameters of its own that can be trained.
  @TensorActor
  public func trainable() throws -> Checkpoint {
    Checkpoint(
      configuration: configuration,
      model: try configuration.model(model.parameters.trainable()), frame: frame)
  }
}
