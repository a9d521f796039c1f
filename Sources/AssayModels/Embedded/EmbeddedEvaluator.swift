// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// The evaluators that ship with the package, so that every path runs with nothing downloaded.
///
/// They judge the synthetic world of digit chains and nothing else; `Recipes/` makes them.
public enum EmbeddedEvaluator: String, Sendable, CaseIterable {
  /// The trained evaluator.
  case mini = "assay-mini"
  /// An early checkpoint of the same recipe: the weak start of rejection sampling.
  case start = "assay-mini-start"

  /// One sentence for lists.
  public var summary: String {
    switch self {
    case .mini: "judges digit chains in five formats; a demonstration, not a judge of prose"
    case .start: "an early checkpoint of assay-mini, from which rejection sampling improves"
    }
  }

  /// The folder with the weights, in Hugging Face form.
  ///
  /// - Throws: `fileUnreadable` where the program was moved without its resources.
  public func folder() throws -> URL {
    // The generated accessor of the bundle would end the process where it finds nothing.
    let name = "assay_AssayModels.resources"
    let program = URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    let places = [
      Bundle.main.bundleURL, Bundle.main.executableURL?.deletingLastPathComponent(), program,
    ]
    for place in places.compactMap({ $0 }) {
      let folder = place.appending(path: "\(name)/\(rawValue)", directoryHint: .isDirectory)
      let weights = folder.appending(path: "model.safetensors")
      if FileManager.default.fileExists(atPath: weights.path(percentEncoded: false)) {
        return folder
      }
    }
    throw AssayError(
      .fileUnreadable, "The weights of \(rawValue) are not beside the program.",
      advice: "Keep the folder \(name) in the folder of the program, or name a checkpoint folder.")
  }
}
