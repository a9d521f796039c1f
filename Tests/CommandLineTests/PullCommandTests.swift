// SPDX-License-Identifier: Apache-2.0
import AssayFaultServer
import AssayHubServer
import AssayTestSupport
import Foundation
import Testing

/// A person's machine: an empty home, a hub, and no data of the tests' own.
private struct PullHome: Sendable {
  var folder: URL
  var server: HubServer

  func environment(_ more: [String: String] = [:]) -> [String: String] {
    [
      "HF_ENDPOINT": server.address, "HF_HOME": path("hf"), "HF_HUB_CACHE": "", "HF_TOKEN": "",
      "HF_TOKEN_PATH": "", "HF_HUB_OFFLINE": "", "XDG_DATA_HOME": path("share"),
      "ASSAY_DATA": path("none"),
    ].merging(more) { $1 }
  }

  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  func run(
    _ arguments: [String], fileSizeLimit: Int? = nil, environment: [String: String] = [:]
  ) async throws -> CommandLineProgram {
    try await CommandLineProgram.run(
      arguments, environment: self.environment(environment), fileSizeLimit: fileSizeLimit)
  }

  /// The place of a blob of a data set.
  func blob(_ repository: String, _ file: ServedFile, _ ending: String = "") -> URL {
    folder.appending(
      path: "hf/hub/datasets--\(repository.replacing("/", with: "--"))/blobs/\(file.tag)\(ending)")
  }

  static func run(
    _ repositories: [ServedRepository], fault: @escaping HubServer.Fault = { _, _ in nil },
    _ body: (PullHome) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      try await HubServer.serving(repositories, fault: fault) { server in
        try await body(PullHome(folder: folder, server: server))
      }
    }
  }
}

@Suite struct PullCommandTests {
  /// Two solutions a split, in the form of `Qwen/ProcessBench`.
  private static func processBench(
    _ names: [String] = ["gsm8k", "math", "olympiadbench", "omnimath"],
    commit: String = String(repeating: "0011223344", count: 4)
  ) -> ServedRepository {
    let rows = (0..<2).map { row in
      #"{"id": "r-\#(row)", "generator": "g", "problem": "\#(row) + 1?", "steps": ["a", "b"], "#
        + #""final_answer_correct": true, "label": \#(row - 1)}"#
    }
    return ServedRepository(
      "datasets/Qwen/ProcessBench", commit: commit, licence: "apache-2.0",
      files: [ServedFile("README.md", "# It\n")]
        + names.map { ServedFile("\($0).json", "[\(rows.joined(separator: ", "))]") })
  }

  private static let big = ServedFile(
    "data/big.bin", SampleRepositories.bytes(2_000_000, seed: 5), isLarge: true)

  private static var bigRepository: ServedRepository {
    ServedRepository("datasets/org/big", files: [big])
  }

  @Test func pulledBenchmarkIsFoundWithNoFurtherOption() async throws {
    try await PullHome.run([Self.processBench()]) { home in
      let before = try await home.run(["bench", "processbench", "--model", "m"])
      #expect(before.status == 64)
      #expect(before.errors.contains("assay data pull processbench"))
      let pulled = try await home.run(["data", "pull", "processbench"])
      #expect(pulled.status == 0, "\(pulled.errors)")
      #expect(pulled.output.contains("4 files"))
      #expect(pulled.output.contains("share/assay/data/processbench"))
      #expect(pulled.output.contains("licence: Apache-2.0"))
      #expect(!home.server.hub.requests.contains { $0.path.hasSuffix("README.md") })
      let list = try await home.run(["data", "list", "--json"])
      let entries = try list.entries()
      let own = entries.first { $0["name"] as? String == "processbench" }
      #expect(own?["state"] as? String == "pulled")
      #expect((own?["bytes"] as? Int ?? 0) > 400)
      #expect(entries.filter { $0["state"] as? String != "missing" }.count == 1)
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { endpoint in
        let judging = [
          "--endpoint", endpoint.address, "--model", "judge", "--no-store", "--json", "--quiet",
        ]
        let one = try await home.run(["bench", "processbench"] + judging)
        #expect(one.status == 0, "\(one.errors)")
        let all = try await home.run(["bench", "--all", "--limit", "2"] + judging)
        #expect(all.status == 0, "\(all.errors)")
        let names = (try all.result()["results"] as? [[String: Any]] ?? []).map {
          ($0["benchmark"] as? [String: Any])?["name"] as? String
        }
        #expect(names == ["processbench", "digit-chains"])
      }
    }
  }

  @Test func branchIsHeldUntilUpdated() async throws {
    let later = String(repeating: "9988776655", count: 4)
    try await PullHome.run([Self.processBench()]) { home in
      let first = try await home.run(["data", "pull", "processbench"])
      #expect(first.output.contains("at 0011223344"))
      let lock = home.folder.appending(path: "share/assay/data/assay-data.lock")
      let text = try String(contentsOf: lock, encoding: .utf8)
      #expect(text.contains(#""repository" : "datasets/Qwen/ProcessBench""#))
      try await HubServer.serving([Self.processBench(commit: later)]) { moved in
        let there = ["HF_ENDPOINT": moved.address]
        let held = try await home.run(["data", "pull", "processbench"], environment: there)
        #expect(held.output.contains("at 0011223344"))
        #expect(held.output.contains("nothing new"))
        #expect(moved.hub.requests.isEmpty)
        let updated = try await home.run(
          ["data", "pull", "processbench", "--update"], environment: there)
        #expect(updated.output.contains("at \(later)"))
        #expect(try String(contentsOf: lock, encoding: .utf8).contains(later))
      }
    }
  }

  @Test func severalRepositoriesMakeOneBenchmark() async throws {
    let sets = ["MMLU-Pro", "MATH", "GPQA", "IFEval", "MBPP-Plus"]
    let repositories = sets.map {
      ServedRepository(
        "datasets/lmarena-ai/PPE-\($0)-Best-of-K", licence: nil,
        files: [ServedFile("data/train-00000-of-00001-0a1b2c.parquet", "PAR1 \($0)")])
    }
    try await PullHome.run(repositories) { home in
      let pulled = try await home.run(["data", "pull", "ppe-correctness", "--json"])
      #expect(pulled.status == 0, "\(pulled.errors)")
      #expect(try (pulled.entries().first?["repositories"] as? [Any])?.count == 5)
      for set in sets {
        let file = home.path(
          "share/assay/data/ppe-correctness/PPE-\(set)-Best-of-K/data/train-00000-of-00001.parquet")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "PAR1 \(set)")
      }
      let list = try await home.run(["data", "list"])
      #expect(list.output.contains("pulled"))
    }
  }

  @Test func anyRepositoryIsFetchedAndCopied() async throws {
    try await PullHome.run([SampleRepositories.data, SampleRepositories.model]) { home in
      let pulled = try await home.run([
        "data", "pull", "org/bench", "--include", "data/*", "--revision", "v1.0", "--to",
        home.path("copy"),
      ])
      #expect(pulled.status == 0, "\(pulled.errors)")
      #expect(pulled.output.contains("2 files"))
      #expect(pulled.output.contains("licence: odc-by"))
      let copy = home.path("copy/data/one two,a=b.json")
      let attributes = try FileManager.default.attributesOfItem(atPath: copy)
      #expect(attributes[.type] as? FileAttributeType == .typeRegular)
      let model = try await home.run(["data", "pull", "tiny", "--kind", "model"])
      #expect(model.status == 0, "\(model.errors)")
      #expect(model.output.contains("models--tiny"))
    }
  }

  @Test func killedFetchGoesOn() async throws {
    let half = 1_234_567
    try await PullHome.run(
      [Self.bigRepository],
      fault: { request, reply in
        guard request.path.hasPrefix("/large/"), request.headers["range"] == nil,
          case .reply(let status, let headers, let body) = reply
        else { return nil }
        return .broken(status: status, headers: headers, body: body, after: half, .silence)
      }
    ) { home in
      let partial = home.blob("org/big", Self.big, ".incomplete")
      let arguments = ["data", "pull", "org/big"]
      let status = try await CommandLineProgram.status(
        arguments, environment: home.environment()
      ) { process in
        while size(of: partial) < half, process.isRunning {
          try await Task.sleep(for: .milliseconds(5))
        }
        kill(process.processIdentifier, SIGKILL)
      }
      #expect(status == 128 + SIGKILL)
      let resumed = try await home.run(arguments)
      #expect(resumed.status == 0, "\(resumed.errors)")
      let ranges = home.server.storage.requests.map { $0.headers["range"] }
      #expect(ranges == [nil, "bytes=\(half)-"])
      #expect(try Data(contentsOf: home.blob("org/big", Self.big)) == Data(Self.big.bytes))
      #expect(size(of: partial) == -1)
    }
  }

  @Test func fullDiskLeavesWhatFitted() async throws {
    try await PullHome.run([Self.bigRepository]) { home in
      let arguments = ["data", "pull", "org/big"]
      // In blocks of 512 bytes, or of 1024 in some shells: less than the file either way.
      let full = try await home.run(arguments, fileSizeLimit: 1000)
      #expect(full.status == 73)
      #expect(full.errors.contains("The disk is full"))
      let kept = size(of: home.blob("org/big", Self.big, ".incomplete"))
      #expect(kept == 512_000 || kept == 1_024_000)
      let resumed = try await home.run(arguments)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(home.server.storage.requests.last?.headers["range"] == "bytes=\(kept)-")
      #expect(try Data(contentsOf: home.blob("org/big", Self.big)) == Data(Self.big.bytes))
    }
  }

  @Test func twoProcessesShareTheWork() async throws {
    try await PullHome.run(
      [Self.bigRepository],
      fault: { request, reply in
        request.path.hasPrefix("/large/") ? .delayed(.seconds(1), reply) : nil
      }
    ) { home in
      async let first = home.run(["data", "pull", "org/big"])
      async let second = home.run(["data", "pull", "org/big"])
      let runs = try await [first, second]
      #expect(runs.allSatisfy { $0.status == 0 }, "\(runs.map(\.errors))")
      #expect(home.server.storage.requests.count == 1)
    }
  }

  @Test func gatedDataNeedsItsToken() async throws {
    var repository = ServedRepository(
      "datasets/lytang/LLM-AggreFact", licence: "cc-by-nd-4.0",
      files: [ServedFile("data/test-00000-of-00001.parquet", "PAR1")])
    repository.token = "hf_right-token"
    repository.isGated = true
    try await PullHome.run([repository]) { home in
      let arguments = ["data", "pull", "llm-aggrefact"]
      let without = try await home.run(arguments)
      #expect(without.status == 77)
      #expect(without.errors.contains("\(home.server.address)/datasets/lytang/LLM-AggreFact"))
      #expect(without.errors.contains("HF_TOKEN"))
      let wrong = try await home.run(arguments, environment: ["HF_TOKEN": "hf_wrong-token"])
      #expect(wrong.status == 77)
      #expect(!(wrong.errors + wrong.output).contains("hf_wrong-token"))
      // As `hf auth login` leaves it.
      try Data("hf_right-token\n".utf8).write(to: home.folder.appending(path: "hf/token"))
      let right = try await home.run(arguments)
      #expect(right.status == 0, "\(right.errors)")
      #expect(!(right.errors + right.output).contains("hf_right-token"))
      let offline = try await home.run(arguments, environment: ["HF_HUB_OFFLINE": "1"])
      #expect(offline.status == 0, "\(offline.errors)")
    }
  }

  @Test(
    arguments: [
      (["mmlu-stem-binary"], 66, "github.com/hendrycks/test"),
      (["nonsense"], 64, "There is no data set"),
      (["org/absent"], 77, "HF_TOKEN"),
      (["org/bench", "--include", "*.csv"], 66, "README.md"),
      (["org/bench", "--max-size", "100kB"], 65, "are allowed"),
      (["org/bench", "--max-size", "much"], 64, "500MB"),
      (["org/bench", "--revision", "v9"], 66, "'v9'"),
      (["org/bench", "--part", "x"], 64, "no parts"),
      (["verifybench", "--part", "x"], 64, "standard"),
      (["a", "b", "--part", "x"], 64, "one name"),
      ([], 64, "Usage"),
    ] as [([String], Int32, String)])
  func mistakesAreExplained(arguments: [String], status: Int32, text: String) async throws {
    try await PullHome.run([SampleRepositories.data]) { home in
      let run = try await home.run(["data", "pull"] + arguments)
      #expect(run.status == status, "\(run.errors)")
      #expect(run.errors.contains(text), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
  }

  private func size(of file: URL) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path())
    return attributes?[.size] as? Int ?? -1
  }
}

extension CommandLineProgram {
  /// The `result` of a `--json` output that is a list.
  fileprivate func entries() throws -> [[String: Any]] {
    let envelope = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return envelope?["result"] as? [[String: Any]] ?? []
  }
}
