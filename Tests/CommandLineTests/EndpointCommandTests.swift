// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct EndpointCommandTests {
  @Test func endpointIsJudgedKeptAndNeverAskedAgain() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 5)
      let judge = ServedJudge(unreadable: 0.1)
      let plan = FaultPlan(seed: 1)
      try await FaultServer.serving({ plan.fault(for: $0) ?? judge.reply(to: $0) }) { server in
        let first = try await CommandLineProgram.run(
          run.arguments(server) + ["--name", "first"],
          environment: ["OPENAI_API_KEY": "sk-a-secret-key"])
        #expect(first.status == 0, "\(first.errors)")
        let unscored = try first.result()["unscored"] as? [String: Any]
        #expect((unscored?["verdicts"] as? Int ?? 0) >= 30)
        #expect(server.answers.values.allSatisfy { $0 == 1 })
        #expect(server.requests.first?.headers["authorization"] == "Bearer sk-a-secret-key")

        let asked = server.requests.count
        let again = try await CommandLineProgram.run(run.arguments(server) + ["--resume"])
        #expect(again.output == first.output)
        #expect(again.errors.contains("are there already"))
        // Without the file and with another budget for retries, the store knows the answers.
        try FileManager.default.removeItem(atPath: run.path("run.jsonl"))
        let other = try await CommandLineProgram.run(run.arguments(server) + ["--no-retry"])
        #expect(other.status == 0, "\(other.errors)")
        #expect(server.requests.count == asked)

        let list = try await CommandLineProgram.run(
          ["runs", "show", "first", "--json", "--store", run.path("run.sqlite")])
        let summary = try list.result()["summary"] as? [String: Any]
        #expect(summary?["expected"] as? Int == unscored?["verdicts"] as? Int)
        // One of the six kinds of examples is one that R3 has no prompt for.
        // It never can be asked, so it is done, without a judgment.
        #expect(summary?["failed"] as? Int == 0)
        #expect((summary?["unscored"] as? Int ?? 0) >= 5)
      }
      for file in try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)
      {
        #expect(try Data(contentsOf: file).range(of: Data("sk-a-secret".utf8)) == nil)
      }
    }
  }

  @Test func baseURLOfTheEnvironmentServes() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 1)
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let judged = try await CommandLineProgram.run(
          [
            "bench", "digit-chains", "--limit", "1", "--model", "judge", "--no-store", "--json",
          ], in: folder, environment: ["OPENAI_BASE_URL": server.address])
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(!server.requests.isEmpty)
        // A name that is served nowhere is the server's to refuse, not a folder's.
        let none = try await CommandLineProgram.run(
          ["judge", "--data", run.data, "--model", "judge"],
          environment: ["OPENAI_BASE_URL": ""])
        #expect(none.status == 66)
        #expect(none.errors.contains("--endpoint"))
      }
    }
  }

  /// (what the server says, exit code, what the message says)
  @Test(arguments: [
    ("key", Int32(77), "OPENAI_API_KEY"), ("model", 64, "It serves: judge"),
    ("gone", 69, "127.0.0.1"),
  ])
  func wrongSetupEndsAtOnce(fault: String, status: Int32, message: String) async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 20)
      let server = try await FaultServer.start { request in
        switch fault {
        case "key":
          .error("Incorrect API key: sk-a-wrong-key", status: 401, code: "invalid_api_key")
        case _ where request.path == "/v1/models": nil
        default: .error("The model `nope` does not exist", status: 404, code: "model_not_found")
        }
      }
      if fault == "gone" { try await server.stop() }
      let judged = try await CommandLineProgram.run(
        run.arguments(server) + (fault == "model" ? ["--model", "nope"] : []),
        environment: ["OPENAI_API_KEY": "sk-a-wrong-key"])
      #expect(judged.status == status, "\(judged.errors)")
      #expect(judged.errors.contains(message), "\(judged.errors)")
      #expect(!judged.errors.contains("sk-a-wrong-key"))
      #expect(judged.output.isEmpty)
      #expect(server.requests.count <= 32 * 4)
      if fault != "gone" { try await server.stop() }
    }
  }

  @Test func answersAreHeldToTheForm() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 1)
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let judged = try await CommandLineProgram.run(
          run.arguments(server) + ["--structured-output", "--dialect", "openai"])
        #expect(judged.status == 0, "\(judged.errors)")
        let schemas = server.requests.map { request in
          request.json["response_format"]?["json_schema"]?["schema"]?["properties"]?["score"]?[
            "enum"]?.jsonText ?? ""
        }
        #expect(Set(schemas).contains(#"["Response 1","Response 2"]"#))
        #expect(Set(schemas).contains(#"["true","false"]"#))
        #expect(!schemas.contains(""))
        let refused = try await CommandLineProgram.run(
          run.arguments(server, "other") + [
            "--structured-output", "--dialect", "openai", "--style", "flame",
          ])
        #expect(refused.status == 64)
        #expect(refused.errors.contains("flame"))
        #expect(refused.errors.contains("openai"))
        #expect(!judged.errors.contains("do not have the form"))
      }
    }
  }

  /// A server may take a form and pay no attention to it, as `transformers serve` does.
  @Test func formsOfTextAreAskedForAndNeglectIsNoticed() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 1)
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let judged = try await CommandLineProgram.run(
          run.arguments(server) + [
            "--structured-output", "--dialect", "vllm", "--style", "fare", "--no-retry",
          ])
        #expect(judged.status == 0, "\(judged.errors)")
        let count = server.requests.count
        #expect(
          server.requests.allSatisfy {
            $0.json["structured_outputs"]?["regex"]?.stringValue?.contains(#"\nVerdict: "#) == true
          })
        #expect(judged.errors.contains("warning: an answer does not have the form"))
        #expect(judged.errors.contains("\(count) of \(count) whole answers do not have the form."))
        let unheld = try await CommandLineProgram.run(
          run.arguments(server, "other") + ["--structured-output", "--dialect", "generic"])
        #expect(unheld.status == 64)
        #expect(unheld.errors.contains("--dialect"))
        #expect(server.requests.count == count)
      }
    }
  }

  @Test(arguments: [
    ["--estimate"], ["--max-requests", "3"], ["--structured-output"],
    ["--endpoint", "ftp://example.org"],
    ["--endpoint", "http://127.0.0.1:9", "--concurrency", "0"],
    ["--endpoint", "http://127.0.0.1:9", "--max-cost", "1"],
    ["--endpoint", "http://127.0.0.1:9", "--model", "m", "--dialect", "none"],
    ["--endpoint", "http://127.0.0.1:9", "--no-store", "--name", "x"],
    ["--endpoint", "http://127.0.0.1:9", "--max-time", "soon"],
  ])
  func wrongOptionsAreUsageErrors(options: [String]) async throws {
    try await withTemporaryFolder { folder in
      let run = try await CommandLineProgram.run(
        ["judge", "--data", "digit-chains", "--limit", "1"] + options, in: folder,
        environment: ["ASSAY_STORE": folder.appending(path: "s.sqlite").path()])
      #expect(run.status == 64, "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
    }
  }
}
