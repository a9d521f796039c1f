// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayTensor
import Foundation

/// A model's parameters by their Hugging Face names, in a fixed order.
///
/// The order is that of the configuration: checkpoints, optimiser states and seeds rely on it.
public struct ParameterSet: Sendable {
  /// The names in their order.
  public let names: [String]
  /// The tensors in the order of the names. They are shared: an optimiser that changes them in
  /// place changes the model.
  public let tensors: [Tensor]

  private let indices: [String: Int]

  /// - Throws: An `AssayError` with code `badCheckpoint` where a parameter is missing or has
  ///   another shape than the configuration asks for.
  public init(
    _ tensors: [String: Tensor], shapes: [(name: String, shape: [Int])]
  ) throws {
    let advice = "The weights do not belong to this configuration."
    var ordered: [Tensor] = []
    for (name, shape) in shapes {
      guard let tensor = tensors[name] else {
        throw AssayError(
          .badCheckpoint, "The parameter is missing.", advice: advice,
          location: SourceLocation(file: "the weights", field: name))
      }
      guard tensor.shape == shape else {
        throw AssayError(
          .badCheckpoint,
          "The parameter has the shape \(tensor.shape), but the configuration needs \(shape).",
          advice: advice, location: SourceLocation(file: "the weights", field: name))
      }
      ordered.append(tensor)
    }
    self.init(names: shapes.map(\.name), tensors: ordered)
  }

  private init(names: [String], tensors: [Tensor]) {
    self.names = names
    self.tensors = tensors
    indices = Dictionary(
      names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The parameter of this name.
  public subscript(name: String) -> Tensor? { indices[name].map { tensors[$0] } }

  /// The parameter of this name, which must be there.
  func required(_ name: String) throws -> Tensor {
    guard let tensor = self[name] else {
      throw AssayError(.badCheckpoint, "The parameter \(name) is missing.")
    }
    return tensor
  }

  /// The number of trainable numbers.
  public var count: Int { tensors.reduce(0) { $0 + $1.count } }

  /// The same names with other tensors, such as copies in another type.
  public func mapped(_ transform: (Tensor) throws -> Tensor) rethrows -> ParameterSet {
    try ParameterSet(names: names, tensors: tensors.map(transform))
  }

  /// Copies that nobody else holds, in fp32, of which gradients can be asked: what is trained.
  public func trainable() throws -> ParameterSet {
    try mapped { try $0.detached().to(.float32).copied().requiringGradient() }
  }

  /// Fresh parameters: matrices from a normal distribution, normalisation weights one.
  ///
  /// Every parameter draws from a stream of its own name, so that the same seed gives the same
  /// parameters and a further layer changes none of the others.
  ///
  /// - Parameter deviation: The standard deviation of the matrices.
  public static func initialised(
    shapes: [(name: String, shape: [Int])], deviation: Double, seed: UInt64,
    device: Device = .cpu
  ) throws -> ParameterSet {
    let tensors = try shapes.map { name, shape in
      if shape.count == 1 { return try Tensor.ones(shape, device: device) }
      var generator = SeededGenerator(seed: seed, stream: name)
      let values = Self.normal(count: shape.reduce(1, *), deviation: deviation, &generator)
      return try Tensor(values, shape: shape, device: device)
    }
    return ParameterSet(names: shapes.map(\.name), tensors: tensors)
  }

  /// Normally distributed numbers in pairs (Box and Muller, 1958).
  private static func normal(
    count: Int, deviation: Double, _ generator: inout SeededGenerator
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      for index in stride(from: 0, to: count, by: 2) {
        let radius = deviation * (-2 * log(1 - generator.unit())).squareRoot()
        let angle = 2 * Double.pi * generator.unit()
        buffer.initializeElement(at: index, to: Float(radius * cos(angle)))
        if index + 1 < count {
          buffer.initializeElement(at: index + 1, to: Float(radius * sin(angle)))
        }
      }
      initialised = count
    }
  }
}
