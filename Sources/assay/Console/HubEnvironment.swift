// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayHub
import Foundation

/// The Hugging Face hub as the environment describes it, in the words of `huggingface_hub`.
struct HubEnvironment {
  var variables: [String: String]
  var home: URL

  static var current: HubEnvironment {
    HubEnvironment(
      variables: ProcessInfo.processInfo.environment,
      home: FileManager.default.homeDirectoryForCurrentUser)
  }

  /// `HF_HUB_CACHE`, else `hub` in `HF_HOME`.
  var cache: HubCache {
    HubCache(
      folder("HF_HUB_CACHE") ?? folder("HUGGINGFACE_HUB_CACHE")
        ?? hubHome.appending(path: "hub", directoryHint: .isDirectory))
  }

  /// Whether the hub may not be asked.
  var isOffline: Bool {
    let value = value("HF_HUB_OFFLINE") ?? value("TRANSFORMERS_OFFLINE") ?? ""
    return ["1", "ON", "YES", "TRUE"].contains(value.uppercased())
  }

  /// Everything but limits and reports.
  ///
  /// - Throws: `invalidArgument` for an address or a token that is none.
  func configuration() throws -> HubConfiguration {
    let endpoint = try value("HF_ENDPOINT").map { try HubEndpoint($0) } ?? .huggingFace
    var configuration = HubConfiguration(endpoint: endpoint, token: try token(), cache: cache)
    configuration.isOffline = isOffline
    return configuration
  }

  /// `HF_TOKEN`, else the file that `hf auth login` writes.
  private func token() throws -> Secret? {
    for name in ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"] {
      if let text = value(name) { return try Secret(text, from: name) }
    }
    let file = path("HF_TOKEN_PATH") ?? hubHome.appending(path: "token")
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      !text.allSatisfy(\.isWhitespace)
    else { return nil }
    return try Secret(text, from: file.path(percentEncoded: false))
  }

  /// `HF_HOME`, which is `huggingface` in the user's cache folder by default.
  private var hubHome: URL {
    folder("HF_HOME")
      ?? (folder("XDG_CACHE_HOME")
      ?? home.appending(path: ".cache", directoryHint: .isDirectory))
      .appending(path: "huggingface", directoryHint: .isDirectory)
  }

  private func folder(_ name: String) -> URL? { path(name, .isDirectory) }

  private func path(_ name: String, _ hint: URL.DirectoryHint = .notDirectory) -> URL? {
    value(name).map { text in
      text == "~" || text.hasPrefix("~/")
        ? home.appending(path: text.dropFirst(2), directoryHint: hint)
        : URL(filePath: text, directoryHint: hint)
    }
  }

  /// A variable that is set to something.
  private func value(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
