// SPDX-License-Identifier: Apache-2.0

/// Failures of whatever answers over the network.
extension AssayError.Code {
  /// No server answers at the address.
  public static let endpointUnreachable = AssayError.Code(rawValue: "endpoint-unreachable")
  /// The server did not take the key, or wants one.
  public static let unauthorized = AssayError.Code(rawValue: "unauthorized")
  /// The server has no such operation at the address, or sends elsewhere.
  public static let wrongAddress = AssayError.Code(rawValue: "wrong-address")
  /// The server's TLS certificate cannot be trusted.
  public static let untrustedCertificate = AssayError.Code(rawValue: "untrusted-certificate")
  /// The server asked for patience more often, or for longer, than was allowed.
  public static let rateLimited = AssayError.Code(rawValue: "rate-limited")
  /// The server failed on its own side.
  public static let serverFailed = AssayError.Code(rawValue: "server-failed")
  /// The server refused the request as it is.
  public static let requestRefused = AssayError.Code(rawValue: "request-refused")
  /// An exchange took longer than allowed.
  public static let timedOut = AssayError.Code(rawValue: "timed-out")
  /// An answer is not what the protocol says.
  public static let malformedReply = AssayError.Code(rawValue: "malformed-reply")
  /// A stated limit of money, requests or time was reached; what is done is kept.
  public static let budgetReached = AssayError.Code(rawValue: "budget-reached")
  /// The sending of requests was stopped on request; what is done is kept.
  public static let stopped = AssayError.Code(rawValue: "stopped")
}
