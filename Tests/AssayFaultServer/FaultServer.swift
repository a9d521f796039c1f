// SPDX-License-Identifier: Apache-2.0
import AssayCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A real HTTP server on loopback that answers, or fails, as a test wants it to.
///
/// `GET /v1/models` is answered with one model, `judge`, unless the test answers it itself. The
/// server keeps every request, and counts those whose whole answer it has written.
public final class FaultServer: Sendable {
  /// Answers a request; `nil` leaves it to the server's own answers.
  public typealias Handler = @Sendable (ServedRequest) -> ServedReply?

  private let channel: any Channel
  private let record: Record
  private let scheme: String
  /// The port on 127.0.0.1.
  public let port: Int

  private init(channel: any Channel, record: Record, scheme: String) {
    self.channel = channel
    self.record = record
    self.scheme = scheme
    port = channel.localAddress?.port ?? 0
  }

  /// Starts a server on a free port.
  ///
  /// - Parameters:
  ///   - port: The port; 0 takes a free one.
  ///   - certificate: The certificate for TLS; `nil` speaks plain HTTP.
  ///   - handler: Answers the requests.
  public static func start(
    port: Int = 0, certificate: TestCertificate? = nil, _ handler: @escaping Handler
  ) async throws -> FaultServer {
    let record = Record()
    let tls = try certificate.map { try NIOSSLContext(configuration: $0.serverConfiguration()) }
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(FaultHandler(record: record, handler: handler))
        }
      }
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: port).get()
    return FaultServer(
      channel: channel, record: record, scheme: tls == nil ? "http" : "https")
  }

  /// Runs the body with a server that is stopped afterwards.
  public static func serving<Result>(
    certificate: TestCertificate? = nil, _ handler: @escaping Handler,
    _ body: (FaultServer) async throws -> Result
  ) async throws -> Result {
    let server = try await start(certificate: certificate, handler)
    do {
      let result = try await body(server)
      try await server.stop()
      return result
    } catch {
      try await server.stop()
      throw error
    }
  }

  /// Scheme, host and port.
  public var origin: String { "\(scheme)://127.0.0.1:\(port)" }

  /// The base address, with `/v1` at its end.
  public var address: String { "\(origin)/v1" }

  /// Every request so far, in the order of arrival, lists of models left out.
  public var requests: [ServedRequest] {
    exchanges.map(\.request)
  }

  /// How often each body was answered whole; more than once means that it was paid for twice.
  public var answers: [[UInt8]: Int] { record.state.withLock { $0.answers } }

  /// All exchanges so far, in the order of arrival, lists of models left out.
  public var exchanges: [ServedExchange] {
    record.state.withLock { $0.exchanges.filter { $0.request.path != "/v1/models" } }
  }

  /// The most requests that were in flight at a time.
  public var peak: Int { record.state.withLock { $0.peak } }

  /// Stops taking connections. Those that are open end with their clients.
  public func stop() async throws { try await channel.close() }
}

/// A request with its times.
public struct ServedExchange: Sendable {
  public var request: ServedRequest
  /// When the whole request had come.
  public var arrived: ContinuousClock.Instant
  /// When it ended, in whatever way; `nil` while it is in flight.
  public var ended: ContinuousClock.Instant?
  /// When the last byte of a whole completion had been handed to the system's socket.
  public var delivered: ContinuousClock.Instant?
}

/// What a server remembers.
final class Record: Sendable {
  struct State {
    var exchanges: [ServedExchange] = []
    var seen: [[UInt8]: Int] = [:]
    var answers: [[UInt8]: Int] = [:]
    var inFlight = 0
    var peak = 0
  }
  let state = Mutex(State())

  func begin(method: String, path: String, headers: [String: String], body: [UInt8])
    -> ServedRequest
  {
    state.withLock { state in
      let identity = Array(path.utf8) + [0] + body
      let request = ServedRequest(
        number: state.exchanges.count, repetition: state.seen[identity, default: 0],
        method: method, path: path, headers: headers, body: body)
      state.seen[identity, default: 0] += 1
      state.exchanges.append(ServedExchange(request: request, arrived: .now))
      state.inFlight += 1
      state.peak = max(state.peak, state.inFlight)
      return request
    }
  }

  func end(_ request: ServedRequest, answered: Bool) {
    state.withLock { state in
      state.inFlight -= 1
      state.exchanges[request.number].ended = .now
      if answered, request.method == "POST" { state.answers[request.body, default: 0] += 1 }
    }
  }

  func delivered(_ request: ServedRequest) {
    state.withLock { $0.exchanges[request.number].delivered = .now }
  }
}
