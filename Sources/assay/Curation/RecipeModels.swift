// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayGeneration
import AssayJudging
import AssayModels
import AssayStore
import Foundation

/// Makes the models of a recipe's section `models` ready when a stage first asks for them.
///
/// A model is an embedded evaluator or a folder (`model: assay-mini`), one behind an endpoint
/// (`endpoint: http://…/v1`, `model: name`, `concurrency: 32`), or a judgment file that is replayed
/// (`recording: judgments.jsonl`).
actor RecipeModels {
  private let descriptions: [String: JSONValue]
  private let file: String
  private let folder: URL
  private let store: Store?
  private let threads: Int?
  private var ready: [String: any ChatModel] = [:]

  init(_ recipe: CurationRecipe, file: String, folder: URL, store: Store?, threads: Int?) {
    descriptions = recipe.models
    self.file = file
    self.folder = folder
    self.store = store
    self.threads = threads
  }

  /// The model of that name.
  func model(_ name: String) async throws -> any ChatModel {
    if let model = ready[name] { return model }
    guard let description = descriptions[name] else {
      throw failure(name, CurationContext.none(name).message)
    }
    let model = try await open(name, description)
    ready[name] = model
    return model
  }

  private func open(_ name: String, _ description: JSONValue) async throws -> any ChatModel {
    let known: Set<String> = ["model", "endpoint", "concurrency", "recording"]
    guard let members = description.objectValue else {
      throw failure(name, "The model is not described by fields of its own.")
    }
    if let stray = members.keys.sorted().first(where: { !known.contains($0) }) {
      throw failure("\(name).\(stray)", "The field is unknown here.")
    }
    if let recording = members["recording"]?.stringValue {
      return try Recording.judgments(at: folder.appending(path: recording))
    }
    guard let endpoint = members["endpoint"] else {
      guard let model = members["model"]?.stringValue else {
        throw failure(name, "The model has neither a name nor an endpoint nor a recording.")
      }
      return try await ModelLocation(model).load(threads: threads)
    }
    let addresses =
      endpoint.stringValue.map { [$0] } ?? endpoint.arrayValue?.map(\.stringValue) ?? []
    let replicas = try addresses.compactMap { $0 }.map { try BaseURL($0) }
    guard !replicas.isEmpty else { throw failure("\(name).endpoint", "No address is given.") }
    var configuration = EndpointConfiguration(
      replicas: replicas, model: members["model"]?.stringValue)
    if let key = ProcessInfo.processInfo.environment["OPENAI_API_KEY"], !key.isEmpty {
      configuration.key = try Secret(key, from: "OPENAI_API_KEY")
    }
    configuration.limits.concurrency =
      members["concurrency"]?.integerValue ?? configuration.limits.concurrency
    configuration.cache = store
    return try await Endpoint.model(configuration)
  }

  private func failure(_ field: String, _ message: String) -> AssayError {
    AssayError(
      .malformedFile, message,
      advice: "A model has 'model' (a name or a folder), 'endpoint' with 'model', or 'recording'.",
      location: SourceLocation(file: file, field: "models.\(field)"))
  }
}
