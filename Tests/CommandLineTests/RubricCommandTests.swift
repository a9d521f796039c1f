// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct RubricCommandTests {
  @Test func criteriaAreJudgedInOneAnswerAndKept() async throws {
    try await withTemporaryFolder { folder in
      let data = try PoolingCommandTests.scored(6, in: folder)
      let rubric = folder.appending(path: "rubric.yaml")
      try Data(
        """
        scale: 1-10
        criteria:
          - {name: accuracy, meaning: is it true?, weight: 3}
          - {name: brevity}
        """.utf8
      ).write(to: rubric)
      let answer =
        #"{"accuracy_reason": "Yes.", "accuracy_score": "10", "#
        + #""brevity_reason": "No.", "brevity_score": "4"}"#
      try await FaultServer.serving({ _ in .chat(answer) }) { server in
        let arguments =
          PoolingCommandTests.arguments(data, server, folder) + [
            "--rubric", rubric.path(), "--decisions", folder.appending(path: "d.jsonl").path(),
            "--out", folder.appending(path: "o.jsonl").path(), "--structured-output", "--dialect",
            "openai",
          ]
        let judged = try await CommandLineProgram.run(arguments)
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(server.requests.count == 6)
        #expect(server.requests.allSatisfy { $0.prompt.contains("accuracy: is it true?\nbrevity") })
        let schema = server.requests.first?.json["response_format"]?["json_schema"]?["schema"]
        #expect(schema?["required"]?.arrayValue?.count == 4)
        for line in try PoolingCommandTests.lines(folder.appending(path: "d.jsonl")) {
          // Three times 10 and once 4 is 8.5.
          #expect(line["mean"]?.doubleValue == 8.5)
          let criteria = line["criteria"]?.arrayValue ?? []
          #expect(criteria.map { $0["name"]?.stringValue } == ["accuracy", "brevity"])
          #expect(criteria.map { $0["mean"]?.doubleValue } == [10, 4])
          #expect(criteria.map { $0["reason"]?.stringValue } == ["Yes.", "No."])
        }
        for record in try PoolingCommandTests.lines(folder.appending(path: "o.jsonl")) {
          let kept = record["verdict"]?["criteria"]?.arrayValue ?? []
          #expect(kept.map { $0["outcome"]?["judged"]?["score"]?.integerValue } == [10, 4])
        }
        let again = try await CommandLineProgram.run(arguments)
        #expect(again.output == judged.output)
        #expect(server.requests.count == 6)
      }
    }
  }

  @Test func anyScaleIsAskedAndComparedWithKnownScores() async throws {
    try await withTemporaryFolder { folder in
      let data = try PoolingCommandTests.scored(10, in: folder)
      let words = ["awful", "poor", "weak", "fair", "good", "fine", "great"]
      // The better the known score, the better the word.
      let reply: @Sendable (ServedRequest) -> ServedReply = { request in
        let number = request.prompt.firstMatch(of: /Question (\d+)\?/).flatMap { Int($0.1) } ?? 0
        return .chat(#"{"explanation": "So.", "score": "\#(words[1 + number % 5])"}"#)
      }
      try await FaultServer.serving(reply) { server in
        let judged = try await CommandLineProgram.run(
          PoolingCommandTests.arguments(data, server, folder) + [
            "--scale", words.joined(separator: ","), "--decisions",
            folder.appending(path: "d.jsonl").path(), "--out", folder.appending(path: "o").path(),
          ])
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(server.requests.first?.prompt.contains("awful: the worst\npoor: level 2") == true)
        let lines = try PoolingCommandTests.lines(folder.appending(path: "d.jsonl"))
        #expect(
          lines.map { $0["judgment"]?["score"]?.integerValue } == (0..<10).map { 2 + $0 % 5 })
        let scores = (try judged.result()["decisions"] as? [String: Any])?["scores"]
        let spearman = try #require((scores as? [String: Any])?["spearman"] as? Double)
        #expect(abs(spearman - 1) < 1e-9)
        #expect((scores as? [String: Any])?["n"] as? Int == 10)
      }
    }
  }

  static let options: [([String], Int32)] = [
    (["--scale", "ten"], 64), (["--scale", "5-1"], 64),
    (["--scale", "bad,good", "--style", "flame"], 64), (["--rubric", "none.yaml"], 66),
    (["--rubric", "r.yaml", "--style", "r3"], 64),
    (["--rubric", "r.yaml", "--expected-score"], 64),
    (["--rubric", "bad.yaml"], 65),
  ]

  @Test(arguments: options)
  func wrongRubricsAreRefused(options: [String], status: Int32) async throws {
    try await withTemporaryFolder { folder in
      let data = try PoolingCommandTests.scored(1, in: folder)
      try Data("criteria: [{name: a}, {name: b}]".utf8)
        .write(to: folder.appending(path: "r.yaml"))
      try Data("criteria: [{nam: a}]".utf8).write(to: folder.appending(path: "bad.yaml"))
      let run = try await CommandLineProgram.run(
        ["judge", "--data", data, "--model", "assay-mini"] + options, in: folder)
      #expect(run.status == status, "\(run.errors)")
      #expect(run.output.isEmpty)
    }
  }
}
