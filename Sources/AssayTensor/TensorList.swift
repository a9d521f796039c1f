// SPDX-License-Identifier: Apache-2.0
import CTorch

/// Operations on many tensors in one call, as optimisers need them.
///
/// The lists of one call have the same length, and tensors at one place the same shape.
public enum TensorList {
  /// Copies each source into the tensor at its place, converting types.
  public static func copy(_ sources: [Tensor], into tensors: [Tensor]) throws {
    try pairwise("copy", tensors, sources) { $0.pointee.list_copy_($1, $2, tensors.count) }
  }

  /// Adds each tensor times a factor to the one at its place.
  public static func add(_ others: [Tensor], times factor: Double = 1, to tensors: [Tensor]) throws
  {
    try pairwise("add", tensors, others) { $0.pointee.list_add_($1, $2, tensors.count, factor) }
  }

  /// Multiplies every tensor by a number.
  public static func scale(_ tensors: [Tensor], by factor: Double) throws {
    try TensorCall.perform("scale", tensors) { table in
      TensorCall.withHandles(tensors) { table.pointee.list_scale_($0, tensors.count, factor) }
    }
  }

  /// The Euclidean norm of all elements of all tensors together, accumulated in `float32`.
  public static func norm(_ tensors: [Tensor]) throws -> Double {
    var norm = 0.0
    try TensorCall.perform("norm", tensors) { table in
      TensorCall.withHandles(tensors) { table.pointee.list_norm($0, tensors.count, &norm) }
    }
    return norm
  }

  /// Scales all tensors down by one factor where their common norm is above the limit.
  ///
  /// A norm that is infinite or NaN leaves nothing of use: check what is returned.
  ///
  /// - Returns: The norm before.
  @discardableResult
  public static func clipNorm(_ tensors: [Tensor], to limit: Double) throws -> Double {
    var norm = 0.0
    try TensorCall.perform("clipNorm", tensors) { table in
      TensorCall.withHandles(tensors) {
        table.pointee.list_clip_norm_($0, tensors.count, limit, &norm)
      }
    }
    return norm
  }

  /// What one step of AdamW is taken with.
  public struct AdamWSettings: Sendable, Hashable, Codable {
    /// The learning rate of this step.
    public var rate: Double
    /// The decay of the mean of the gradients.
    public var beta1: Double
    /// The decay of the mean of their squares.
    public var beta2: Double
    /// The share of the learning rate by which weights shrink.
    public var weightDecay: Double
    /// What is added to the root, against division by zero.
    public var epsilon: Double

    public init(
      rate: Double, beta1: Double = 0.9, beta2: Double = 0.999, weightDecay: Double = 0,
      epsilon: Double = 1e-8
    ) {
      self.rate = rate
      self.beta1 = beta1
      self.beta2 = beta2
      self.weightDecay = weightDecay
      self.epsilon = epsilon
    }
  }

  /// One step of AdamW (Loshchilov and Hutter 2019) for many parameters, as one fused kernel.
  ///
  /// All tensors are of one type and on one device; parameters that differ in these go in calls of
  /// their own.
  ///
  /// - Parameters:
  ///   - parameters: Changed in place.
  ///   - gradients: One per parameter.
  ///   - means: The running means of the gradients, zeros at first; changed in place.
  ///   - squares: The running means of their squares, zeros at first; changed in place.
  ///   - step: The number of this step, from 1.
  public static func adamW(
    _ parameters: [Tensor], gradients: [Tensor], means: [Tensor], squares: [Tensor], step: Int,
    settings: AdamWSettings
  ) throws {
    let count = parameters.count
    guard gradients.count == count, means.count == count, squares.count == count, step > 0 else {
      throw TensorCall.refusal(
        "adamW",
        "\(count) parameters, \(gradients.count) gradients, \(means.count) means,"
          + " \(squares.count) squares at step \(step)", [])
    }
    try TensorCall.perform("adamW", parameters) { table in
      TensorCall.withHandles(parameters) { parameters in
        TensorCall.withHandles(gradients) { gradients in
          TensorCall.withHandles(means) { means in
            TensorCall.withHandles(squares) { squares in
              table.pointee.adamw_(
                parameters, gradients, means, squares, count, step, settings.rate, settings.beta1,
                settings.beta2, settings.weightDecay, settings.epsilon)
            }
          }
        }
      }
    }
  }

  private static func pairwise(
    _ operation: StaticString, _ tensors: [Tensor], _ others: [Tensor],
    _ body: (Table, UnsafePointer<OpaquePointer?>?, UnsafePointer<OpaquePointer?>?) -> Int32
  ) throws {
    guard tensors.count == others.count else {
      throw TensorCall.refusal(
        operation, "\(tensors.count) tensors cannot be paired with \(others.count)", [])
    }
    try TensorCall.perform(operation, tensors) { table in
      TensorCall.withHandles(tensors) { first in
        TensorCall.withHandles(others) { second in body(table, first, second) }
      }
    }
  }
}
