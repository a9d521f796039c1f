// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The address under which a server offers the OpenAI protocol, such as `http://localhost:8000/v1`.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  /// The address without a slash at its end.
  public let description: String

  /// Reads an address as people write it.
  ///
  /// A bare host gets the path `/v1`, and a full path such as `…/v1/chat/completions` loses its
  /// last parts.
  ///
  /// - Throws: `invalidArgument` for anything but `http` and `https`, a missing host, a name and
  ///   password in the address, or a query.
  public init(_ text: String) throws {
    guard let components = URLComponents(string: text.trimmingCharacters(in: .whitespaces)),
      let scheme = components.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = components.host, !host.isEmpty
    else {
      // The text is not shown: it may hold a password.
      throw AssayError(
        .invalidArgument, "The endpoint's address is not an http or https address.",
        advice: "Write it as in http://localhost:8000/v1.")
    }
    guard components.user == nil, components.password == nil else {
      throw AssayError(
        .invalidArgument, "The endpoint's address holds a name or a password.",
        advice: "Give the key as a key, not in the address.")
    }
    guard components.query == nil, components.fragment == nil else {
      throw AssayError(
        .invalidArgument, "The endpoint's address holds a query.",
        advice: "Give the address up to and with its version, such as …/v1.")
    }
    var path = components.path
    while path.hasSuffix("/") { path.removeLast() }
    for ending in ["/chat/completions", "/completions", "/embeddings", "/models"]
    where path.hasSuffix(ending) {
      path.removeLast(ending.count)
      break
    }
    if path.isEmpty { path = "/v1" }
    let port = components.port.map { ":\($0)" } ?? ""
    description = "\(scheme)://\(host)\(port)\(path)"
  }

  /// The address of one operation, such as `chat/completions`.
  func appending(_ operation: String) -> String { "\(description)/\(operation)" }
}
