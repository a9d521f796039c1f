// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct PolicyCommandTests {
  /// True statements and false ones in turn, in a file.
  static func statements(_ count: Int, in folder: URL, name: String = "data.jsonl") throws
    -> String
  {
    let lines = (0..<count).map { index in
      #"{"id":"e\#(index)","format":"binary","input":"Question \#(index)?","#
        + #""responses":["Answer."],"gold":{"boolean":\#(index % 2 == 0)},"source":"t"}"#
    }
    let file = folder.appending(path: name)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file.path()
  }

  /// `good` is always right, `bad` always wrong, `torn` is right but cannot be read on every third.
  @Sendable static func reply(_ request: ServedRequest) -> ServedReply {
    let prompt = request.prompt
    let number = prompt.firstMatch(of: /Question (\d+)\?/).flatMap { Int($0.1) } ?? 0
    let right = number % 2 == 0
    switch request.json["model"]?.stringValue {
    case "bad": return .chat(#"{"explanation": "So.", "score": "\#(!right)"}"#)
    case "torn" where number % 3 == 0: return .chat("So it goes.")
    default: return .chat(#"{"explanation": "So.", "score": "\#(right)"}"#)
    }
  }

  static func policy(_ server: FaultServer, _ models: [String], _ rest: String, in folder: URL)
    throws -> String
  {
    let judges = models.map {
      "  - model: \($0)\n    endpoint: \(server.address)\n    dialect: generic\n"
    }
    let file = folder.appending(path: "policy.yaml")
    try Data(("judges:\n" + judges.joined() + rest + "\n").utf8).write(to: file)
    return file.path()
  }

  static func arguments(_ data: String, _ policy: String, _ folder: URL) -> [String] {
    [
      "judge", "--data", data, "--policy", policy, "--out",
      folder.appending(path: "o.jsonl").path(),
      "--store", folder.appending(path: "s.sqlite").path(), "--retry-wait", "0.01", "--json",
      "--decisions", folder.appending(path: "d.jsonl").path(),
    ]
  }

  @Test func juryVotesAndAsksNothingTwice() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.statements(12, in: folder)
      try await FaultServer.serving(Self.reply) { server in
        let policy = try Self.policy(
          server, ["good", "bad", "torn"], "jury:\n  vote: majority", in: folder)
        let arguments = Self.arguments(data, policy, folder)
        let judged = try await CommandLineProgram.run(arguments + ["--no-retry"])
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(server.requests.count == 36)
        let lines = try PoolingCommandTests.lines(folder.appending(path: "d.jsonl"))
        // Where the third member cannot be read, one is for and one against.
        for (index, line) in lines.enumerated() {
          if index % 3 == 0 {
            #expect(line["unscored"] == .string("contradiction"))
          } else {
            #expect(line["correct"] == .bool(true))
          }
          let members = line["members"]?.arrayValue ?? []
          #expect(members.map { $0["judge"]?.stringValue } == ["good", "bad", "torn"])
        }
        let shown = try judged.result()["policy"] as? [String: Any]
        let judges = shown?["judges"] as? [[String: Any]] ?? []
        #expect(judges.map { $0["unscored"] as? Int } == [0, 0, 4])
        #expect(judges.map { $0["requests"] as? Int } == [12, 12, 12])

        let again = try await CommandLineProgram.run(arguments + ["--no-retry"])
        #expect(again.output == judged.output)
        // One of the judges on its own goes on with what the jury has kept.
        let alone = try await CommandLineProgram.run(
          [
            "judge", "--data", data, "--endpoint", server.address, "--model", "good", "--no-retry",
            "--dialect", "generic", "--store", folder.appending(path: "s.sqlite").path(), "--out",
            folder.appending(path: "alone.jsonl").path(),
          ])
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(server.requests.count == 36)
      }
    }
  }

  @Test func weightsComeFromALabelledSet() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.statements(6, in: folder)
      _ = try Self.statements(20, in: folder, name: "gold.jsonl")
      try await FaultServer.serving(Self.reply) { server in
        let policy = try Self.policy(
          server, ["bad", "good"],
          "jury:\n  vote: weighted\n  calibration: gold.jsonl", in: folder)
        let judged = try await CommandLineProgram.run(
          Self.arguments(data, policy, folder))
        #expect(judged.status == 0, "\(judged.errors)")
        let shown = try judged.result()["policy"] as? [String: Any]
        let judges = shown?["judges"] as? [[String: Any]] ?? []
        // 20 right of 20, smoothed by one right and one wrong: the log of 21 to 1.
        #expect(abs((judges.last?["weight"] as? Double ?? 0) - log(21)) < 1e-9)
        #expect(judges.first?["weight"] as? Double == 0)
        let lines = try PoolingCommandTests.lines(folder.appending(path: "d.jsonl"))
        #expect(lines.allSatisfy { $0["correct"] == .bool(true) })
      }
    }
  }

  @Test func cascadeEscalatesAndStatesItsSaving() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.statements(12, in: folder)
      try Data(
        "models:\n  - model: torn\n    input: 1\n    output: 1\n  - model: '*'\n    input: 10\n    output: 10\n"
          .utf8
      )
      .write(to: folder.appending(path: "prices.yaml"))
      try await FaultServer.serving(Self.reply) { server in
        let policy = try Self.policy(
          server, ["torn", "good"], "cascade:\n  escalate-below: 0.8", in: folder)
        let arguments =
          Self.arguments(data, policy, folder) + [
            "--prices", folder.appending(path: "prices.yaml").path(), "--no-retry",
          ]
        let estimate = try await CommandLineProgram.run(arguments + ["--estimate"])
        #expect(estimate.status == 0, "\(estimate.errors)")
        let parts = try estimate.result()["judges"] as? [[String: Any]] ?? []
        #expect(parts.map { $0["requests"] as? Int } == [12, 12])
        #expect(server.requests.isEmpty)

        let judged = try await CommandLineProgram.run(arguments)
        #expect(judged.status == 0, "\(judged.errors)")
        // All 12 at the first stage, the 4 that it cannot settle at the second.
        #expect(server.requests.count == 16)
        let lines = try PoolingCommandTests.lines(folder.appending(path: "d.jsonl"))
        #expect(lines.allSatisfy { $0["correct"] == .bool(true) })
        #expect(
          lines.map { $0["stage"]?.stringValue }
            == (0..<12).map { $0 % 3 == 0 ? "good" : "torn" })
        let shown = try judged.result()["policy"] as? [String: Any]
        #expect(abs((shown?["escalated"] as? Double ?? 0) - 1.0 / 3) < 1e-9)
        let savings = shown?["savings"] as? [[String: Any]] ?? []
        #expect(savings.map { $0["of"] as? String } == ["requests", "tokens", "USD"])
        #expect(savings.first?["spent"] as? Double == 16)
        #expect(savings.first?["last_judge_alone"] as? Double == 12)
        // 12 cheap and 4 dear requests of 15 tokens, where 12 dear ones would be needed.
        let money = savings.last?["share"] as? Double ?? 0
        #expect(abs(money - (1 - (12 + 40.0) / 120)) < 1e-9)
        let again = try await CommandLineProgram.run(arguments)
        #expect(again.output == judged.output)
        #expect(server.requests.count == 16)
      }
    }
  }

  @Test func limitsHoldForAllJudgesTogether() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.statements(10, in: folder)
      try await FaultServer.serving(Self.reply) { server in
        let policy = try Self.policy(server, ["good", "bad"], "jury:", in: folder)
        let arguments = Self.arguments(data, policy, folder) + ["--concurrency", "2"]
        let stopped = try await CommandLineProgram.run(arguments + ["--max-requests", "15"])
        #expect(stopped.status == 75, "\(stopped.errors)")
        #expect(server.requests.count == 15)
        let rest = try await CommandLineProgram.run(arguments)
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(server.answers.values.allSatisfy { $0 == 1 })
        #expect(server.requests.count == 20)
      }
    }
  }

  @Test func wrongPoliciesAreRefused() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.statements(2, in: folder)
      let policy = folder.appending(path: "p.yaml")
      let cases: [(String, [String], Int32, String)] = [
        ("judges:\n  - model: assay-mini\njury:\n  vote: loud\n", [], 65, "p.yaml:4:jury.vote"),
        ("judges:\n  - model: assay-mini\njury:\n", ["--model", "assay-mini"], 64, "--model"),
        ("judges:\n  - model: nowhere\njury:\n", [], 66, "nowhere"),
        ("judges:\n  - model: assay-mini\n    style: none\njury:\n", [], 64, "none"),
      ]
      for (text, options, status, message) in cases {
        try Data(text.utf8).write(to: policy)
        let run = try await CommandLineProgram.run(
          ["judge", "--data", data, "--policy", policy.path()] + options, in: folder,
          environment: ["OPENAI_BASE_URL": ""])
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
      }
    }
  }
}
