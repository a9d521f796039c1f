// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Fetches files of repositories on a Hugging Face hub into a cache.
///
/// ```swift
/// let client = try HubClient(HubConfiguration(cache: HubCache(folder)))
/// let snapshot = try await client.snapshot(
///   of: HubRepository("allenai/reward-bench"), selecting: HubSelection(include: ["data/*"]))
/// ```
public final class HubClient: Sendable {
  public let configuration: HubConfiguration
  let transport: HubTransport

  /// - Throws: `fileUnreadable` where the trusted certificates cannot be read.
  public init(_ configuration: HubConfiguration) throws {
    self.configuration = configuration
    transport = try HubTransport(configuration)
  }

  var cache: HubCache { configuration.cache }

  /// What the hub says of a repository at a revision, the commit above all.
  ///
  /// - Throws: `notOnHub`, `unauthorized`, `rateLimited`, `serverFailed`, `endpointUnreachable`,
  ///   `timedOut`, `malformedReply`; `fileUnreadable` offline; `CancellationError`.
  public func information(
    of repository: HubRepository, at revision: HubRevision = .main
  ) async throws -> HubInformation {
    try checkOnline(repository)
    let subject = subject(repository, revision.description)
    let address = configuration.endpoint.information(repository, revision)
    return try await retrying(address) {
      let (value, _) = try await self.json(address, of: subject)
      guard let commit = value["sha"]?.stringValue, HexDigest.isCommit(commit) else {
        throw self.malformed("names no commit")
      }
      let siblings = value["siblings"]?.arrayValue ?? []
      return HubInformation(
        commit: commit, licence: Self.licence(in: value),
        isGated: value["gated"]?.stringValue != nil || value["gated"]?.boolValue == true,
        paths: siblings.compactMap { $0["rfilename"]?.stringValue })
    }
  }

  /// All files of a commit, by path.
  ///
  /// The list is kept in the cache: a commit never changes.
  ///
  /// - Parameter known: Paths that must be on it; a list without one of them was cut on its way.
  /// - Throws: As `information(of:at:)`; `limitExceeded` where there are more files than allowed.
  public func files(
    of repository: HubRepository, at commit: String, including known: [String] = []
  ) async throws -> [HubFile] {
    if let files = cache.files(of: repository, at: commit) { return files }
    try checkOnline(repository)
    let address = configuration.endpoint.tree(repository, commit)
    let files = try await retrying(address) {
      let files = try await self.pages(from: address, self.subject(repository, commit))
      let paths = Set(files.map(\.path))
      guard known.allSatisfy(paths.contains) else {
        throw self.malformed("lists only some of the files of \(repository)")
      }
      return files
    }
    try cache.prepare(repository)
    try cache.keep(files, of: repository, at: commit)
    return files
  }

  // MARK: - Exchanges

  func subject(
    _ repository: HubRepository, _ revision: String, path: String? = nil
  ) -> HubFailure.Subject {
    HubFailure.Subject(
      repository: repository, revision: revision, path: path,
      page: configuration.endpoint.page(repository), tokenOrigin: configuration.token?.origin)
  }

  func malformed(_ what: String) -> HubFailure {
    .malformed(what, from: configuration.endpoint.description)
  }

  /// The failure that an answer of another status than expected is.
  func failure(
    _ answer: HubTransport.Answer, of subject: HubFailure.Subject
  ) async -> HubFailure {
    // The text is not shown, only read so that the connection can be used again.
    _ = try? await answer.response.body.collect(upTo: 1 << 16)
    return HubFailure(
      status: Int(answer.response.status.code), headers: answer.response.headers, of: subject,
      origin: answer.origin, now: configuration.timekeeper.date)
  }

  /// A JSON answer, and where the next page is.
  private func json(
    _ address: String, of subject: HubFailure.Subject
  ) async throws -> (JSONValue, next: String?) {
    let answer = try await transport.get(address)
    guard answer.response.status == .ok else { throw await failure(answer, of: subject) }
    let limit = configuration.limits.answerBytes
    var bytes: [UInt8] = []
    do {
      for try await chunk in answer.response.body {
        guard bytes.count + chunk.readableBytes <= limit else {
          throw AssayError(
            .limitExceeded, "\(answer.origin) answered with more than \(limit) bytes.",
            advice: "Check that HF_ENDPOINT leads to a Hugging Face hub.")
        }
        bytes.append(contentsOf: chunk.readableBytesView)
      }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw HubFailure(transport: error, origin: answer.origin)
    }
    guard let value = try? JSONParser.parse(bytes) else { throw malformed("is not JSON") }
    return (value, LinkHeader.next(in: answer.response.headers["link"]))
  }

  private func pages(
    from address: String, _ subject: HubFailure.Subject
  ) async throws -> [HubFile] {
    var next: String? = address
    var files: [HubFile] = []
    var seen: Set<String> = []
    while let page = next {
      guard seen.insert(page).inserted else { throw malformed("lists the same page again") }
      let (value, following) = try await json(page, of: subject)
      guard let entries = value.arrayValue else { throw malformed("is no list of files") }
      for entry in entries where entry["type"]?.stringValue == "file" {
        guard let file = HubFile(entry) else { throw malformed("lists a file without its hash") }
        files.append(file)
      }
      guard files.count <= configuration.limits.files else {
        throw AssayError(
          .limitExceeded,
          "\(subject.repository) lists more than \(configuration.limits.files) files.",
          advice: "Fetch it with another program.")
      }
      // Only the place to go on from is taken: the token must not follow a link elsewhere.
      next = following.flatMap { URLComponents(string: $0)?.percentEncodedQuery }
        .map { address.prefix { $0 != "?" } + "?" + $0 }
    }
    return files.sorted { $0.path < $1.path }
  }

  private static func licence(in value: JSONValue) -> String? {
    let card = value["cardData"]?["license"]
    if let name = card?.stringValue { return name }
    let names = card?.arrayValue?.compactMap(\.stringValue) ?? []
    if !names.isEmpty { return names.joined(separator: ", ") }
    let tags = value["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
    return tags.first { $0.hasPrefix("license:") }.map { String($0.dropFirst(8)) }
  }

  private func checkOnline(_ repository: HubRepository) throws {
    guard configuration.isOffline else { return }
    throw AssayError(
      .fileUnreadable, "HF_HUB_OFFLINE is set, and the cache does not hold \(repository).",
      advice: "Unset it to fetch, or name the cache that holds it with HF_HOME.",
      location: SourceLocation(file: cache.folder.path(percentEncoded: false)))
  }
}

extension HubFile {
  /// Reads an entry of the hub's list; `nil` where its path, size or hash is none.
  init?(_ entry: JSONValue) {
    guard let path = entry["path"]?.stringValue, Self.isSafe(path),
      let blob = entry["oid"]?.stringValue, HexDigest.isCommit(blob),
      let size = entry["lfs"]?["size"]?.integerValue ?? entry["size"]?.integerValue, size >= 0
    else { return nil }
    let sha256 = entry["lfs"]?["oid"]?.stringValue
    guard sha256.map(HexDigest.isSHA256) ?? true else { return nil }
    self.init(path: path, size: size, blob: blob, sha256: sha256)
    chunked = entry["xetHash"]?.stringValue
  }
}
