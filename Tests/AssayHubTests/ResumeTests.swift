// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayHub
import AssayHubServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct ResumeTests {
  private static let only = HubSelection(include: ["large/first.bin"])
  private static let file = SampleRepositories.data.files[4]
  private static let size = file.bytes.count

  /// The place of a blob, or of its beginning, in the cache.
  private func blob(_ bench: Bench, _ ending: String = "") -> URL {
    bench.folder.appending(path: "datasets--org--bench/blobs/\(Self.file.sha256)\(ending)")
  }

  /// Leaves the beginning of a file, as a killed process does.
  private func leave(_ bytes: [UInt8], in bench: Bench) throws {
    let place = blob(bench, ".incomplete")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  @Test(arguments: [ServedReply.Ending.close, .reset])
  func brokenConnectionGoesOnWhereItBroke(ending: ServedReply.Ending) async throws {
    try await Bench.run(fault: { request, reply in
      guard request.path.hasPrefix("/large/"), request.number == 0,
        case .reply(let status, let headers, let body) = reply
      else { return nil }
      return .broken(status: status, headers: headers, body: body, after: 290_000, ending)
    }) { bench in
      let snapshot = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(try Data(contentsOf: snapshot.url(of: snapshot.files[0])) == Data(Self.file.bytes))
      let ranges = bench.server.storage.requests.map { $0.headers["range"] }
      #expect(ranges.count == 2)
      #expect(ranges.first == .some(nil))
      // The end of a connection may swallow the last bytes before it, and never more.
      let start = ranges.last?.flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
      #expect(start <= 290_000)
      // Nothing came twice: what was asked for again is what had not come.
      #expect(snapshot.fetchedBytes == Self.size)
      #expect(bench.time.waits.count == 1)
    }
  }

  @Test func nextCallAsksForTheRest() async throws {
    try await Bench.run { bench in
      try leave(Array(Self.file.bytes.prefix(200_001)), in: bench)
      let snapshot = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(bench.server.storage.requests.map { $0.headers["range"] } == ["bytes=200001-"])
      #expect(snapshot.fetchedBytes == Self.size - 200_001)
      #expect(try Data(contentsOf: blob(bench)) == Data(Self.file.bytes))
      #expect(!FileManager.default.fileExists(atPath: blob(bench, ".incomplete").path()))
    }
  }

  @Test func wholeLeftoverNeedsNoRequest() async throws {
    try await Bench.run { bench in
      try leave(Self.file.bytes, in: bench)
      let snapshot = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(bench.server.storage.requests.isEmpty)
      #expect(snapshot.fetchedBytes == 0)
      #expect(try Data(contentsOf: blob(bench)) == Data(Self.file.bytes))
    }
  }

  @Test(arguments: [200_000, size, size + 1])
  func spoiltLeftoverIsFetchedAnew(count: Int) async throws {
    try await Bench.run { bench in
      try leave([UInt8](repeating: 0, count: count), in: bench)
      _ = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(try Data(contentsOf: blob(bench)) == Data(Self.file.bytes))
    }
  }

  @Test func serverWithoutRangesSendsAll() async throws {
    try await Bench.run(fault: { request, _ in
      request.path.hasPrefix("/large/")
        ? .reply(status: 200, headers: [], body: Self.file.bytes) : nil
    }) { bench in
      try leave(Array(Self.file.bytes.prefix(1000)), in: bench)
      let snapshot = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(snapshot.fetchedBytes == Self.size)
      #expect(try Data(contentsOf: blob(bench)) == Data(Self.file.bytes))
    }
  }

  @Test func partFromElsewhereIsRefused() async throws {
    try await Bench.run(fault: { request, reply in
      guard request.path.hasPrefix("/large/"), request.repetition == 0,
        request.headers["range"] != nil
      else { return nil }
      return .reply(
        status: 206, headers: [("content-range", "bytes 0-299999/300000")],
        body: Self.file.bytes)
    }) { bench in
      try leave(Array(Self.file.bytes.prefix(1000)), in: bench)
      _ = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(try Data(contentsOf: blob(bench)) == Data(Self.file.bytes))
      #expect(bench.server.storage.requests.count == 2)
    }
  }

  @Test func wrongBytesAreNeverInstalled() async throws {
    var wrong = Self.file.bytes
    wrong[150_000] ^= 1
    let body = wrong
    try await Bench.run(fault: { request, reply in
      request.path.hasPrefix("/large/") ? .reply(status: 200, headers: [], body: body) : nil
    }) { bench in
      let error = try await failure {
        _ = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      }
      #expect(error.code == .checksumMismatch)
      #expect(error.message.contains("large/first.bin"))
      #expect(error.message.contains(Self.file.sha256))
      #expect(!FileManager.default.fileExists(atPath: blob(bench).path()))
      #expect(bench.server.storage.requests.count == 2)
      let listing = try bench.listing()
      #expect(!listing.contains { $0.contains("snapshots/") })
      #expect(!listing.contains { $0.contains("refs/main") })
    }
  }

  @Test func smallFilesAreCheckedByGitsHash() async throws {
    try await Bench.run(fault: { request, reply in
      guard request.path.hasSuffix("README.md"), request.repetition == 0,
        case .reply(let status, let headers, let body) = reply
      else { return nil }
      return .reply(status: status, headers: headers, body: body.reversed())
    }) { bench in
      let snapshot = try await bench.client().snapshot(
        of: bench.data, selecting: HubSelection(include: ["README.md"]))
      #expect(
        try Data(contentsOf: snapshot.url(of: snapshot.files[0])).starts(with: Data("---".utf8)))
      #expect(bench.server.downloads.count == 2)
    }
  }

  @Test func spoiltCacheIsFoundAndMended() async throws {
    try await Bench.run { bench in
      let snapshot = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      var wrong = Self.file.bytes
      wrong[0] ^= 1
      try Data(wrong).write(to: blob(bench))
      // Its size is right, so that only reading it tells.
      _ = try await bench.client().snapshot(of: bench.data, selecting: Self.only)
      #expect(try Data(contentsOf: blob(bench)) == Data(wrong))
      _ = try await bench.client { $0.verifiesCache = true }
        .snapshot(of: bench.data, selecting: Self.only)
      #expect(try Data(contentsOf: snapshot.url(of: snapshot.files[0])) == Data(Self.file.bytes))
    }
  }

  @Test func manyBreaksDoNotEndALargeFile() async throws {
    // Every connection brings more than a mebibyte and breaks: more breaks than are allowed.
    let bytes = SampleRepositories.bytes(9 << 20, seed: 9)
    let repository = ServedRepository(
      "datasets/org/bench", files: [ServedFile("big", bytes, isLarge: true)])
    try await Bench.run(
      [repository],
      fault: { request, reply in
        guard request.path.hasPrefix("/large/"),
          case .reply(let status, let headers, let body) = reply, body.count > 2_000_000
        else { return nil }
        return .broken(
          status: status, headers: headers, body: body, after: 2_000_000, .close)
      }
    ) { bench in
      let client = try bench.client { $0.retries = RetryPolicy(attempts: 2) }
      let snapshot = try await client.snapshot(of: bench.data)
      #expect(snapshot.fetchedBytes == bytes.count)
      #expect(bench.server.storage.requests.count >= 5)
    }
  }
}
