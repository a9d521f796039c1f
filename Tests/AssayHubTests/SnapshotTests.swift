// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayHub
import AssayHubServer
import AssayTestSupport
import Foundation
import Synchronization
import Testing

@Suite struct SnapshotTests {
  @Test func everyFileComesWithItsBytes() async throws {
    try await Bench.run { bench in
      let snapshot = try await bench.client().snapshot(of: bench.data)
      let served = SampleRepositories.data
      #expect(snapshot.commit == served.commit)
      #expect(snapshot.licence == "odc-by")
      #expect(snapshot.files.map(\.path) == served.files.map(\.path).sorted())
      for file in served.files {
        #expect(
          try Data(contentsOf: snapshot.folder.appending(path: file.path)) == Data(file.bytes))
      }
      #expect(bench.server.storage.requests.count == 2, "copies share a download")
    }
  }

  /// `Scripts/fixtures/hub-cache.py` recorded what huggingface_hub makes of the same repositories.
  @Test func cacheIsThatOfThePythonPackage() async throws {
    try await Bench.run { bench in
      let client = try bench.client()
      _ = try await client.snapshot(of: bench.data)
      _ = try await client.snapshot(of: bench.data, at: HubRevision("refs/pr/1"))
      _ = try await client.snapshot(of: HubRepository("tiny", kind: .model))
      let fixture = SharedData.fixtures.appending(path: "AssayHub/layout.json")
      let recorded = try JSONParser.parse([UInt8](Data(contentsOf: fixture)))
      let expected = recorded["files"]?.arrayValue?.compactMap(\.stringValue)
      #expect(try bench.listing() == expected)
      for (name, text) in recorded["texts"]?.objectValue ?? [:] {
        let own = try Data(contentsOf: bench.folder.appending(path: name))
        if name.hasSuffix(".json") {
          #expect(
            try JSONParser.parse([UInt8](own))
              == JSONParser.parse(Array((text.stringValue ?? "").utf8)))
        } else {
          #expect(String(decoding: own, as: UTF8.self) == text.stringValue)
        }
      }
    }
  }

  @Test func whatIsThereIsNotFetchedAgain() async throws {
    try await Bench.run { bench in
      let client = try bench.client()
      let first = try await client.snapshot(of: bench.data)
      let downloads = bench.server.downloads.count
      let second = try await client.snapshot(of: bench.data)
      #expect(second.files == first.files)
      #expect(second.fetchedBytes == 0)
      #expect(bench.server.downloads.count == downloads)
      // A commit whose files are there needs no hub.
      let requests = bench.server.hub.requests.count
      let pinned = try await client.snapshot(of: bench.data, at: HubRevision(first.commit))
      #expect(pinned.files == first.files)
      #expect(bench.server.hub.requests.count == requests)
    }
  }

  @Test func onlyWhatIsMeantComes() async throws {
    try await Bench.run { bench in
      let snapshot = try await bench.client().snapshot(
        of: bench.data, selecting: HubSelection(include: ["data/", "*.md"], exclude: ["*.txt"]))
      #expect(snapshot.files.map(\.path) == ["README.md", "data/one two,a=b.json"])
      #expect(bench.server.downloads.count == 2)
      let error = try await failure {
        _ = try await bench.client().snapshot(
          of: bench.data, selecting: HubSelection(include: ["*.csv"]))
      }
      #expect(error.code == .notOnHub)
      #expect(error.advice?.contains("README.md") == true)
    }
  }

  @Test(arguments: [1, 2, 3, 100])
  func listsComeInPages(pageSize: Int) async throws {
    try await Bench.run(pageSize: pageSize) { bench in
      let files = try await bench.client().files(
        of: bench.data, at: SampleRepositories.data.commit)
      #expect(files.count == SampleRepositories.data.files.count)
    }
  }

  @Test func tokenStaysWithTheHub() async throws {
    var repositories = SampleRepositories.all
    repositories[0].token = "hf_secret-token"
    try await Bench.run(repositories) { bench in
      let client = try bench.client {
        $0.token = try? Secret("hf_secret-token", from: "HF_TOKEN")
      }
      _ = try await client.snapshot(of: bench.data)
      let headers = bench.server.hub.requests.map { $0.headers["authorization"] }
      #expect(headers.allSatisfy { $0 == "Bearer hf_secret-token" })
      #expect(!bench.server.storage.requests.isEmpty)
      #expect(bench.server.storage.requests.allSatisfy { $0.headers["authorization"] == nil })
    }
  }

  @Test func progressEndsWithEverything() async throws {
    try await Bench.run { bench in
      let seen = Mutex<[HubProgress]>([])
      let snapshot = try await bench.client().snapshot(of: bench.data) { progress in
        seen.withLock { $0.append(progress) }
      }
      let all = seen.withLock { $0 }
      let total = 300_000 + 70_001 + 17 + 32 + 14
      #expect(all.first?.bytes == 0)
      #expect(all.last?.bytes == all.last?.totalBytes)
      #expect(all.last?.totalBytes == total)
      #expect(all.last?.files == 6)
      #expect(snapshot.fetchedBytes == total)
    }
  }

  @Test func noMoreThanAllowedAreFetchedAtATime() async throws {
    let files = (0..<24).map { ServedFile("f\($0)", "text \($0)") }
    try await Bench.run(
      [ServedRepository("datasets/org/bench", files: files)],
      fault: { _, reply in .delayed(.milliseconds(20), reply) }
    ) { bench in
      _ = try await bench.client { $0.limits.parallel = 3 }.snapshot(of: bench.data)
      #expect(bench.server.hub.peak <= 3)
    }
  }

  @Test func clientsOfOneCacheFetchEachFileOnce() async throws {
    try await Bench.run(fault: { request, reply in
      request.path.hasPrefix("/large/") ? .delayed(.milliseconds(200), reply) : nil
    }) { bench in
      let repository = try bench.data
      try await withThrowingTaskGroup(of: HubSnapshot.self) { group in
        for _ in 0..<4 {
          let client = try bench.client()
          group.addTask { try await client.snapshot(of: repository) }
        }
        for try await snapshot in group {
          #expect(
            snapshot.files.allSatisfy {
              (try? Data(contentsOf: snapshot.url(of: $0)))?.count == $0.size
            })
        }
      }
      #expect(bench.server.storage.requests.count == 2)
      #expect(try bench.listing().allSatisfy { !$0.hasSuffix(".incomplete") })
    }
  }

  @Test func oldNamesAndModelsHaveTheirAddresses() async throws {
    try await Bench.run { bench in
      let snapshot = try await bench.client().snapshot(of: HubRepository("tiny", kind: .model))
      #expect(snapshot.folder.path().contains("models--tiny/snapshots/"))
      let paths = bench.server.hub.requests.map(\.path)
      #expect(paths.contains("/api/models/tiny/revision/main"))
      #expect(paths.contains("/tiny/resolve/\(snapshot.commit)/config.json"))
    }
  }
}
