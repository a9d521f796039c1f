// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayTensor
public import AssayText
public import Foundation

/// A checkpoint on this machine that answers chat messages.
public struct LocalChatModel: ChatModel {
  public let identity: ModelIdentity
  /// Renders messages and knows where an answer ends.
  public let frame: ChatFrame

  private let engine: DecodingEngine

  /// A model in memory, with its parameters as they are now.
  ///
  /// - Parameters:
  ///   - name: The name in tables.
  ///   - fingerprint: Tells these weights from others.
  public init(
    _ model: any DecoderModel, frame: ChatFrame, name: String, fingerprint: String,
    limits: DecodingEngine.Limits = .init(), dtype: DType = .float32
  ) throws {
    identity = ModelIdentity(name: name, fingerprint: fingerprint)
    self.frame = frame
    engine = try DecodingEngine(model, frame: frame, limits: limits, dtype: dtype)
  }

  /// Loads a Hugging Face folder with a tokenizer.
  ///
  /// - Parameters:
  ///   - name: The name in tables; the folder's name where `nil`.
  ///   - dtype: The type to compute in.
  /// - Throws: An `AssayError` whose location names the file and the field or tensor.
  public static func load(
    _ folder: URL, name: String? = nil, limits: DecodingEngine.Limits = .init(),
    dtype: DType = .float32, device: Device = .cpu
  ) throws -> LocalChatModel {
    let checkpoint = try Checkpoint.load(folder, dtype: dtype, device: device)
    guard let frame = checkpoint.frame else {
      throw AssayError(
        .fileUnreadable, "The folder has no tokenizer.json, so that no message can be read.",
        location: SourceLocation(file: folder.path(percentEncoded: false)))
    }
    return try LocalChatModel(
      checkpoint.model, frame: frame, name: name ?? folder.lastPathComponent,
      fingerprint: checkpoint.fingerprint ?? "", limits: limits, dtype: dtype)
  }

  public func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    let prompts = requests.map { request in
      DecodingRequest(
        prompt: frame.prompt(request.messages), sampling: request.sampling, seed: request.seed,
        alternatives: request.logProbabilities > 0 ? request.logProbabilities : nil)
    }
    let engine = engine
    let outcomes = try await TensorActor.run { try engine.decode(prompts) }
    return zip(prompts, outcomes).map { prompt, outcome in
      outcome.map { sequence in
        Completion(
          text: sequence.text, finishReason: sequence.finishReason,
          usage: TokenUsage(
            promptTokens: prompt.prompt.count, completionTokens: sequence.generatedCount),
          tokens: sequence.logProbabilities)
      }
    }
  }
}
