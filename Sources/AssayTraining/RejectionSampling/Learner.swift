// SPDX-License-Identifier: Apache-2.0

public import AssayCore
public import Foundation

/// Weights that can be sampled from and trained further, as a training loop sees them.
public protocol Learner: AnyObject {
  /// A model that answers with the present weights.
  func model() async throws -> any ChatModel

  /// Trains the present weights further and saves what comes out in the folder.
  ///
  /// - Throws: Among others a `CancellationError`, after which the weights are not to be used.
  func learn(
    _ set: TrainingSet, settings: SFTSettings, savingIn folder: URL,
    onEvent: @escaping @Sendable (TrainingEvent) async throws -> Void
  ) async throws

  /// Takes up weights that `learn` saved.
  func restore(from folder: URL) async throws
}
