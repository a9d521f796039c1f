// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import Foundation

/// What a hub answers to the requests that programs send to it.
struct HubAnswers {
  var repositories: [ServedRepository]
  var pageSize: Int
  /// The origin of the host with the large files.
  var storage: String

  func reply(to request: ServedRequest) -> ServedReply {
    let (path, query) = Self.parts(of: request.path)
    let isInterface = path.first == "api"
    let rest = isInterface ? Array(path.dropFirst()) : path
    guard let (repository, tail) = repository(at: rest, isInterface: isInterface) else {
      // Without a token a hub does not say whether there is such a repository.
      return Self.error(
        request.headers["authorization"] == nil ? 401 : 404, "RepoNotFound",
        "Repository not found")
    }
    if let refusal = refusal(of: repository, request) { return refusal }
    guard tail.count >= 2, repository.has(tail[1]) else {
      return Self.error(404, "RevisionNotFound", "Invalid rev id")
    }
    switch (isInterface, tail[0]) {
    case (true, "revision"): return .json(repository.information)
    case (true, "tree"): return page(of: repository, query, request)
    case (false, "resolve"):
      return file(tail.dropFirst(2).joined(separator: "/"), of: repository, request)
    default: return Self.error(404, "EntryNotFound", "Not found")
    }
  }

  /// The repository that a path names, and what follows its name.
  private func repository(
    at path: [String], isInterface: Bool
  ) -> (ServedRepository, [String])? {
    for repository in repositories {
      var name = repository.name.split(separator: "/").map(String.init)
      if !isInterface, name.first == "models" { name.removeFirst() }
      if path.starts(with: name) { return (repository, Array(path.dropFirst(name.count))) }
    }
    return nil
  }

  private func refusal(of repository: ServedRepository, _ request: ServedRequest) -> ServedReply? {
    guard let token = repository.token else { return nil }
    let sent = request.headers["authorization"]
    if sent == "Bearer \(token)" { return nil }
    // Everybody may read what a gated repository is, but not its files.
    if repository.isGated, request.path.contains("/api/") { return nil }
    if repository.isGated {
      return Self.error(sent == nil ? 401 : 403, "GatedRepo", "Access is restricted")
    }
    return Self.error(401, "RepoNotFound", "Invalid username or password.")
  }

  private func page(
    of repository: ServedRepository, _ query: [String: String], _ request: ServedRequest
  ) -> ServedReply {
    var folders: Set<String> = []
    for file in repository.files {
      var parts = file.path.split(separator: "/").dropLast()
      while !parts.isEmpty {
        folders.insert(parts.joined(separator: "/"))
        parts.removeLast()
      }
    }
    let entries =
      folders.sorted().map { path -> JSONValue in
        [
          "type": "directory", "oid": .string(String(repeating: "0", count: 40)), "size": 0,
          "path": .string(path),
        ]
      } + repository.files.map(\.entry)
    let start = min(query["cursor"].flatMap { Int($0) } ?? 0, entries.count)
    let end = min(start + pageSize, entries.count)
    var headers: [(String, String)] = []
    if end < entries.count {
      let base = request.path.prefix { $0 != "?" }
      let host = request.headers["host"] ?? "localhost"
      let next = "http://\(host)\(base)?recursive=true&expand=false&cursor=\(end)"
      headers.append(("link", "<\(next)>; rel=\"next\""))
    }
    return .json(.array(Array(entries[start..<end])), headers: headers)
  }

  private func file(
    _ path: String, of repository: ServedRepository, _ request: ServedRequest
  ) -> ServedReply {
    guard let file = repository.files.first(where: { $0.path == path }) else {
      return Self.error(
        404, "EntryNotFound", "Entry not found", headers: [("x-repo-commit", repository.commit)])
    }
    var headers = [("x-repo-commit", repository.commit), ("accept-ranges", "bytes")]
    guard file.isLarge else {
      headers.append(("etag", "\"\(file.tag)\""))
      return Self.bytes(file.bytes, request, headers)
    }
    headers += [
      ("x-linked-etag", "\"\(file.tag)\""), ("x-linked-size", "\(file.bytes.count)"),
      ("location", "\(storage)/large/\(file.sha256)?signature=abc%2Bdef"),
    ]
    return .text("Found. Redirecting", status: 302, headers: headers)
  }

  /// Bytes, or the part of them that the request asks for.
  static func bytes(
    _ bytes: [UInt8], _ request: ServedRequest, _ headers: [(String, String)]
  ) -> ServedReply {
    let fields = headers + [("content-type", "application/octet-stream")]
    guard let range = request.headers["range"], range.hasPrefix("bytes="),
      let start = Int(range.dropFirst(6).prefix { $0.isNumber })
    else { return .reply(status: 200, headers: fields, body: bytes) }
    let last = Int(range.split(separator: "-").dropFirst().last ?? "") ?? bytes.count - 1
    guard start < bytes.count, last >= start else {
      return .reply(
        status: 416, headers: fields + [("content-range", "bytes */\(bytes.count)")], body: [])
    }
    let end = min(last, bytes.count - 1)
    return .reply(
      status: 206,
      headers: fields + [("content-range", "bytes \(start)-\(end)/\(bytes.count)")],
      body: Array(bytes[start...end]))
  }

  private static func error(
    _ status: Int, _ code: String, _ message: String, headers: [(String, String)] = []
  ) -> ServedReply {
    .json(
      ["error": .string(message)], status: status,
      headers: [("x-error-code", code), ("x-error-message", message)] + headers)
  }

  /// The decoded parts of a path, and the query.
  private static func parts(of path: String) -> ([String], [String: String]) {
    let halves = path.split(separator: "?", maxSplits: 1).map(String.init)
    let parts = (halves.first ?? "").split(separator: "/").map {
      String($0).removingPercentEncoding ?? String($0)
    }
    let items = (halves.count > 1 ? halves[1] : "").split(separator: "&").map {
      $0.split(separator: "=", maxSplits: 1).map(String.init)
    }
    let query = items.filter { $0.count == 2 }.map { ($0[0], $0[1]) }
    return (parts, Dictionary(query, uniquingKeysWith: { $1 }))
  }
}

/// What the host of large files answers: bytes by their hash, to a signed address.
struct StorageAnswers {
  var repositories: [ServedRepository]

  func reply(to request: ServedRequest) -> ServedReply {
    let hash = request.path.prefix { $0 != "?" }.split(separator: "/").last.map(String.init)
    // As the real one: a signed address and a token together are refused.
    guard request.headers["authorization"] == nil, request.path.contains("signature=abc%2Bdef")
    else { return .text("<Error><Code>InvalidArgument</Code></Error>", status: 400) }
    guard
      let file = repositories.flatMap(\.files).first(where: { $0.isLarge && $0.sha256 == hash })
    else { return .text("<Error><Code>NoSuchKey</Code></Error>", status: 404) }
    // The tag of the storage is its own and no hash of the file.
    return HubAnswers.bytes(file.bytes, request, [("etag", "\"0123456789abcdef-1\"")])
  }
}
