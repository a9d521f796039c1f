// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct SpendingCommandTests {
  private static let prices = """
    currency: EUR
    models:
      - model: jud*
        input: 100
        output: 1000
    """

  @Test func estimateSendsNothingAndKnowsWhatIsKept() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 5)
      try Data(Self.prices.utf8).write(to: folder.appending(path: "prices.yaml"))
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let arguments = run.arguments(server) + ["--prices", run.path("prices.yaml")]
        let estimate = try await CommandLineProgram.run(arguments + ["--estimate"])
        #expect(estimate.status == 0, "\(estimate.errors)")
        let before = try estimate.result()
        #expect(server.requests.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: run.path("run.sqlite")))
        #expect(!FileManager.default.fileExists(atPath: run.path("run.jsonl")))

        let judged = try await CommandLineProgram.run(arguments)
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(before["requests"] as? Int == server.requests.count)
        let tokens = server.requests.reduce(0) { $0 + $1.prompt.utf8.count / 4 }
        let ratio = Double(before["prompt_tokens"] as? Int ?? 0) / Double(tokens)
        #expect((0.7...1.4).contains(ratio), "\(ratio)")
        #expect(before["currency"] as? String == "EUR")
        #expect((before["cost"] as? Double ?? 0) > 0)

        let after = try await CommandLineProgram.run(arguments + ["--estimate"]).result()
        #expect(after["requests"] as? Int == 0)
        #expect(after["cost"] as? Double == 0)
      }
    }
  }

  /// (limit, the most requests that may be sent, with four in flight)
  @Test(arguments: [
    (["--max-requests", "20"], 20),
    // A request of about 170 prompt tokens and 12 of output costs about 0.03.
    (["--max-cost", "0.6", "--prices", "prices.yaml"], 30),
    (["--max-time", "0.2s"], 60),
  ])
  func limitStopsCleanlyAndTheRestFollows(limit: [String], most: Int) async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 20)
      try Data(Self.prices.utf8).write(to: folder.appending(path: "prices.yaml"))
      let judge = ServedJudge(pause: .milliseconds(10))
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let arguments = run.arguments(server) + ["--concurrency", "4"]
        let stopped = try await CommandLineProgram.run(arguments + limit, in: folder)
        #expect(stopped.status == 75, "\(stopped.errors)")
        #expect(stopped.errors.contains("limit"))
        #expect(stopped.output.isEmpty)
        #expect(server.requests.count <= most, "\(server.requests.count)")
        #expect(!server.requests.isEmpty)

        let rest = try await CommandLineProgram.run(arguments)
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(server.answers.values.allSatisfy { $0 == 1 })
        let whole = try await CommandLineProgram.run(run.arguments(server, "other"))
        #expect(try rest.result()["robust"] as? NSArray == whole.result()["robust"] as? NSArray)
      }
    }
  }
}
