// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayGeneration
import AssayStore
import Foundation

/// Everything about a judge: how it asks, where its model is, what it may spend, what is kept.
struct SessionOptions: ParsableArguments {
  @OptionGroup(title: "Judge") var judge: JudgeOptions
  @OptionGroup(title: "Endpoint") var endpoint: EndpointOptions
  @OptionGroup(title: "Limits") var budget: BudgetOptions
  @OptionGroup(title: "Store") var keeping: KeepingOptions

  /// Makes the judge ready, runs the body with it and closes the store.
  func withSession<Result>(_ body: (JudgingSession) async throws -> Result) async throws -> Result {
    let session = try await open()
    do {
      let result = try await body(session)
      try await session.store?.close()
      return result
    } catch {
      try? await session.store?.close()
      throw error
    }
  }

  private func open() async throws -> JudgingSession {
    guard let replicas = try endpoint.replicas(for: judge.model) else { return try await local() }
    try budget.check()
    var configuration = try endpoint.configuration(
      replicas, model: judge.model, seed: judge.seed)
    // Whatever is wrong with the endpoint is found out before a store is made for the run.
    let found = try await Endpoint.model(configuration)
    configuration.model = found.identity.name
    configuration.dialect = found.dialect
    configuration.budget = try budget.budget(for: found.identity.name)
    let store = try openStore(isEndpoint: true)
    configuration.cache = store
    return try served(try await Endpoint.model(configuration), configuration, store)
  }

  private func served(
    _ model: EndpointModel, _ configuration: EndpointConfiguration, _ store: Store?
  ) throws -> JudgingSession {
    if endpoint.structuredOutput, model.dialect.structure == .none {
      throw AssayError(
        .invalidArgument, "The server is not known to hold answers to a form.",
        advice: "Name what it understands with --dialect, or leave --structured-output out.")
    }
    let keyed = ContentKeyedModel(model)
    return JudgingSession(
      judge: try judge.judge(servedBy: keyed, concurrency: configuration.limits.concurrency),
      served: JudgingSession.Served(
        model: model, keyed: keyed, configuration: configuration,
        isStructured: endpoint.structuredOutput),
      store: store, name: keeping.name, isResuming: keeping.resume)
  }

  private func local() async throws -> JudgingSession {
    guard !budget.isSet, !endpoint.structuredOutput else {
      throw AssayError(
        .invalidArgument,
        "--estimate, --prices, --max-… and --structured-output need an endpoint.",
        advice: "Give --endpoint with the server's address, or leave them out.")
    }
    return JudgingSession(
      judge: try await judge.judge(), served: nil, store: try openStore(isEndpoint: false),
      name: keeping.name, isResuming: keeping.resume)
  }

  private func openStore(isEndpoint: Bool) throws -> Store? {
    guard keeping.usesStore(isEndpoint: isEndpoint) else { return nil }
    let path = keeping.store.url.path(percentEncoded: false)
    // An estimate leaves nothing behind.
    if budget.estimate, !FileManager.default.fileExists(atPath: path) { return nil }
    return try keeping.store.create()
  }
}
