// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayTensor

/// The Qwen3 decoder (Qwen team 2025, "Qwen3 Technical Report", section 2).
///
/// Blocks of grouped-query attention with normalised queries and keys, rotary positions and
/// gated feed-forward layers, each after a root-mean-square normalisation and added to the
/// residual stream.
public struct Qwen3Model: DecoderModel {
  /// The sizes.
  public let configuration: Qwen3Configuration
  public let parameters: ParameterSet

  private let rotary: RotaryTable

  /// A model with the given parameters, which it shares.
  ///
  /// - Throws: An `AssayError` with code `badCheckpoint` where the parameters do not belong to
  ///   the configuration.
  public init(_ configuration: Qwen3Configuration, parameters: ParameterSet) throws {
    let named = Dictionary(
      zip(parameters.names, parameters.tensors), uniquingKeysWith: { first, _ in first })
    self.configuration = configuration
    self.parameters = try ParameterSet(named, shapes: configuration.parameterShapes)
    rotary = try RotaryTable(
      headSize: configuration.headSize, base: configuration.ropeBase,
      contextLength: configuration.contextLength,
      device: parameters.tensors.first?.device ?? .cpu)
  }

  /// A model with fresh parameters; equal seeds give equal ones.
  public init(_ configuration: Qwen3Configuration, seed: UInt64, device: Device = .cpu) throws {
    try self.init(
      configuration,
      parameters: .initialised(
        shapes: configuration.parameterShapes, deviation: configuration.initializerRange,
        seed: seed, device: device))
  }

  /// The same model with parameters of its own that can be trained, in fp32.
  public func trainable() throws -> Qwen3Model {
    try Qwen3Model(configuration, parameters: parameters.trainable())
  }

  public var dimensions: DecoderDimensions {
    DecoderDimensions(
      vocabularySize: configuration.vocabularySize, layerCount: configuration.layerCount,
      keyValueHeadCount: configuration.keyValueHeadCount, headSize: configuration.headSize,
      contextLength: configuration.contextLength, endIDs: configuration.endIDs)
  }

  public func prepared(_ dtype: DType) throws -> any DecoderPass {
    try Qwen3Pass(configuration, parameters.mapped { try $0.to(dtype) }, rotary, dtype)
  }
}
