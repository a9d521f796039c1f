// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Crypto

/// The way to a model behind an OpenAI-compatible endpoint.
public enum Endpoint {
  /// Connects to an endpoint: checks the address and the key, finds out the model and the dialect.
  ///
  /// ```swift
  /// var configuration = EndpointConfiguration(replicas: [try BaseURL("http://localhost:8000/v1")])
  /// configuration.key = try Secret(variable, from: "OPENAI_API_KEY")
  /// let model = try await Endpoint.model(configuration)
  /// ```
  ///
  /// One small request is sent, `GET /models`; a server that has no such list is taken as it is.
  ///
  /// - Throws: `endpointUnreachable`, `unauthorized`, `wrongAddress`, `untrustedCertificate`, or
  ///   `invalidArgument` where no model is named and the server offers not exactly one.
  public static func model(_ configuration: EndpointConfiguration) async throws -> EndpointModel {
    try await connect(configuration).model
  }

  /// Connects to an endpoint that turns texts into vectors.
  ///
  /// - Throws: As `model(_:)` does.
  public static func embedder(
    _ configuration: EndpointConfiguration, options: EndpointEmbedder.Options = .init()
  ) async throws -> EndpointEmbedder {
    let connected = try await connect(configuration)
    return EndpointEmbedder(configuration, connected: connected.model, options: options)
  }

  /// The names of the models that an endpoint offers, in its order.
  ///
  /// - Throws: As `model(_:)` does, and `wrongAddress` where the server has no such list.
  public static func models(_ configuration: EndpointConfiguration) async throws -> [String] {
    let replica = try first(configuration)
    let catalogue = Catalogue(
      transport: try HTTPTransport(configuration), replica: replica, model: "",
      secret: configuration.key)
    guard let list = try await unwrapped({ try await catalogue.models() }) else {
      throw AssayError(
        .wrongAddress, "\(replica) offers no list of models.",
        advice: "Check the address; it usually ends in /v1.")
    }
    return list.names
  }

  private static func connect(
    _ configuration: EndpointConfiguration
  ) async throws -> (model: EndpointModel, list: ModelList?) {
    let replica = try first(configuration)
    let transport = try HTTPTransport(configuration)
    var catalogue = Catalogue(
      transport: transport, replica: replica, model: configuration.model ?? "",
      secret: configuration.key)
    let list = try await firstList(catalogue, configuration)
    let name = try configuration.model ?? onlyModel(list, replica)
    catalogue.model = name
    let dialect =
      configuration.dialect ?? list?.dialect(for: name, at: replica) ?? .generic
    let body = RequestBody(
      model: name, api: configuration.api, dialect: dialect,
      extraFields: configuration.extraFields)
    let pool = ReplicaPool(configuration) { replica in
      // Whatever it answers, it is there; only a failure of its own counts against it.
      let status = try? await transport.get(replica.appending("models")).status
      return status.map { $0 < 500 } ?? false
    }
    let service = EndpointService(configuration, transport: transport, pool: pool, body: body)
    let model = EndpointModel(
      configuration, identity: identity(of: body, thinking: configuration.thinking, at: replica),
      dialect: dialect, service: service, catalogue: catalogue)
    return (model, list)
  }

  /// The list of the first server that answers; one that is down must not keep the others idle.
  private static func firstList(
    _ catalogue: Catalogue, _ configuration: EndpointConfiguration
  ) async throws -> ModelList? {
    var failure: RequestFailure?
    for replica in configuration.replicas {
      var catalogue = catalogue
      catalogue.replica = replica
      do {
        return try await catalogue.models()
      } catch let error as RequestFailure {
        guard error.kind.isTransient else { throw error.error }
        failure = failure ?? error
      }
    }
    throw failure?.error ?? AssayError(.endpointUnreachable, "No server answers.")
  }

  private static func first(_ configuration: EndpointConfiguration) throws -> BaseURL {
    guard let replica = configuration.replicas.first else {
      throw AssayError(
        .invalidArgument, "The endpoint has no address.",
        advice: "Give at least one, such as http://localhost:8000/v1.")
    }
    return replica
  }

  private static func onlyModel(_ list: ModelList?, _ replica: BaseURL) throws -> String {
    let names = list?.names ?? []
    if names.count == 1, let name = names.first { return name }
    throw AssayError(
      .invalidArgument, "No model is named, and \(replica) offers \(names.count).",
      advice: names.isEmpty
        ? "Name the model."
        : "Name one of: \(names.sorted().prefix(20).joined(separator: ", ")).")
  }

  /// Throws a failure's error in place of the failure.
  private static func unwrapped<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let failure as RequestFailure { throw failure.error }
  }

  /// The first address, the model and everything that changes what it is asked. Left out are the
  /// number of servers, the limits, the key, and the dialect, which is how the same question is
  /// spelled: a run goes on from what is kept when any of them changes.
  private static func identity(
    of body: RequestBody, thinking: EndpointConfiguration.Thinking, at replica: BaseURL
  ) -> ModelIdentity {
    let content: JSONValue = [
      "endpoint": .string(replica.description), "model": .string(body.model),
      "operation": .string(body.operation),
      "thinking": .string("\(thinking)"), "extra": .object(body.extraFields),
    ]
    var bytes: [UInt8] = []
    content.appendJSON(to: &bytes)
    return ModelIdentity(
      name: body.model,
      fingerprint: String(SHA256.hash(data: bytes).hexadecimal.prefix(16)))
  }
}
