// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Synchronization

/// One attempt: a request to the best server, and its reply read.
final class EndpointService: CompletionService {
  let transport: HTTPTransport
  let pool: ReplicaPool
  private let body: RequestBody
  private let secret: Secret?
  private let timekeeper: any Timekeeper
  private let answered = Atomic(false)

  init(
    _ configuration: EndpointConfiguration, transport: HTTPTransport, pool: ReplicaPool,
    body: RequestBody
  ) {
    self.transport = transport
    self.pool = pool
    self.body = body
    secret = configuration.key
    timekeeper = configuration.timekeeper
  }

  /// Whether any request was ever answered.
  var hasAnswered: Bool { answered.load(ordering: .relaxed) }

  func complete(_ request: CompletionRequest) async throws -> Completion {
    let bytes = try body.bytes(for: request)
    let completion = try await pool.use { replica in
      let reader = reader(of: replica)
      let reply = try await send(bytes, to: replica, operation: body.operation)
      do {
        return try reader.completion(reply)
      } catch let failure as RequestFailure where failure.kind == .withheld {
        return Completion(text: "", finishReason: .contentFilter)
      }
    }
    answered.store(true, ordering: .relaxed)
    return completion
  }

  /// Posts a body to one operation of a server.
  func send(
    _ bytes: [UInt8], to replica: BaseURL, operation: String
  ) async throws -> HTTPReply {
    do {
      return try await transport.post(bytes, to: replica.appending(operation))
    } catch {
      try Task.checkCancellation()
      throw RequestFailure(transport: error, replica: replica)
    }
  }

  /// Reads the replies of a server.
  func reader(of replica: BaseURL) -> ReplyReader {
    let timekeeper = timekeeper
    return ReplyReader(
      faults: FaultReader(
        replica: replica, model: body.model, secret: secret, date: { timekeeper.date }))
  }
}
