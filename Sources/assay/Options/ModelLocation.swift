// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import Foundation

/// A model as a person names it: an embedded evaluator or a Hugging Face folder.
struct ModelLocation {
  var folder: URL
  var name: String

  /// - Throws: `fileUnreadable` that lists the embedded names.
  init(_ text: String) throws {
    if let embedded = EmbeddedEvaluator(rawValue: text) {
      folder = try embedded.folder()
      name = embedded.rawValue
      return
    }
    folder = URL(filePath: text, directoryHint: .isDirectory)
    name = folder.lastPathComponent
    var isFolder: ObjCBool = false
    guard
      FileManager.default.fileExists(
        atPath: folder.path(percentEncoded: false), isDirectory: &isFolder), isFolder.boolValue
    else {
      let names = EmbeddedEvaluator.allCases.map(\.rawValue).joined(separator: ", ")
      throw AssayError(
        .fileUnreadable, "There is no model folder '\(text)'.",
        advice: "Name a Hugging Face folder or an embedded evaluator: \(names). A model that a "
          + "server has needs --endpoint.",
        location: SourceLocation(file: text))
    }
  }

  /// Loads the tensor library and the model.
  func load(threads: Int? = nil) async throws -> LocalChatModel {
    try TensorLibrary.load()
    if let threads { try TensorRuntime.setThreads(threads) }
    return try await TensorActor.run { try LocalChatModel.load(folder, name: name) }
  }
}
