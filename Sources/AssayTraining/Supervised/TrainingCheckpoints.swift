// SPDX-License-Identifier: Apache-2.0

import AssayCore
import AssayModels
import AssayTensor
import Foundation

/// The checkpoints of a run: folders `step-000200` with weights, optimiser state and position.
///
/// A checkpoint is written under another name and renamed once it is whole, and older ones are
/// removed only after that. So there is always a whole one, however a run ends.
struct TrainingCheckpoints {
  let folder: URL
  let settings: SFTSettings

  /// Where a run stands. The order of examples follows from the settings and the step.
  struct State: Codable, Sendable {
    var version = 1
    var step: Int
    var settings: SFTSettings
    var dataFingerprint: String
    var precision: String

    private enum CodingKeys: String, CodingKey {
      case version, step, settings, dataFingerprint = "data_fingerprint", precision
    }
  }

  /// One whole checkpoint.
  struct Saved {
    let folder: URL
    let state: State

    /// Takes up weights and optimiser state, in place.
    @TensorActor
    func restore(_ parameters: ParameterSet, _ optimiser: AdamW) throws {
      let file = try SafetensorsFile(folder.appending(path: Name.tensors))
      func read(_ kind: String) throws -> [Tensor] {
        try zip(parameters.names, parameters.tensors).map { name, parameter in
          try TrainingCheckpoints.tensor("\(kind).\(name)", like: parameter, in: file)
        }
      }
      let weights = try read(Name.weight)
      try optimiser.restore(
        means: read(Name.mean), squares: read(Name.square), steps: state.step)
      try withNoGradient { try TensorList.copy(weights, into: parameters.tensors) }
    }
  }

  fileprivate enum Name {
    static let tensors = "training.safetensors"
    static let state = "state.json"
    static let weight = "weight"
    static let mean = "mean"
    static let square = "square"
    static let partial = ".partial"
  }

  /// Saves a checkpoint and then removes the oldest beyond those to be kept.
  ///
  /// - Returns: The checkpoint's folder.
  /// - Throws: `fileUnwritable`; what was saved before stays.
  @TensorActor
  func save(_ state: State, _ parameters: ParameterSet, _ optimiser: AdamW) throws -> URL {
    let name =
      "step-" + String(repeating: "0", count: max(0, 6 - "\(state.step)".count))
      + "\(state.step)"
    let final = folder.appending(path: name, directoryHint: .isDirectory)
    let partial = folder.appending(path: name + Name.partial, directoryHint: .isDirectory)
    let files = FileManager.default
    do {
      try? files.removeItem(at: partial)
      try files.createDirectory(at: partial, withIntermediateDirectories: true)
      try write(state, parameters, optimiser, in: partial)
      if files.fileExists(atPath: final.path(percentEncoded: false)) {
        try files.removeItem(at: final)
      }
      try files.moveItem(at: partial, to: final)
    } catch {
      try? files.removeItem(at: partial)
      if let known = error as? AssayError { throw known }
      throw AssayError(
        .fileUnwritable, "The checkpoint cannot be saved: \(error.localizedDescription)",
        advice:
          "Check the folder's permissions and the free space; the checkpoint before it stays.",
        location: SourceLocation(file: final.path(percentEncoded: false)))
    }
    for old in names().dropLast(max(1, settings.checkpoints.kept)) where old != name {
      try? files.removeItem(at: folder.appending(path: old))
    }
    return final
  }

  /// The newest checkpoint, `nil` where there is none.
  ///
  /// - Throws: `invalidArgument` where it belongs to other data or settings, `malformedFile`
  ///   where it cannot be read.
  func latest(data fingerprint: String) throws -> Saved? {
    guard let name = names().last else { return nil }
    let place = folder.appending(path: name, directoryHint: .isDirectory)
    let file = place.appending(path: Name.state)
    let state = try JSONFolder.read(State.self, from: file)
    guard state.dataFingerprint == fingerprint else {
      throw mismatch("other examples", file)
    }
    // When checkpoints are written and how often is measured changes no weight.
    var (then, today) = (state.settings, settings)
    then.checkpoints = CheckpointSettings()
    today.checkpoints = CheckpointSettings()
    then.evaluateEvery = nil
    today.evaluateEvery = nil
    guard then == today else { throw mismatch("other settings", file) }
    return Saved(folder: place, state: state)
  }

  @TensorActor
  private func write(
    _ state: State, _ parameters: ParameterSet, _ optimiser: AdamW, in place: URL
  ) throws {
    var tensors: [(name: String, tensor: Tensor)] = []
    for (kind, list) in [
      (Name.weight, parameters.tensors), (Name.mean, optimiser.means),
      (Name.square, optimiser.squares),
    ] {
      tensors += zip(parameters.names, list).map { ("\(kind).\($0)", $1) }
    }
    try SafetensorsWriter.write(tensors, to: place.appending(path: Name.tensors))
    try JSONFolder.write(state, to: place.appending(path: Name.state))
  }

  /// The names of whole checkpoints, oldest first.
  private func names() -> [String] {
    let all =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)))
      ?? []
    return all.filter { $0.hasPrefix("step-") && !$0.hasSuffix(Name.partial) }
      .sorted { ($0.count, $0) < ($1.count, $1) }
  }

  private func mismatch(_ what: String, _ file: URL) -> AssayError {
    AssayError(
      .invalidArgument, "The checkpoint belongs to a run with \(what).",
      advice: "Give that run's recipe, or start anew in another folder.",
      location: SourceLocation(file: file.path(percentEncoded: false)))
  }

  @TensorActor
  private static func tensor(
    _ name: String, like parameter: Tensor, in file: SafetensorsFile
  ) throws -> Tensor {
    guard let entry = file.header.entries.first(where: { $0.name == name }),
      entry.shape == parameter.shape
    else {
      throw AssayError(
        .badCheckpoint, "The tensor \(name) is missing or has another shape.",
        advice: "Remove the checkpoint and resume from an older one.",
        location: SourceLocation(file: file.path, field: name))
    }
    return try file.tensor(entry)
  }
}
