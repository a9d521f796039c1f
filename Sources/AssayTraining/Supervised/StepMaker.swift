// SPDX-License-Identifier: Apache-2.0

public import AssayCore
import AssayModels
import AssayTensor

/// Makes optimiser steps: forward and backward passes over a step's examples, then the update.
@TensorActor
final class StepMaker {
  let model: any DecoderModel
  let optimiser: AdamW
  private let examples: [TrainingExample]
  private let plan: BatchPlan
  private let dtype: DType
  private let device: Device

  /// What one step showed.
  struct Outcome: Sendable {
    var loss: Double
    var gradientNorm: Double
    var tokens: Int
    var targets: Int
  }

  init(
    _ model: any DecoderModel, examples: [TrainingExample], plan: BatchPlan,
    settings: SFTSettings, dtype: DType
  ) throws {
    self.model = model
    self.examples = examples
    self.plan = plan
    self.dtype = dtype
    device = model.parameters.tensors.first?.device ?? .cpu
    optimiser = try AdamW(model.parameters, settings: settings.optimiser)
  }

  /// Learns the examples with these indices in one step.
  ///
  /// The loss is the mean over all target tokens of the step, however it is cut into passes.
  func step(_ indices: [Int], number: Int, rate: Double) throws -> Outcome {
    let targets = indices.reduce(0) { $0 + examples[$1].completionCount }
    var tokens = 0
    var loss = 0.0
    var sum: [Tensor] = []
    for pass in plan.passes(of: indices) {
      let batch = TrainingBatch(pass.map { examples[$0] })
      tokens += batch.realTokens
      let partial = try lossSum(batch) * (1 / Double(targets))
      let slopes = try gradients(of: partial, with: model.parameters.tensors)
      loss += try partial.item()
      // A diverged pass cannot be mended by the others.
      guard loss.isFinite else { throw diverged(number, "the loss is \(loss)") }
      if sum.isEmpty {
        sum = try zip(slopes, model.parameters.tensors).map { slope, parameter in
          try slope ?? Tensor.zeros(parameter.shape, device: device)
        }
      } else {
        let used = zip(sum, slopes).compactMap { total, slope in slope.map { (total, $0) } }
        try TensorList.add(used.map(\.1), to: used.map(\.0))
      }
    }
    let norm = try optimiser.step(sum, rate: rate)
    guard norm.isFinite else { throw diverged(number, "the gradient's norm is \(norm)") }
    return Outcome(loss: loss, gradientNorm: norm, tokens: tokens, targets: targets)
  }

  private func lossSum(_ batch: TrainingBatch) throws -> Tensor {
    try model.lossSum(
      Tensor(batch.inputs, shape: [batch.rows, batch.columns], device: device),
      positions: Tensor(batch.targetPositions, device: device),
      targets: Tensor(batch.targets, device: device), dtype: dtype)
  }

  private func diverged(_ step: Int, _ sign: String) -> AssayError {
    AssayError(
      .trainingDiverged, "Training diverged at step \(step): \(sign).",
      advice: "The weights of the last checkpoint are kept. Lower the learning rate, lengthen the "
        + "warm-up or clip gradients at a smaller norm.")
  }
}

extension AssayError.Code {
  /// The loss or the gradient stopped being a number.
  public static let trainingDiverged = AssayError.Code(rawValue: "training-diverged")
}
