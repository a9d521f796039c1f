// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// The sizes of a decoder as a `config.json` has them, before there are weights.
public protocol DecoderConfiguration: Sendable {
  /// The parameters' names and shapes in the order in which they are stored and initialised.
  var parameterShapes: [(name: String, shape: [Int])] { get }
  /// The content of a `config.json`, with the type of the stored weights, such as `float32`.
  func json(dtype: String) -> JSONValue
  /// The model with these sizes and the given parameters.
  func model(_ parameters: ParameterSet) throws -> any DecoderModel
}

extension Qwen3Configuration: DecoderConfiguration {
  public func model(_ parameters: ParameterSet) throws -> any DecoderModel {
    try Qwen3Model(self, parameters: parameters)
  }
}
