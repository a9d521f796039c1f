// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension RequestFailure {
  /// Reads an error of the HTTP client.
  init(transport error: any Error, replica: BaseURL) {
    switch error {
    case let failure as RequestFailure: self = failure
    case let oversized as OversizedReply: self = .oversized(oversized.limit, replica)
    case let error as HTTPClientError: self = Self.reading(error, replica)
    case is NIOConnectionError: self = .unreachable(replica)
    case let error as IOError where Self.neverConnected.contains(error.errnoCode):
      self = .unreachable(replica)
    case is NIOSSLError, is BoringSSLError: self = Self.reading(tls: error, replica)
    case let error as NIOSSLExtraError: self = Self.reading(tls: error, replica)
    // The connection ended before the announced length.
    case HTTPParserError.invalidEOFState: self = .dropped(replica)
    case is HTTPParserError:
      self.init(
        .malformed,
        AssayError(
          .malformedReply, "\(replica) does not speak HTTP.",
          advice: "Check the port, and http against https."))
    default: self = .dropped(replica)
    }
  }

  private static let neverConnected: Set<CInt> = [
    ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, ETIMEDOUT,
  ]

  private static func reading(_ error: HTTPClientError, _ replica: BaseURL) -> RequestFailure {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      .unreachable(replica)
    case .deadlineExceeded, .readTimeout, .writeTimeout:
      RequestFailure(
        .timedOut,
        AssayError(
          .timedOut, "\(replica) took longer than allowed to answer.",
          advice: "Allow more time, lower the concurrency, or lower the output budget."))
    default: .dropped(replica)
    }
  }

  private static func reading(tls error: any Error, _ replica: BaseURL) -> RequestFailure {
    let text = "\(error)"
    let isTrust = ["CERTIFICATE", "Hostname", "hostname"].contains { text.contains($0) }
    guard isTrust else {
      return RequestFailure(
        .unreachable,
        AssayError(
          .endpointUnreachable, "No TLS connection with \(replica) could be made.",
          advice: "Check the port, and http against https."))
    }
    return RequestFailure(
      .untrustedCertificate,
      AssayError(
        .untrustedCertificate,
        "The certificate of \(replica) is not to be trusted: it has expired, names another host, "
          + "or is signed by nobody known.",
        advice: "Renew it, or name the certificates to trust. It is never ignored."))
  }

  private static func unreachable(_ replica: BaseURL) -> RequestFailure {
    RequestFailure(
      .unreachable,
      AssayError(
        .endpointUnreachable, "No server answers at \(replica).",
        advice: "Start it, or check the address."))
  }

  private static func dropped(_ replica: BaseURL) -> RequestFailure {
    RequestFailure(
      .dropped,
      AssayError(
        .serverFailed, "\(replica) closed the connection before its answer was complete.",
        advice: "Look at the server's log; run the same command again to go on."))
  }

  private static func oversized(_ limit: Int, _ replica: BaseURL) -> RequestFailure {
    RequestFailure(
      .oversized,
      AssayError(
        .limitExceeded, "\(replica) answered with more than \(limit) bytes.",
        advice: "No judgment is that long; check what the address leads to."))
  }
}
