// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct PoolingCommandTests {
  /// Point-wise examples with the scores 1 to 5 in turn, in a file.
  static func scored(_ count: Int, in folder: URL) throws -> String {
    let levels = (1...5).map { #"{"label":"\#($0)","meaning":"level \#($0)"}"# }
    let lines = (0..<count).map { index in
      #"{"id":"e\#(index)","format":"pointwise","input":"Question \#(index)?","#
        + #""responses":["Answer \#(index)."],"gold":{"score":\#(1 + index % 5)},"source":"t","#
        + #""rubric":{"levels":[\#(levels.joined(separator: ","))]}}"#
    }
    let file = folder.appending(path: "scored.jsonl")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file.path()
  }

  static func arguments(_ data: String, _ server: FaultServer, _ folder: URL) -> [String] {
    [
      "judge", "--data", data, "--endpoint", server.address, "--model", "judge", "--store",
      folder.appending(path: "s.sqlite").path(), "--retry-wait", "0.01", "--json",
    ]
  }

  /// The lines of a file of decisions.
  static func lines(_ file: URL) throws -> [JSONValue] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONParser.parse(String($0))
    }
  }

  /// Why verdicts have no judgment, in a result.
  static func reasons(_ run: CommandLineProgram) throws -> [String] {
    let unscored = try run.result()["unscored"] as? [String: Any]
    let reasons = unscored?["reasons"] as? [[String: Any]] ?? []
    return reasons.compactMap { $0["reason"] as? String }
  }

  @Test func samplesArePooledAndPoolingAsksNothingAnew() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.scored(10, in: folder)
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let decisions = folder.appending(path: "d.jsonl")
        let arguments =
          Self.arguments(data, server, folder) + [
            "--samples", "5", "--temperature", "1", "--out", folder.appending(path: "o").path(),
            "--decisions", decisions.path(),
          ]
        let mean = try await CommandLineProgram.run(
          arguments + ["--pool", "mean", "--abstain-below", "0.5"])
        #expect(mean.status == 0, "\(mean.errors)")
        #expect(server.requests.count == 50)
        let lines = try Self.lines(decisions)
        #expect(lines.map { $0["id"]?.stringValue } == (0..<10).map { "e\($0)" })
        for line in lines {
          let mean = try #require(line["mean"]?.doubleValue)
          #expect(line["judgment"]?["score"]?.integerValue == Int(mean.rounded()))
          #expect(line["answers"]?.integerValue == 5)
          #expect((line["spread"]?.doubleValue ?? -1) >= 0)
          let confidence = line["confidence"]?.doubleValue ?? -1
          #expect(line["withheld"] == .bool(confidence < 0.5))
        }
        let shown = try mean.result()["decisions"] as? [String: Any]
        let abstention = shown?["abstention"] as? [String: Any]
        let withheld = lines.count { $0["withheld"] == .bool(true) }
        #expect(abstention?["withheld"] as? Int == withheld)
        #expect(abstention?["given"] as? Int == 10 - withheld)
        #expect(shown?["pool"] as? String == "mean")

        // Another way to pool is another way to read the same answers.
        let majority = try await CommandLineProgram.run(arguments)
        #expect(majority.status == 0, "\(majority.errors)")
        #expect(server.requests.count == 50)
        #expect(try Self.lines(decisions).map { $0["mean"] } == lines.map { $0["mean"] })
      }
    }
  }

  /// A reply `{"score": "4"}` whose label has these probabilities.
  private static func reply(_ labels: [(String, Double)]) -> ServedReply {
    func entry(_ token: String, _ others: [(String, Double)]) -> JSONValue {
      let alternatives = others.map { label, share -> JSONValue in
        ["token": .string(label), "logprob": .number(log(share))]
      }
      return [
        "token": .string(token), "logprob": .number(others.first.map { log($0.1) } ?? 0),
        "top_logprobs": .array(alternatives),
      ]
    }
    let label = labels[0].0
    let content: [JSONValue] = [
      entry(#"{"explanation": "So.", "score": ""#, []), entry(label, labels), entry(#""}"#, []),
    ]
    return .chat(
      #"{"explanation": "So.", "score": "\#(label)"}"#, logprobs: ["content": .array(content)])
  }

  @Test func expectedScoreComesFromTheLabels() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.scored(5, in: folder)
      let decisions = folder.appending(path: "d.jsonl")
      let options = [
        "--expected-score", "--out", folder.appending(path: "o").path(), "--decisions",
        decisions.path(),
      ]
      try await FaultServer.serving({ _ in Self.reply([("4", 0.5), ("5", 0.3), ("2", 0.2)]) }) {
        server in
        let judged = try await CommandLineProgram.run(
          Self.arguments(data, server, folder) + options)
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(server.requests.first?.json["top_logprobs"] == .integer(20))
        for line in try Self.lines(decisions) {
          #expect(abs((line["mean"]?.doubleValue ?? 0) - 3.9) < 1e-9)
          #expect(line["judgment"]?["score"]?.integerValue == 4)
        }
      }
      // A server that knows no probabilities is no source of expected scores.
      try await FaultServer.serving({ ServedJudge().reply(to: $0) }) { server in
        let refused = try await CommandLineProgram.run(
          [
            "judge", "--data", data, "--endpoint", server.address, "--model", "judge",
            "--no-store", "--out", folder.appending(path: "p").path(), "--expected-score",
          ])
        #expect(refused.status == 64)
        #expect(refused.errors.contains("token probabilities"), "\(refused.errors)")
      }
    }
  }

  @Test func unreadAnswersAreAskedAgainWithTheirBudget() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.scored(6, in: folder)
      // Odd questions need more than the first budget.
      @Sendable func reply(_ request: ServedRequest) -> ServedReply {
        let budget = request.json["max_tokens"]?.integerValue ?? 0
        let isLong = ["1?", "3?", "5?"].contains { request.prompt.contains("Question \($0)") }
        if isLong, budget < 400 { return .chat("So it", finish: "length") }
        return .chat(#"{"explanation": "So.", "score": "3"}"#)
      }
      try await FaultServer.serving(reply) { server in
        let arguments = Self.arguments(data, server, folder) + ["--max-tokens", "100"]
        let first = try await CommandLineProgram.run(
          arguments + ["--no-retry", "--out", folder.appending(path: "a").path()])
        #expect(try Self.reasons(first) == ["truncated"], "\(first.errors)")
        #expect(server.requests.count == 6)
        let second = try await CommandLineProgram.run(
          arguments + [
            "--retry-unread", "--retry-factor", "4", "--out", folder.appending(path: "b").path(),
          ])
        #expect(try Self.reasons(second).isEmpty, "\(second.errors)")
        // Nothing that was read is asked again.
        #expect(server.requests.count == 9)
        #expect(
          server.requests.suffix(3).allSatisfy { $0.json["max_tokens"] == .integer(400) })
      }
    }
  }

  @Test func styleOfOnesOwnIsAskedAndRead() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.scored(3, in: folder)
      let style = folder.appending(path: "house.yaml")
      let text = #"""
        name: house
        formats:
          pointwise:
            pattern: '(?m)^Grade: (\d+)$'
            critique:
              user: |
                Question:
                {input}
                Answer to grade:
                {response}
              answer: "{critique}\nGrade: {label}"
        """#
      try Data(text.utf8).write(to: style)
      try await FaultServer.serving({ _ in .chat("Fine.\nGrade: 4") }) { server in
        let arguments =
          Self.arguments(data, server, folder) + [
            "--style-file", style.path(), "--out", folder.appending(path: "o").path(),
            "--decisions", folder.appending(path: "d.jsonl").path(),
          ]
        let judged = try await CommandLineProgram.run(arguments)
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(server.requests.allSatisfy { $0.prompt.contains("Answer to grade:\nAnswer") })
        let lines = try Self.lines(folder.appending(path: "d.jsonl"))
        #expect(lines.map { $0["judgment"]?["score"]?.integerValue } == [4, 4, 4])

        try Data(text.replacing("{response}", with: "{respnse}").utf8).write(to: style)
        let refused = try await CommandLineProgram.run(arguments)
        #expect(refused.status == 65)
        #expect(
          refused.errors.contains("house.yaml:6:formats.pointwise.critique.user"),
          "\(refused.errors)")
        #expect(server.requests.count == 3)
      }
    }
  }

  @Test(arguments: [
    ["judge", "--data", "digit-chains", "--abstain-below", "2"],
    ["judge", "--data", "digit-chains", "--pool", "median"],
    ["judge", "--data", "digit-chains", "--retry-factor", "0"],
    ["judge", "--data", "digit-chains", "--samples", "3"],
    ["judge", "--data", "digit-chains", "--style", "r3", "--style-file", "house.yaml"],
    ["bench", "--all", "--decisions", "d.jsonl"],
  ])
  func wrongOptionsAreUsageErrors(arguments: [String]) async throws {
    try await withTemporaryFolder { folder in
      let run = try await CommandLineProgram.run(arguments, in: folder)
      #expect(run.status == 64, "\(run.errors)")
      #expect(run.output.isEmpty)
    }
  }
}
