// SPDX-License-Identifier: Apache-2.0

import AssayModels
import AssayTensor

/// AdamW over a model's parameters (Loshchilov and Hutter 2019), with fused kernels.
///
/// Parameters, gradients and both running means are 32-bit. Vectors never decay, embeddings only
/// where asked.
@TensorActor
final class AdamW {
  private(set) var means: [Tensor]
  private(set) var squares: [Tensor]
  private(set) var steps: Int
  private let parameters: [Tensor]
  private let settings: OptimiserSettings
  private let groups: [Group]

  /// Parameters that share a weight decay: the kernel takes one a call.
  private struct Group {
    var decay: Double
    var indices: [Int]
  }

  init(_ parameters: ParameterSet, settings: OptimiserSettings) throws {
    self.parameters = parameters.tensors
    self.settings = settings
    means = try parameters.tensors.map { try Tensor.zeros($0.shape, device: $0.device) }
    squares = try parameters.tensors.map { try Tensor.zeros($0.shape, device: $0.device) }
    steps = 0
    var decayed: [Int] = []
    var spared: [Int] = []
    for (index, name) in parameters.names.enumerated() {
      if Self.decays(name, rank: parameters.tensors[index].rank, settings) {
        decayed.append(index)
      } else {
        spared.append(index)
      }
    }
    groups = [
      Group(decay: settings.weightDecay, indices: decayed), Group(decay: 0, indices: spared),
    ].filter { !$0.indices.isEmpty }
  }

  /// Whether a parameter shrinks.
  nonisolated static func decays(
    _ name: String, rank: Int, _ settings: OptimiserSettings
  ) -> Bool {
    guard rank > 1 else { return false }
    let isTable = name.hasSuffix("embed_tokens.weight") || name.hasPrefix("lm_head.")
    return settings.decaysEmbeddings || !isTable
  }

  /// Scales the gradients down to the limit of their norm and takes one step.
  ///
  /// - Parameter gradients: One for each parameter; changed in place.
  /// - Returns: The norm before. Where it is not a number, nothing was changed.
  func step(_ gradients: [Tensor], rate: Double) throws -> Double {
    let norm = try TensorList.norm(gradients)
    guard norm.isFinite else { return norm }
    // The small number is torch's, so that the same limit gives the same weights.
    if let limit = settings.clipNorm, norm > limit {
      try TensorList.scale(gradients, by: limit / (norm + 1e-6))
    }
    steps += 1
    for group in groups {
      func chosen(_ all: [Tensor]) -> [Tensor] { group.indices.map { all[$0] } }
      try TensorList.adamW(
        chosen(parameters), gradients: chosen(gradients), means: chosen(means),
        squares: chosen(squares), step: steps,
        settings: TensorList.AdamWSettings(
          rate: rate, beta1: settings.beta1, beta2: settings.beta2, weightDecay: group.decay,
          epsilon: settings.epsilon))
    }
    return norm
  }

  /// Takes up the state of an earlier run.
  func restore(means: [Tensor], squares: [Tensor], steps: Int) throws {
    try TensorList.copy(means, into: self.means)
    try TensorList.copy(squares, into: self.squares)
    self.steps = steps
  }
}
