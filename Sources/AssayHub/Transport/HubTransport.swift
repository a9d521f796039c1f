// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// Gets things from the hub, and follows where it sends to.
///
/// The token goes to the hub's own scheme, host and port and nowhere else: large files lie on
/// other hosts, which are sent a signed address instead.
final class HubTransport: Sendable {
  private let client: HTTPClient
  private let endpoint: HubEndpoint
  private let token: Secret?
  private let timeouts: HubTimeouts

  private static let mostRedirects = 8

  /// - Throws: `fileUnreadable` where the trusted certificates cannot be read.
  init(_ configuration: HubConfiguration) throws {
    var http = HTTPClient.Configuration()
    http.redirectConfiguration = .disallow
    http.timeout.connect = TimeAmount(configuration.timeouts.connect)
    http.timeout.read = TimeAmount(
      max(configuration.timeouts.idle, configuration.timeouts.answer))
    http.connectionPool.retryConnectionEstablishment = false
    if let file = configuration.trustedCertificates {
      do {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
        http.tlsConfiguration = tls
      } catch {
        throw AssayError(
          .fileUnreadable, "The trusted certificates in \(file) cannot be read.",
          advice: "Give a file of certificates in PEM form.")
      }
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: http)
    endpoint = configuration.endpoint
    token = configuration.token
    timeouts = configuration.timeouts
  }

  /// The client ends with its last user: `deinit` cannot wait, so the closing goes on after it.
  deinit { client.shutdown(queue: .global()) { _ in } }

  /// An answer, and what the hub itself said on the way to it.
  struct Answer {
    var response: HTTPClientResponse
    /// The headers of the hub's first answer, which may have been a redirect.
    var hubHeaders: HTTPHeaders
    /// Where the answer came from.
    var origin: String
  }

  /// Gets an address of the hub.
  ///
  /// - Parameter offset: The first byte that is wanted.
  /// - Throws: A `HubFailure`, or `CancellationError`.
  func get(_ address: String, from offset: Int = 0) async throws -> Answer {
    var address = address
    var hubHeaders: HTTPHeaders?
    for _ in 0...Self.mostRedirects {
      guard let origin = WebOrigin(address) else {
        throw HubFailure.malformed("sends to no http address", from: endpoint.description)
      }
      guard endpoint.origin.scheme == "http" || origin.scheme == "https" else {
        throw HubFailure(
          AssayError(
            .wrongAddress, "\(endpoint) sends to \(origin), which is not encrypted.",
            advice: "Check HF_ENDPOINT."))
      }
      let response = try await send(address, to: origin, offset: offset)
      hubHeaders = hubHeaders ?? response.headers
      guard (301...308).contains(response.status.code), response.status.code != 304,
        let location = response.headers.first(name: "location")
      else {
        return Answer(
          response: response, hubHeaders: hubHeaders ?? response.headers,
          origin: origin.description)
      }
      // The short body of a redirect is read so that the connection can be used again.
      _ = try? await response.body.collect(upTo: 1 << 16)
      guard let next = URL(string: location, relativeTo: URL(string: address)) else {
        throw HubFailure.malformed("sends to no address", from: origin.description)
      }
      address = next.absoluteString
    }
    throw HubFailure(
      AssayError(
        .wrongAddress, "\(endpoint) sends from one address to the next without an end.",
        advice: "Check HF_ENDPOINT."))
  }

  private func send(
    _ address: String, to origin: WebOrigin, offset: Int
  ) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: address)
    request.headers.add(name: "user-agent", value: "assay")
    // Compressed bytes would have neither the length nor the hash of the file.
    request.headers.add(name: "accept-encoding", value: "identity")
    if offset > 0 { request.headers.add(name: "range", value: "bytes=\(offset)-") }
    if let token, origin == endpoint.origin {
      request.headers.add(name: "authorization", value: "Bearer \(token.reveal())")
    }
    do {
      return try await client.execute(request, deadline: .now() + TimeAmount(timeouts.answer))
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw HubFailure(transport: error, origin: origin.description)
    }
  }
}

extension TimeAmount {
  /// The same time in NIO's type.
  fileprivate init(_ duration: Duration) {
    self = .nanoseconds(Int64(min(max(0, duration / .nanoseconds(1)), 1e18)))
  }
}
