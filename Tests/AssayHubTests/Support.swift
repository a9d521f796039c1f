// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayHub
import AssayHubServer
import AssayTestSupport
import Foundation
import Synchronization

/// A clock on which waits are noted and take no time.
final class QuickTime: Timekeeper {
  private let state = Mutex((now: Duration.zero, waits: [Duration]()))

  var now: Duration { state.withLock { $0.now } }
  var date: Date { Date(timeIntervalSince1970: 1_700_000_000) }
  /// The waits so far, those for another process left out.
  var waits: [Duration] { state.withLock { $0.waits } }

  func sleep(for duration: Duration) async throws {
    state.withLock { state in
      state.now += duration
      if duration != .milliseconds(100) { state.waits.append(duration) }
    }
    try await Task.sleep(for: .milliseconds(2))
  }
}

/// A hub with the sample repositories, a client of it and an empty cache.
struct Bench {
  var server: HubServer
  var folder: URL
  var time: QuickTime
  var configuration: HubConfiguration

  var data: HubRepository { get throws { try HubRepository("org/bench") } }

  func client(
    _ change: (inout HubConfiguration) -> Void = { _ in }
  ) throws -> HubClient {
    var configuration = configuration
    change(&configuration)
    return try HubClient(configuration)
  }

  /// Everything in the cache but locks, by path; links with their targets.
  func listing() throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return names.filter { !$0.hasPrefix(".locks") }.compactMap { name in
      let path = folder.appending(path: name).path(percentEncoded: false)
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
        return "\(name) -> \(target)"
      }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return isFolder.boolValue ? nil : name
    }.sorted()
  }

  /// Starts a hub, and ends it after the body.
  static func run(
    _ repositories: [ServedRepository] = SampleRepositories.all, pageSize: Int = 1000,
    fault: @escaping HubServer.Fault = { _, _ in nil },
    _ body: (Bench) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      try await HubServer.serving(repositories, pageSize: pageSize, fault: fault) { server in
        let time = QuickTime()
        let cache = folder.appending(path: "hub", directoryHint: .isDirectory)
        var configuration = HubConfiguration(
          endpoint: try HubEndpoint(server.address), cache: HubCache(cache))
        configuration.timekeeper = time
        try await body(
          Bench(server: server, folder: cache, time: time, configuration: configuration))
      }
    }
  }
}

/// Runs the body, which has to fail with an `AssayError`.
func failure(_ body: () async throws -> Void) async throws -> AssayError {
  do {
    try await body()
  } catch let error as AssayError {
    return error
  }
  throw AssayError(.malformedReply, "Nothing failed.")
}
