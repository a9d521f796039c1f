// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayGeneration
import AssayJudging
import AssayModels
import AssayTensor
import Foundation

/// Makes the embedders of a recipe ready when a stage first asks for them.
///
/// `minilm` and `hashed` need no description. Those of the section `embedders` are a folder with a
/// sentence encoder (`model`) or a model behind an endpoint (`endpoint`, with the other fields of
/// `ModelSource`), each with a `prefix` before every text; endpoints take `dimensions` and `batch`.
actor RecipeEmbedders {
  private static let own: Set<String> = ["prefix", "dimensions", "batch"]

  private let descriptions: [String: JSONValue]
  private let file: String
  private let folder: URL
  private let endpoint: EndpointOptions
  private let budget: BudgetOptions
  private let shared: SharedBudget
  private let threads: Int?
  private var ready: [String: any Embedder] = [:]

  /// - Throws: `malformedFile` where the recipe gives a name that is taken.
  init(
    _ recipe: CurationRecipe, file: String, folder: URL, endpoint: EndpointOptions,
    budget: BudgetOptions, shared: SharedBudget, threads: Int?
  ) throws {
    descriptions = recipe.embedders
    self.file = file
    self.folder = folder
    self.endpoint = endpoint
    self.budget = budget
    self.shared = shared
    self.threads = threads
    for name in ["hashed", CurationContext.standardEmbedder] where descriptions[name] != nil {
      throw Self.failure(
        "The embedder '\(name)' is always there and cannot be another.", file, name,
        advice: "Give it a name of its own.")
    }
  }

  /// The embedder of that name.
  func embedder(_ name: String) async throws -> any Embedder {
    if let embedder = ready[name] { return embedder }
    let embedder: any Embedder =
      switch name {
      case "hashed": HashedNgramEmbedder()
      case CurationContext.standardEmbedder: try await encoder(name, prefix: "")
      default: try await described(name)
      }
    ready[name] = embedder
    return embedder
  }

  /// What asking the embedder takes, and how many texts go into a request; `nil` where it is no
  /// endpoint and costs only the machine's time.
  func basis(of name: String) async throws -> (basis: CostEstimate.Basis, batch: Int)? {
    guard let served = try await embedder(name) as? EndpointEmbedder,
      let members = descriptions[name]?.objectValue
    else { return nil }
    let basis = CostEstimate.Basis(
      price: try budget.price(of: served.identity.name),
      limits: endpoint.taking(try source(name, members)).limits)
    return (basis, try count("batch", members, name) ?? Self.standardBatch)
  }

  private static let standardBatch = 64

  private func source(_ name: String, _ members: [String: JSONValue]) throws -> ModelSource {
    try ModelSource(
      .object(members.filter { !Self.own.contains($0.key) }), at: "embedders.\(name)", file: file,
      folder: folder)
  }

  private func described(_ name: String) async throws -> any Embedder {
    guard let members = descriptions[name]?.objectValue else {
      let names = [CurationContext.standardEmbedder, "hashed"] + descriptions.keys.sorted()
      throw AssayError(
        .malformedFile, "The recipe has no embedder '\(name)'.",
        advice: SimilarName.question(name, among: names)
          + "There are: \(names.joined(separator: ", ")). "
          + "Describe others in the recipe's section 'embedders'.")
    }
    let source = try source(name, members)
    guard source.recording == nil, source.dialect == nil, source.thinkingEnd == nil else {
      throw Self.failure(
        "An embedder has no recording, dialect or thinking.", file, name,
        advice: "It is a 'model', perhaps behind an 'endpoint', with a 'prefix'.")
    }
    let prefix = try text("prefix", members, name) ?? ""
    guard !source.endpoints.isEmpty else {
      if let field = ["batch", "dimensions"].first(where: { members[$0] != nil }) {
        throw Self.failure(
          "The field is for endpoints alone.", file, "\(name).\(field)", advice: "Leave it out.")
      }
      return try await encoder(source.model ?? "", prefix: prefix)
    }
    let options = endpoint.taking(source)
    let replicas = try options.replicas(for: source.model) ?? []
    var configuration = try options.configuration(replicas, model: source.model, seed: 0)
    // The price has to be found by the name that the server gives.
    configuration.model = try await Endpoint.embedder(configuration).identity.name
    configuration.budget = Budget(
      price: try budget.budget(for: configuration.model ?? "").price)
    configuration.sharedBudget = shared
    return try await Endpoint.embedder(
      configuration,
      options: EndpointEmbedder.Options(
        batch: count("batch", members, name) ?? Self.standardBatch,
        dimensions: count("dimensions", members, name),
        packed: false, prefix: prefix))
  }

  /// The sentence encoder of a folder, or the one that is installed.
  private func encoder(_ model: String, prefix: String) async throws -> SentenceEncoder {
    let isStandard = model == CurationContext.standardEmbedder
    let place =
      isStandard
      ? try InstalledSentenceModel.folder()
      : URL(filePath: model, directoryHint: .isDirectory, relativeTo: folder)
    try TensorLibrary.load()
    if let threads { try TensorRuntime.setThreads(threads) }
    return try await TensorActor.run {
      try SentenceEncoder.load(
        place, name: isStandard ? InstalledSentenceModel.name : nil,
        options: SentenceEncoder.Options(prefix: prefix))
    }
  }

  private func text(
    _ field: String, _ members: [String: JSONValue], _ name: String
  ) throws -> String? {
    guard let value = members[field] else { return nil }
    guard let text = value.stringValue else {
      throw Self.failure("This should be a text.", file, "\(name).\(field)", advice: "Quote it.")
    }
    return text
  }

  private func count(
    _ field: String, _ members: [String: JSONValue], _ name: String
  ) throws -> Int? {
    guard let value = members[field] else { return nil }
    guard let count = value.integerValue, count > 0 else {
      throw Self.failure(
        "This should be a whole number above 0.", file, "\(name).\(field)", advice: "Correct it.")
    }
    return count
  }

  private static func failure(
    _ message: String, _ file: String, _ field: String, advice: String
  ) -> AssayError {
    AssayError(
      .malformedFile, message, advice: advice,
      location: SourceLocation(file: file, field: "embedders.\(field)"))
  }
}
