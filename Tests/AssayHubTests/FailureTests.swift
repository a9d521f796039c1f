// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayHub
import AssayHubServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct FailureTests {
  private static let token = "hf_very-secret-token"

  private func fails(
    _ repositories: [ServedRepository] = SampleRepositories.all, name: String = "org/bench",
    revision: String = "main", token: String? = nil,
    fault: @escaping HubServer.Fault = { _, _ in nil },
    changing change: @escaping (inout HubConfiguration) -> Void = { _ in },
    _ check: (AssayError, Bench) throws -> Void
  ) async throws {
    try await Bench.run(repositories, fault: fault) { bench in
      let client = try bench.client {
        if let token { $0.token = try? Secret(token, from: "HF_TOKEN") }
        change(&$0)
      }
      let error = try await failure {
        _ = try await client.snapshot(of: HubRepository(name), at: HubRevision(revision))
      }
      #expect(!error.description.contains(Self.token))
      try check(error, bench)
    }
  }

  @Test func unknownRepositoryIsNamed() async throws {
    try await fails(name: "org/nothing", token: Self.token) { error, _ in
      #expect(error.code == .notOnHub)
      #expect(error.message.contains("datasets/org/nothing"))
    }
    // Without a token a hub does not tell private from absent.
    try await fails(name: "org/nothing") { error, bench in
      #expect(error.code == .unauthorized)
      #expect(error.advice?.contains("HF_TOKEN") == true)
      #expect(bench.server.hub.requests.count == 1)
    }
  }

  @Test func unknownRevisionIsNamed() async throws {
    try await fails(revision: "v9") { error, _ in
      #expect(error.code == .notOnHub)
      #expect(error.message.contains("'v9'"))
    }
  }

  @Test(arguments: [nil, "hf_of-somebody-else"])
  func gatedRepositoryNamesItsPage(token: String?) async throws {
    var repository = SampleRepositories.data
    repository.token = Self.token
    repository.isGated = true
    try await fails([repository], token: token) { error, bench in
      #expect(error.code == .unauthorized)
      #expect(error.message.contains("gated"))
      #expect(error.advice?.contains("\(bench.server.address)/datasets/org/bench") == true)
      #expect(error.advice?.contains("HF_TOKEN") == true)
      #expect(!error.description.contains("somebody"))
    }
  }

  @Test func wrongTokenIsNotShown() async throws {
    var repository = SampleRepositories.data
    repository.token = "another"
    try await fails([repository], token: Self.token) { error, bench in
      #expect(error.code == .unauthorized)
      #expect(error.message.contains("HF_TOKEN"))
      #expect(bench.server.hub.requests.count == 1)
    }
  }

  @Test func patienceIsKept() async throws {
    try await Bench.run(fault: { request, _ in
      request.repetition < 2 && request.path.contains("/revision/")
        ? .error("slow down", status: 429, headers: [("retry-after", "7")]) : nil
    }) { bench in
      _ = try await bench.client().snapshot(of: bench.data)
      #expect(bench.time.waits.count == 2)
      #expect(bench.time.waits.allSatisfy { $0 >= .seconds(7) })
    }
  }

  @Test(arguments: [500, 502, 503, 429])
  func serverThatStaysDownEndsIt(status: Int) async throws {
    try await fails(
      fault: { _, _ in .error("no", status: status) },
      changing: {
        $0.retries = RetryPolicy(attempts: 3)
      }
    ) { error, bench in
      #expect(error.code == (status == 429 ? .rateLimited : .serverFailed))
      #expect(error.message.contains("3 times"))
      #expect(bench.server.hub.requests.count == 3)
    }
  }

  @Test func passingFaultsAreSurvived() async throws {
    let faults: [ServedReply] = [
      .reset, .error("boom", status: 503), .text("<html></html>", type: "text/html"),
      .text(#"[{"type": "file", "oid""#, type: "application/json"),
      .cut(body: Array("{\"sha\": 1}".utf8), after: 3),
    ]
    try await Bench.run(fault: { request, _ in
      let isPage = request.path.contains("/api/")
      return isPage && request.repetition < faults.count ? faults[request.repetition] : nil
    }) { bench in
      let snapshot = try await bench.client().snapshot(of: bench.data)
      #expect(snapshot.files.count == 7)
    }
  }

  @Test func shortenedListIsNoticed() async throws {
    try await Bench.run(fault: { request, reply in
      guard request.path.contains("/tree/"), request.repetition == 0,
        case .reply(_, _, let body) = reply, let list = try? JSONParser.parse(body).arrayValue
      else { return nil }
      return .json(.array(Array(list.dropLast(2))))
    }) { bench in
      let snapshot = try await bench.client().snapshot(of: bench.data)
      #expect(snapshot.files.count == 7)
      #expect(bench.time.waits.count == 1)
    }
  }

  @Test(arguments: [
    "../../evil", "/etc/evil", "a/../../evil", "a//b", "a\\b", ".", "a/./b", "nul\0",
  ])
  func pathThatLeavesItsFolderIsRefused(path: String) async throws {
    let repository = ServedRepository("datasets/org/bench", files: [ServedFile(path, "x")])
    try await fails(
      [repository],
      changing: {
        $0.retries = .never
      }
    ) { error, bench in
      #expect(error.code == .malformedReply)
      #expect(!FileManager.default.fileExists(atPath: bench.folder.path()))
    }
  }

  @Test func anotherFileThanListedIsRefused() async throws {
    try await fails(
      fault: { request, reply in
        guard request.path.contains("/resolve/"),
          case .reply(let status, let headers, let body) = reply
        else { return nil }
        let other = headers.map { ($0.0, $0.0 == "x-linked-size" ? "5" : $0.1) }
        return .reply(status: status, headers: other, body: body)
      },
      changing: {
        $0.retries = .never
      }
    ) { error, bench in
      #expect(error.code == .malformedReply)
      #expect(error.message.contains("large/"))
    }
  }

  @Test func endlessRedirectEnds() async throws {
    try await fails(fault: { request, _ in
      .text("", status: 302, headers: [("location", request.path)])
    }) { error, bench in
      #expect(error.code == .wrongAddress)
      #expect(bench.server.hub.requests.count < 12)
    }
  }

  @Test func limitsAreCheckedBeforeAnythingIsFetched() async throws {
    try await fails(changing: {
      $0.limits.totalBytes = 100_000
    }) { error, bench in
      #expect(error.code == .limitExceeded)
      #expect(bench.server.downloads.isEmpty)
    }
    try await fails(changing: {
      $0.limits.fileBytes = 100_000
    }) { error, bench in
      #expect(error.code == .limitExceeded)
      #expect(error.message.contains("large/first.bin"))
      #expect(bench.server.downloads.isEmpty)
    }
    try await fails(changing: {
      $0.limits.files = 3
    }) { error, _ in
      #expect(error.code == .limitExceeded)
    }
    try await fails(
      fault: { _, _ in .flood(bytes: 1 << 20) },
      changing: {
        $0.limits.answerBytes = 1 << 16
      }
    ) { error, _ in
      #expect(error.code == .limitExceeded)
    }
  }

  @Test func nobodyAnswers() async throws {
    try await fails(changing: {
      $0.endpoint = (try? HubEndpoint("http://127.0.0.1:1")) ?? .huggingFace
      $0.retries = RetryPolicy(attempts: 2)
    }) { error, bench in
      #expect(error.code == .endpointUnreachable)
      #expect(error.advice?.contains("HF_ENDPOINT") == true)
      #expect(bench.time.waits.count == 1)
    }
  }

  @Test func offlineUsesTheCacheAlone() async throws {
    try await Bench.run { bench in
      let offline = try bench.client { $0.isOffline = true }
      let before = try await failure { _ = try await offline.snapshot(of: bench.data) }
      #expect(before.code == .fileUnreadable)
      #expect(before.message.contains("HF_HUB_OFFLINE"))
      let some = HubSelection(include: ["data/*"])
      _ = try await bench.client().snapshot(of: bench.data, selecting: some)
      let requests = bench.server.hub.requests.count
      let held = try await offline.snapshot(of: bench.data, selecting: some)
      #expect(held.files.count == 2)
      // The other files are known of, but not there.
      let part = try await failure { _ = try await offline.snapshot(of: bench.data) }
      #expect(part.code == .fileUnreadable)
      #expect(bench.server.hub.requests.count == requests)
    }
  }

  @Test func fileInPlaceOfTheCacheIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      try await fails(changing: {
        $0.cache = HubCache(file)
      }) { error, _ in
        #expect(error.code == .fileUnwritable)
        #expect(error.location?.file.contains("file") == true)
      }
    }
  }
}
