// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Brings the bytes of one file into the cache.
struct BlobDownload {
  var client: HubClient
  var repository: HubRepository
  var commit: String
  var file: HubFile
  var meter: ProgressMeter

  private var cache: HubCache { client.cache }
  private var configuration: HubConfiguration { client.configuration }

  /// Fetches what is missing, checks it and installs it.
  ///
  /// - Throws: What the exchange throws; `checksumMismatch`; `fileUnwritable`.
  func run() async throws {
    let blob = cache.blob(file.tag, of: repository)
    let lock = try await FileLock.acquire(
      cache.lock(file.tag, of: repository), timekeeper: configuration.timekeeper
    ) { configuration.report(.waiting(path: file.path)) }
    defer { withExtendedLifetime(lock) {} }
    if holds(blob) { return meter.finish(file: file.size, counted: 0) }
    let partial = try PartialFile(
      cache.incomplete(file.tag, of: repository), size: file.size, checksum: file.checksum)
    meter.add(resumed: partial.count)
    // Bytes that an earlier process left, or that broke on their way, get a second chance.
    for isLast in [false, true] {
      try await complete(partial)
      if partial.isRight {
        try partial.install(at: blob)
        return meter.finish(file: file.size, counted: partial.count)
      }
      try discard(partial)
      if !isLast { configuration.report(.refetching(path: file.path)) }
    }
    throw AssayError(
      .checksumMismatch,
      "'\(file.path)' of \(repository) does not have the checksum that the hub published "
        + "(\(file.checksum)); it was fetched twice and is not kept.",
      advice: "Try again later, or check HF_ENDPOINT and what stands between: a proxy may change "
        + "files.")
  }

  /// Whether the blob is there, by its size, or by its bytes where they are to be checked.
  private func holds(_ blob: URL) -> Bool {
    guard HubCache.size(of: blob) == file.size else { return false }
    return !configuration.verifiesCache
      || PartialFile.isRight(blob, size: file.size, checksum: file.checksum)
  }

  private func discard(_ partial: PartialFile) throws {
    meter.remove(partial.count)
    try partial.restart()
  }

  /// Fetches until all bytes are there, as often as it takes.
  private func complete(_ partial: PartialFile) async throws {
    let address = configuration.endpoint.file(repository, commit, file.path)
    try await client.retrying(address, progress: { partial.count }) {
      if !partial.isWhole { try await transfer(from: address, to: partial) }
    }
  }

  private func transfer(from address: String, to partial: PartialFile) async throws {
    let subject = client.subject(repository, commit, path: file.path)
    let answer = try await client.transport.get(address, from: partial.count)
    switch answer.response.status {
    case .ok:
      // The server sends everything, whatever was asked for.
      if partial.count > 0 { try discard(partial) }
    case .partialContent:
      guard start(of: answer.response.headers) == partial.count else {
        throw HubFailure.malformed("begins at another byte than asked for", from: answer.origin)
      }
    case .rangeNotSatisfiable:
      try discard(partial)
      throw HubFailure.malformed("has another length than the hub lists", from: answer.origin)
    default: throw await client.failure(answer, of: subject)
    }
    try check(answer)
    do {
      for try await chunk in answer.response.body {
        try append(chunk, to: partial, from: answer.origin)
      }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw HubFailure(transport: error, origin: answer.origin)
    }
    guard partial.isWhole else {
      throw HubFailure.malformed(
        "ended after \(partial.count) of \(file.size) bytes", from: answer.origin)
    }
  }

  private func append(
    _ chunk: ByteBuffer, to partial: PartialFile, from origin: String
  ) throws {
    guard chunk.readableBytes <= file.size - partial.count else {
      // Nothing after this can be right: the bytes are another file's.
      try discard(partial)
      throw HubFailure.malformed("is longer than the hub lists", from: origin)
    }
    let before = partial.count
    defer { meter.add(fetched: partial.count - before) }
    try chunk.withUnsafeReadableBytes { try partial.append($0) }
  }

  /// The first byte of a part, from `bytes 5-9/10`.
  private func start(of headers: HTTPHeaders) -> Int? {
    guard let range = headers.first(name: "content-range"), range.hasPrefix("bytes ") else {
      return nil
    }
    return Int(range.dropFirst(6).prefix { $0.isNumber })
  }

  /// Compares what the hub says of the file with its own list, where it says anything.
  private func check(_ answer: HubTransport.Answer) throws {
    let headers = answer.hubHeaders
    let commit = headers.first(name: "x-repo-commit")
    let size = headers.first(name: "x-linked-size").flatMap { Int($0) }
    let tag = headers.first(name: "x-linked-etag").map(Self.plain)
    guard commit.map({ $0 == self.commit }) ?? true, size.map({ $0 == file.size }) ?? true,
      tag.map({ $0 == file.tag }) ?? true
    else {
      throw HubFailure.malformed(
        "is another file than the hub lists for '\(file.path)'",
        from: configuration.endpoint.description)
    }
  }

  /// An entity tag without quotes and weakness.
  private static func plain(_ tag: String) -> String {
    (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]).filter { $0 != "\"" }
  }
}
