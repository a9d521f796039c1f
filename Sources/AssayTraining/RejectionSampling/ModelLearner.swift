// SPDX-License-Identifier: Apache-2.0

public import AssayCore
public import AssayModels
import AssayText
public import Foundation

/// A checkpoint on this machine as what a training loop samples from and trains.
public final class ModelLearner: Learner {
  /// The present weights.
  public private(set) var checkpoint: Checkpoint
  private let name: String
  private let frame: ChatFrame
  /// How often the weights have changed, which tells their models apart.
  private var version = 0

  /// Takes copies of the weights, so that the given ones stay as they are.
  ///
  /// - Throws: `badCheckpoint` where the checkpoint has no tokenizer.
  public init(_ start: Checkpoint, name: String) async throws {
    guard let frame = start.frame else {
      throw AssayError(
        .badCheckpoint, "The checkpoint has no tokenizer.",
        advice: "Start from a folder with a tokenizer.json.")
    }
    self.name = name
    self.frame = frame
    checkpoint = try await TensorActor.run { try start.trainable() }
  }

  public func model() async throws -> any ChatModel {
    let (checkpoint, name, frame, version) = (checkpoint, name, frame, version)
    return try await TensorActor.run {
      try LocalChatModel(
        checkpoint.model, frame: frame, name: name,
        fingerprint: "\(checkpoint.fingerprint ?? "in memory")-\(version)")
    }
  }

  public func learn(
    _ set: TrainingSet, settings: SFTSettings, savingIn folder: URL,
    onEvent: @escaping @Sendable (TrainingEvent) async throws -> Void
  ) async throws {
    let records = folder.deletingLastPathComponent()
    let checkpoints = records.appending(path: "checkpoints", directoryHint: .isDirectory)
    let log = try TrainingLog(appendingTo: records.appending(path: "log.jsonl"))
    let checkpoint = checkpoint
    _ = try await SFTTrainer(settings: settings, checkpoints: checkpoints).train(
      checkpoint.model, on: set, resuming: true
    ) { event in
      try log.append(event)
      try await onEvent(event)
    }
    version += 1
    try await TensorActor.run { try checkpoint.save(to: folder) }
    // The weights are saved; what only a resumed run would need can go.
    try? FileManager.default.removeItem(at: checkpoints)
  }

  public func restore(from folder: URL) async throws {
    checkpoint = try await TensorActor.run { try Checkpoint.load(folder).trainable() }
    version += 1
  }
}
