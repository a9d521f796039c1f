// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AsyncHTTPClient
import Dispatch
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sends one request and brings its whole reply, within limits of time and size.
///
/// It never follows a redirect and never tries twice; those are decisions for others.
final class HTTPTransport: Sendable {
  private let client: HTTPClient
  private let headers: HTTPHeaders
  private let timeouts: Timeouts
  private let maximumBytes: Int

  /// - Throws: `fileUnreadable` where the trusted certificates cannot be read.
  init(_ configuration: EndpointConfiguration) throws {
    var http = HTTPClient.Configuration()
    http.redirectConfiguration = .disallow
    http.timeout.connect = TimeAmount(configuration.timeouts.connect)
    http.timeout.read = TimeAmount(
      min(configuration.timeouts.firstByte, configuration.timeouts.total))
    http.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
      configuration.limits.concurrency + 1
    // A refused connection is reported at once; trying again is the retry policy's.
    http.connectionPool.retryConnectionEstablishment = false
    if let file = configuration.trustedCertificates {
      do {
        let certificates = try NIOSSLCertificate.fromPEMFile(file)
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(certificates)
        http.tlsConfiguration = tls
      } catch {
        throw AssayError(
          .fileUnreadable, "The trusted certificates in \(file) cannot be read.",
          advice: "Give a file of certificates in PEM form.")
      }
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: http)
    timeouts = configuration.timeouts
    maximumBytes = configuration.maximumResponseBytes
    var headers = HTTPHeaders()
    headers.add(name: "accept", value: "application/json")
    headers.add(name: "user-agent", value: "assay")
    if let key = configuration.key {
      headers.add(name: "authorization", value: "Bearer \(key.reveal())")
    }
    for header in configuration.extraHeaders {
      headers.replaceOrAdd(name: header.name, value: header.value)
    }
    self.headers = headers
  }

  /// The client ends with its last user: `deinit` cannot wait, so the closing goes on after it.
  deinit { client.shutdown(queue: .global()) { _ in } }

  /// Posts a JSON body.
  ///
  /// - Throws: What the client throws, for `RequestFailure(transport:)` to read; a time-out of any
  ///   part; `CancellationError`.
  func post(_ body: [UInt8], to url: String) async throws -> HTTPReply {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers = headers
    request.headers.add(name: "content-type", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: body))
    return try await exchange(request, firstByte: timeouts.firstByte, total: timeouts.total)
  }

  /// Gets a small resource within the time of a probe.
  func get(_ url: String) async throws -> HTTPReply {
    var request = HTTPClientRequest(url: url)
    request.headers = headers
    return try await exchange(request, firstByte: timeouts.probe, total: timeouts.probe)
  }

  private func exchange(
    _ request: HTTPClientRequest, firstByte: Duration, total: Duration
  ) async throws -> HTTPReply {
    let start = ContinuousClock.now
    let response = try await client.execute(
      request, deadline: .now() + TimeAmount(min(firstByte, total)))
    if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }),
      length > maximumBytes
    {
      throw OversizedReply(limit: maximumBytes)
    }
    let limit = maximumBytes
    let body = try await Self.within(total - (ContinuousClock.now - start)) {
      var bytes: [UInt8] = []
      for try await chunk in response.body {
        guard bytes.count + chunk.readableBytes <= limit else { throw OversizedReply(limit: limit) }
        bytes.append(contentsOf: chunk.readableBytesView)
      }
      return bytes
    }
    return HTTPReply(
      status: Int(response.status.code), headers: response.headers, body: body)
  }

  /// Runs the body, and ends it once the time is over.
  private static func within<Value: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: time)
        return nil
      }
      defer { group.cancelAll() }
      guard case .some(.some(let value)) = try await group.next() else {
        throw HTTPClientError.deadlineExceeded
      }
      return value
    }
  }
}

/// A reply was longer than is read.
struct OversizedReply: Error {
  var limit: Int
}

extension TimeAmount {
  /// The same time in NIO's type.
  init(_ duration: Duration) {
    self = .nanoseconds(Int64(min(duration.seconds, 1e9) * 1e9))
  }
}
