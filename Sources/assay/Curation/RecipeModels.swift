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
/// What a description may hold says `ModelSource`; what it leaves out is as the command line has
/// it. Endpoints share the command's limits of money, requests and time.
actor RecipeModels {
  private let descriptions: [String: JSONValue]
  private let file: String
  private let folder: URL
  private let endpoint: EndpointOptions
  private let budget: BudgetOptions
  private let shared: SharedBudget
  private let store: Store?
  private let threads: Int?
  private var ready: [String: any ChatModel] = [:]

  init(
    _ recipe: CurationRecipe, file: String, folder: URL, endpoint: EndpointOptions,
    budget: BudgetOptions, shared: SharedBudget, store: Store?, threads: Int?
  ) {
    descriptions = recipe.models
    self.file = file
    self.folder = folder
    self.endpoint = endpoint
    self.budget = budget
    self.shared = shared
    self.store = store
    self.threads = threads
  }

  /// The model of that name.
  func model(_ name: String) async throws -> any ChatModel {
    if let model = ready[name] { return model }
    let model = try await open(try source(of: name))
    ready[name] = model
    return model
  }

  /// What asking the model takes; `nil` where it is no endpoint and costs only the machine's time.
  func basis(of name: String) async throws -> CostEstimate.Basis? {
    guard let served = try await model(name) as? EndpointModel else { return nil }
    return CostEstimate.Basis(
      price: try budget.price(of: served.identity.name),
      limits: endpoint.taking(try source(of: name)).limits)
  }

  private func source(of name: String) throws -> ModelSource {
    guard let description = descriptions[name] else {
      throw AssayError(
        .malformedFile, CurationContext.none(name).message,
        advice: SimilarName.question(name, among: descriptions.keys)
          + (CurationContext.none(name).advice ?? ""))
    }
    return try ModelSource(description, at: "models.\(name)", file: file, folder: folder)
  }

  private func open(_ source: ModelSource) async throws -> any ChatModel {
    if let recording = source.recording {
      return try RecordedAnswers.isAnswers(recording)
        ? RecordedAnswers(at: recording) : Recording.judgments(at: recording)
    }
    let options = endpoint.taking(source)
    guard let replicas = try options.replicas(for: source.model) else {
      return try await ModelLocation(source.model ?? "").load(threads: threads)
    }
    var configuration = try options.configuration(replicas, model: source.model, seed: 0)
    configuration.cache = store
    // The price has to be found by the name that the server gives.
    let found = try await Endpoint.model(configuration)
    configuration.model = found.identity.name
    configuration.dialect = found.dialect
    configuration.budget = Budget(price: try budget.budget(for: found.identity.name).price)
    configuration.sharedBudget = shared
    return try await Endpoint.model(configuration)
  }
}
