// SPDX-License-Identifier: Apache-2.0

import AssayCore
import Foundation

/// The files of one iteration: `iteration-1/rollouts.jsonl`, `weights/`, `summary.json`.
///
/// The summary is written last, so that its presence means that the iteration is finished.
struct IterationFiles {
  let iteration: Int
  private let folder: URL

  init(folder: URL, iteration: Int) {
    self.iteration = iteration
    self.folder = folder.appending(
      path: "iteration-\(iteration)", directoryHint: .isDirectory)
  }

  var weights: URL { folder.appending(path: "weights", directoryHint: .isDirectory) }
  private var rolloutFile: URL { folder.appending(path: "rollouts.jsonl") }
  private var summaryFile: URL { folder.appending(path: "summary.json") }

  /// Marks the output folder as belonging to a run with these settings.
  ///
  /// - Throws: `invalidArgument` where it belongs to a run with other settings.
  static func claim(_ output: URL, for settings: RejectionSamplingSettings) throws {
    let file = output.appending(path: "settings.json")
    if FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
      let saved = try JSONFolder.read(RejectionSamplingSettings.self, from: file)
      guard saved == settings else {
        throw AssayError(
          .invalidArgument, "The folder holds a run with other settings.",
          advice: "Give another output folder, or the settings of that run.",
          location: SourceLocation(file: file.path(percentEncoded: false)))
      }
    } else {
      try JSONFolder.write(settings, to: file)
    }
  }

  func summary() throws -> IterationSummary? {
    guard FileManager.default.fileExists(atPath: summaryFile.path(percentEncoded: false)) else {
      return nil
    }
    return try JSONFolder.read(IterationSummary.self, from: summaryFile)
  }

  func save(_ summary: IterationSummary) throws {
    try JSONFolder.write(summary, to: summaryFile)
  }

  /// The saved rollouts; `nil` where sampling did not finish.
  func rollouts() throws -> [Rollout]? {
    guard FileManager.default.fileExists(atPath: rolloutFile.path(percentEncoded: false)) else {
      return nil
    }
    return try JSONFolder.readLines(Rollout.self, from: rolloutFile)
  }

  func save(_ rollouts: [Rollout]) throws {
    try JSONFolder.writeLines(rollouts, to: rolloutFile)
  }
}
