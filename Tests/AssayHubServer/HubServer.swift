// SPDX-License-Identifier: Apache-2.0
public import AssayFaultServer

/// A Hugging Face hub on loopback: one port for the hub, a second one for the host on which large
/// files lie.
///
/// A test may answer any request itself, with a fault or with a lie.
public final class HubServer: Sendable {
  /// Answers a request in the hub's place; the reply is the one that the hub would send.
  public typealias Fault = @Sendable (ServedRequest, ServedReply) -> ServedReply?

  /// The hub.
  public let hub: FaultServer
  /// The host of large files.
  public let storage: FaultServer

  private init(hub: FaultServer, storage: FaultServer) {
    self.hub = hub
    self.storage = storage
  }

  /// Starts both ports.
  ///
  /// - Parameters:
  ///   - port: The hub's port; 0 takes a free one.
  ///   - pageSize: How many entries a page of a list has.
  ///   - fault: Asked first.
  public static func start(
    _ repositories: [ServedRepository], port: Int = 0, pageSize: Int = 1000,
    fault: @escaping Fault = { _, _ in nil }
  ) async throws -> HubServer {
    let storage = try await FaultServer.start { request in
      let reply = StorageAnswers(repositories: repositories).reply(to: request)
      return fault(request, reply) ?? reply
    }
    let storageOrigin = storage.origin
    let hub = try await FaultServer.start(port: port) { request in
      let answers = HubAnswers(
        repositories: repositories, pageSize: pageSize, storage: storageOrigin)
      let reply = answers.reply(to: request)
      return fault(request, reply) ?? reply
    }
    return HubServer(hub: hub, storage: storage)
  }

  /// Runs the body with a hub that is stopped afterwards.
  public static func serving<Result>(
    _ repositories: [ServedRepository], pageSize: Int = 1000,
    fault: @escaping Fault = { _, _ in nil },
    _ body: (HubServer) async throws -> Result
  ) async throws -> Result {
    let server = try await start(repositories, pageSize: pageSize, fault: fault)
    do {
      let result = try await body(server)
      try await server.stop()
      return result
    } catch {
      try await server.stop()
      throw error
    }
  }

  /// The hub's address, for `HF_ENDPOINT`.
  public var address: String { hub.origin }

  /// The requests for the bytes of files, to both ports.
  public var downloads: [ServedRequest] {
    hub.requests.filter { $0.path.contains("/resolve/") } + storage.requests
  }

  public func stop() async throws {
    try await hub.stop()
    try await storage.stop()
  }
}
