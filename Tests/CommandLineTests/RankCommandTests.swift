// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct RankCommandTests {
  /// Examples whose responses say how good they are, in a file; the known order follows from it.
  static func candidates(_ strengths: [[Int]], in folder: URL) throws -> String {
    let lines = strengths.enumerated().map { index, strengths in
      let responses = strengths.map { #""Quality \#($0).""# }.joined(separator: ",")
      let order = strengths.indices.sorted { strengths[$0] > strengths[$1] }
      return #"{"id":"e\#(index)","format":{"kind":"ranking","count":\#(strengths.count)},"#
        + #""input":"Question \#(index)?","responses":[\#(responses)],"#
        + #""gold":{"ranking":\#(order)},"source":"t"}"#
    }
    let file = folder.appending(path: "candidates.jsonl")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file.path()
  }

  /// Prefers the higher quality; a single response gets its quality as its score.
  @Sendable static func reply(_ request: ServedRequest) -> ServedReply {
    let found = request.prompt.matches(of: /Quality (\d+)\./).compactMap { Int($0.1) }
    let score =
      found.count > 1 ? (found[0] > found[1] ? "Response 1" : "Response 2") : "\(found.first ?? 0)"
    return .chat(#"{"explanation": "So.", "score": "\#(score)"}"#)
  }

  static func arguments(_ data: String, _ server: FaultServer, _ folder: URL) -> [String] {
    [
      "rank", "--data", data, "--endpoint", server.address, "--model", "judge", "--store",
      folder.appending(path: "s.sqlite").path(), "--out", folder.appending(path: "o.jsonl").path(),
      "--rankings", folder.appending(path: "r.jsonl").path(), "--json", "--retry-wait", "0.01",
    ]
  }

  static let strengths = [[3, 9, 5, 7, 1], [2, 8], [6, 4, 5, 7]]

  @Test func everyWayFindsTheBestAndAsksNothingTwice() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.candidates(Self.strengths, in: folder)
      try await FaultServer.serving(Self.reply) { server in
        let arguments = Self.arguments(data, server, folder)
        let estimate = try await CommandLineProgram.run(
          arguments + ["--by", "knock-out", "--estimate"])
        #expect(estimate.status == 0, "\(estimate.errors)")
        #expect(try estimate.result()["requests"] as? Int == 2 * (4 + 1 + 3))
        #expect(server.requests.isEmpty)

        let knockOut = try await CommandLineProgram.run(arguments + ["--by", "knock-out"])
        #expect(knockOut.status == 0, "\(knockOut.errors)")
        #expect(knockOut.errors.contains("at most 8 comparisons, 16 requests"))
        #expect(server.requests.count == 16)
        let rankings = try PoolingCommandTests.lines(folder.appending(path: "r.jsonl"))
        #expect(rankings.map { $0["order"]?[0]?.integerValue } == [1, 1, 3])
        #expect(rankings.allSatisfy { $0["best_is_right"] == .bool(true) })

        // All pairs: (10 + 1 + 6) in both orders, less what the knock-out has asked.
        let robin = try await CommandLineProgram.run(arguments + ["--scale", "1-10"])
        #expect(robin.status == 0, "\(robin.errors)")
        #expect(server.requests.count == 34)
        let summary = try robin.result()["summary"] as? [String: Any]
        #expect(summary?["kendall"] as? Double == 1)
        #expect(summary?["comparisons"] as? Int == 17)
        let all = try PoolingCommandTests.lines(folder.appending(path: "r.jsonl"))
        for (line, strengths) in zip(all, Self.strengths) {
          let responses = line["responses"]?.arrayValue ?? []
          let points = responses.compactMap { $0["points"]?.doubleValue }
          #expect(points == strengths.map { one in Double(strengths.count { $0 < one }) })
          let powers = responses.compactMap { $0["strength"]?.doubleValue }
          #expect(
            powers.indices.sorted { powers[$0] < powers[$1] }
              == strengths.indices.sorted { strengths[$0] < strengths[$1] })
          #expect(abs(powers.reduce(0, +)) < 1e-6)
          #expect(responses.compactMap { $0["score"]?.doubleValue }.max() == 10)
        }
        let swiss = try await CommandLineProgram.run(
          arguments + ["--by", "swiss", "--rounds", "2"])
        #expect(swiss.status == 0, "\(swiss.errors)")
        #expect(server.requests.count == 34)
      }
    }
  }

  @Test func scoresRankAndEqualOnesTie() async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.candidates([[3, 9, 5], [4, 4, 2]], in: folder)
      try await FaultServer.serving(Self.reply) { server in
        let ranked = try await CommandLineProgram.run(
          Self.arguments(data, server, folder) + [
            "--by", "scores", "--scale", "0-10", "--style", "reward-bench-rating",
          ])
        // The style wants a line and not JSON: nothing is read, and nothing is ranked.
        #expect(ranked.status == 0, "\(ranked.errors)")
        let summary = try ranked.result()["summary"] as? [String: Any]
        #expect(summary?["unscored"] as? Int == 6)
      }
      let rate: @Sendable (ServedRequest) -> ServedReply = { request in
        let found = request.prompt.firstMatch(of: /Quality (\d+)\./).map { String($0.1) } ?? ""
        return .chat("Fine.\nRating: \(found)")
      }
      try await FaultServer.serving(rate) { server in
        let ranked = try await CommandLineProgram.run(
          Self.arguments(data, server, folder) + [
            "--by", "scores", "--scale", "0-10", "--style", "reward-bench-rating", "--out",
            folder.appending(path: "p.jsonl").path(),
          ])
        #expect(ranked.status == 0, "\(ranked.errors)")
        let lines = try PoolingCommandTests.lines(folder.appending(path: "r.jsonl"))
        #expect(lines[0]["order"] == [1, 2, 0])
        #expect(Set(lines[1]["ties"]?[0]?.arrayValue?.compactMap(\.integerValue) ?? []) == [0, 1])
        let places = lines[1]["responses"]?.arrayValue?.map { $0["place"]?.integerValue }
        #expect(places == [1, 1, 3])
        #expect(lines[1]["best_is_right"] == .bool(false))
      }
    }
  }

  static let options: [([String], Int32)] = [
    (["--by", "lots"], 64), (["--rounds", "2"], 64), (["--by", "swiss", "--rounds", "0"], 64),
    (["--by", "scores", "--ties"], 64), (["--by", "swiss", "--scale", "1-5"], 64),
    (["--by", "scores", "--scale", "5-1"], 64), (["--data", "lone.jsonl"], 65),
    (["--by", "knock-out", "--estimate"], 0),
  ]

  @Test(arguments: options)
  func optionsAreChecked(options: [String], status: Int32) async throws {
    try await withTemporaryFolder { folder in
      let data = try Self.candidates([[1, 2, 3]], in: folder)
      let lone = #"{"id":"x","format":"binary","input":"q","responses":["r"],"source":"t"}"#
      try Data(lone.utf8).write(to: folder.appending(path: "lone.jsonl"))
      let run = try await CommandLineProgram.run(
        ["rank", "--data", data, "--model", "assay-mini"] + options, in: folder)
      #expect(run.status == status, "\(run.errors)")
      #expect(status == 0 ? run.output.contains("at most 2 comparisons") : run.output.isEmpty)
      #expect(
        !FileManager.default.fileExists(atPath: folder.appending(path: "rankings.jsonl").path()))
    }
  }
}
