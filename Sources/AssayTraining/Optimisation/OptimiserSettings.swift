// SPDX-License-Identifier: Apache-2.0

/// The constants of AdamW (Loshchilov and Hutter 2019) and the limit of the gradient's norm.
public struct OptimiserSettings: Sendable, Hashable, Codable {
  /// How much of the running mean of gradients is kept each step.
  public var beta1: Double
  /// How much of the running mean of squared gradients is kept each step.
  public var beta2: Double
  /// What is added to the denominator.
  public var epsilon: Double
  /// The share of a weight that is taken off each step, times the learning rate. Vectors (norms,
  /// biases) never decay.
  public var weightDecay: Double
  /// Whether the embedding table and an untied head decay as well.
  public var decaysEmbeddings: Bool
  /// The largest global norm of the gradient; a larger gradient is scaled down to it. `nil` is
  /// no limit.
  public var clipNorm: Double?

  public init(
    beta1: Double = 0.9, beta2: Double = 0.95, epsilon: Double = 1e-8, weightDecay: Double = 0,
    decaysEmbeddings: Bool = false, clipNorm: Double? = 1
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decaysEmbeddings = decaysEmbeddings
    self.clipNorm = clipNorm
  }
}
