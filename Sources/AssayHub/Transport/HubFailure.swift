// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Why one exchange with the hub failed, and whether the same one may succeed later.
struct HubFailure: Error {
  var error: AssayError
  var isTransient: Bool
  /// How long the server asked to wait.
  var retryAfter: Duration?

  init(_ error: AssayError, isTransient: Bool = false, retryAfter: Duration? = nil) {
    self.error = error
    self.isTransient = isTransient
    self.retryAfter = retryAfter
  }

  /// An answer that is not what the protocol says; it may have been cut on its way.
  static func malformed(_ what: String, from origin: String) -> HubFailure {
    HubFailure(
      AssayError(
        .malformedReply, "The answer of \(origin) \(what).",
        advice: "Check that HF_ENDPOINT leads to a Hugging Face hub."),
      isTransient: true)
  }

  /// Reads an error of the HTTP client.
  init(transport error: any Error, origin: String) {
    switch error {
    case let failure as HubFailure: self = failure
    case let error as AssayError: self.init(error)
    case let error as HTTPClientError: self = Self.reading(error, origin)
    case is NIOConnectionError: self = .unreachable(origin)
    case let error as IOError where Self.neverConnected.contains(error.errnoCode):
      self = .unreachable(origin)
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      self = .reading(tls: error, origin)
    default: self = .dropped(origin)
    }
  }

  private static let neverConnected: Set<CInt> = [
    ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, ETIMEDOUT,
  ]

  private static func reading(_ error: HTTPClientError, _ origin: String) -> HubFailure {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      .unreachable(origin)
    case .deadlineExceeded, .readTimeout, .writeTimeout:
      HubFailure(
        AssayError(
          .timedOut, "\(origin) took too long to answer.",
          advice: "Run the same command again to go on; what has come is kept."),
        isTransient: true)
    default: .dropped(origin)
    }
  }

  private static func reading(tls error: any Error, _ origin: String) -> HubFailure {
    let text = "\(error)"
    guard ["CERTIFICATE", "Hostname", "hostname"].contains(where: { text.contains($0) }) else {
      return .unreachable(origin)
    }
    return HubFailure(
      AssayError(
        .untrustedCertificate,
        "The certificate of \(origin) is not to be trusted: it has expired, names another host, "
          + "or is signed by nobody known.",
        advice: "Check HF_ENDPOINT. A certificate is never ignored."))
  }

  private static func unreachable(_ origin: String) -> HubFailure {
    HubFailure(
      AssayError(
        .endpointUnreachable, "No hub answers at \(origin).",
        advice: "Check the network and HF_ENDPOINT. HF_HUB_OFFLINE=1 uses what was fetched before."),
      isTransient: true)
  }

  private static func dropped(_ origin: String) -> HubFailure {
    HubFailure(
      AssayError(
        .serverFailed, "\(origin) closed the connection before its answer was complete.",
        advice: "Run the same command again to go on; what has come is kept."),
      isTransient: true)
  }
}
