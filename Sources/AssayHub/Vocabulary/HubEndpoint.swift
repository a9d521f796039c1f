// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The address of a hub, such as `https://huggingface.co`.
public struct HubEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// The address without a slash at its end.
  public let description: String
  let origin: WebOrigin

  /// Hugging Face's own.
  public static let huggingFace = HubEndpoint(
    description: "https://huggingface.co",
    origin: WebOrigin(scheme: "https", host: "huggingface.co", port: 443))

  /// Reads an address; a path before the hub's own paths is kept.
  ///
  /// - Throws: `invalidArgument` for anything but `http` and `https`, or where the address holds a
  ///   name, a password or a query.
  public init(_ text: String) throws {
    guard
      let components = URLComponents(string: text.trimmingCharacters(in: .whitespaces)),
      let origin = WebOrigin(components), components.user == nil, components.password == nil,
      components.query == nil, components.fragment == nil
    else {
      // The text is not shown: it may hold a password.
      throw AssayError(
        .invalidArgument, "The hub's address in HF_ENDPOINT is not an http or https address.",
        advice: "Write it as in https://huggingface.co, without a name, a password or a query.")
    }
    var path = components.percentEncodedPath
    while path.hasSuffix("/") { path.removeLast() }
    self.origin = origin
    description = origin.description + path
  }

  private init(description: String, origin: WebOrigin) {
    self.description = description
    self.origin = origin
  }

  /// What the hub says of a revision.
  func information(_ repository: HubRepository, _ revision: HubRevision) -> String {
    "\(description)/api/\(repository)/revision/\(Self.encoded(revision.description))"
  }

  /// The list of all files of a commit.
  func tree(_ repository: HubRepository, _ commit: String) -> String {
    "\(description)/api/\(repository)/tree/\(commit)?recursive=true&expand=false"
  }

  /// The bytes of a file.
  func file(_ repository: HubRepository, _ commit: String, _ path: String) -> String {
    let encoded = path.split(separator: "/").map { Self.encoded(String($0)) }
    return "\(description)/\(repository.webPath)/resolve/\(commit)/"
      + encoded.joined(separator: "/")
  }

  /// The page on which people read of the repository and accept its terms.
  func page(_ repository: HubRepository) -> String { "\(description)/\(repository.webPath)" }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
  }
}

/// Scheme, host and port: what decides whether a token may be sent along.
struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
  var scheme: String
  var host: String
  var port: Int

  init(scheme: String, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  init?(_ components: URLComponents) {
    guard let scheme = components.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = components.host?.lowercased(), !host.isEmpty
    else { return nil }
    self.init(
      scheme: scheme, host: host, port: components.port ?? (scheme == "https" ? 443 : 80))
  }

  init?(_ url: String) {
    guard let components = URLComponents(string: url) else { return nil }
    self.init(components)
  }

  var description: String {
    let isStandard = port == (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(host)" + (isStandard ? "" : ":\(port)")
  }
}
