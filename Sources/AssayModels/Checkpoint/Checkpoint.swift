// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayTensor
public import AssayText
public import Foundation

/// A model with its configuration and, where it has one, its tokenizer: a Hugging Face folder.
public struct Checkpoint: Sendable {
  /// The sizes.
  public var configuration: any DecoderConfiguration
  /// The model with its parameters.
  public var model: any DecoderModel
  /// The chat frame with its tokenizer; `nil` where the folder has no tokenizer.
  public var frame: ChatFrame?
  /// Sixteen hexadecimal digits that depend on the configuration and every byte of the weights;
  /// `nil` for what was never stored.
  public var fingerprint: String?

  public init(
    configuration: any DecoderConfiguration, model: any DecoderModel, frame: ChatFrame?,
    fingerprint: String? = nil
  ) {
    self.configuration = configuration
    self.model = model
    self.frame = frame
    self.fingerprint = fingerprint
  }

  /// Reads a folder with `config.json`, weights as safetensors, and perhaps a tokenizer.
  ///
  /// - Parameters:
  ///   - dtype: The type of the parameters in memory; `nil` keeps that of the file, and then
  ///     without copying.
  ///   - device: Where the parameters are put.
  /// - Throws: An `AssayError` whose location names the file and the field or tensor.
  public static func load(
    _ folder: URL, dtype: DType? = .float32, device: Device = .cpu
  ) throws -> Checkpoint {
    let file = folder.appending(path: "config.json")
    let path = file.path(percentEncoded: false)
    let json = try JSONFile.read(file)
    let configuration = try Architectures.configuration(json, file: path)
    let weights = try WeightFolder(folder)
    let parameters = try Self.parameters(
      weights, configuration, folder: folder, dtype: dtype, device: device)
    let hasTokenizer = FileManager.default.fileExists(
      atPath: folder.appending(path: "tokenizer.json").path(percentEncoded: false))
    let frame = hasTokenizer ? try TokenizerFolder.load(folder) : nil
    let model = try configuration.model(parameters)
    try requireFit(frame, model, folder: folder)
    let identity = StableHash.fnv1a(configuration.json(dtype: "").jsonText)
    return Checkpoint(
      configuration: configuration, model: model, frame: frame,
      fingerprint: Fingerprint.text(
        StableHash.fnv1a(weights.fingerprint) ^ StableHash.seed(identity, "configuration")))
  }

  /// Writes a folder that ``load(_:dtype:device:)`` and `transformers` read.
  ///
  /// Each file is there whole or not at all. The weights come last: a folder with weights is
  /// complete.
  ///
  /// - Parameter dtype: The type of the stored weights; bfloat16 halves the file.
  /// - Throws: An `AssayError` with code `fileUnwritable`, or `invalidArgument` where the
  ///   tokenizer is of a kind that cannot be written.
  public func save(to folder: URL, dtype: DType = .float32) throws {
    try AtomicFile.makeFolder(folder)
    let configurationText = configuration.json(dtype: "\(dtype)").jsonText + "\n"
    try AtomicFile.write(
      Data(configurationText.utf8), to: folder.appending(path: "config.json"))
    if let frame {
      guard let tokenizer = frame.tokenizer as? CharacterTokenizer else {
        throw AssayError(
          .invalidArgument, "Only character tokenizers can be written.",
          advice: "Copy the tokenizer's files from the folder that it came from.")
      }
      for (name, text) in TokenizerFolder.files(
        tokenizer, contextLength: model.dimensions.contextLength)
      {
        try AtomicFile.write(Data(text.utf8), to: folder.appending(path: name))
      }
    }
    let stored = try model.parameters.mapped { try $0.detached().to(dtype) }
    try SafetensorsWriter.write(
      zip(stored.names, stored.tensors).map { (name: $0, tensor: $1) },
      to: folder.appending(path: WeightFolder.fileName))
  }

  private static func parameters(
    _ weights: WeightFolder, _ configuration: any DecoderConfiguration, folder: URL,
    dtype: DType?, device: Device
  ) throws -> ParameterSet {
    let tensors = try weights.tensors()
    let shapes = configuration.parameterShapes
    let path = folder.path(percentEncoded: false)
    // Folders with a tied head may hold the head all the same.
    let known = Set(shapes.map(\.name) + ["lm_head.weight"])
    if let stray = tensors.keys.sorted().first(where: { !known.contains($0) }) {
      throw AssayError(
        .badCheckpoint, "The weights have a tensor that the configuration does not know.",
        advice: "The weights do not belong to this configuration.",
        location: SourceLocation(file: path, field: stray))
    }
    do {
      return try ParameterSet(tensors, shapes: shapes).mapped {
        try $0.to(dtype ?? $0.dtype, device: device)
      }
    } catch var error as AssayError {
      error.location = SourceLocation(file: path, field: error.location?.field)
      throw error
    }
  }

  private static func requireFit(
    _ frame: ChatFrame?, _ model: any DecoderModel, folder: URL
  ) throws {
    guard let size = frame?.tokenizer.vocabularySize,
      size > model.dimensions.vocabularySize
    else { return }
    throw AssayError(
      .badCheckpoint,
      "The tokenizer has \(size) tokens, the model only \(model.dimensions.vocabularySize).",
      advice: "The tokenizer does not belong to this model.",
      location: SourceLocation(file: folder.path(percentEncoded: false), field: "tokenizer.json"))
  }
}
