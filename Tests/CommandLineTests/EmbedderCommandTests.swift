// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

/// Recipes that embed: by the encoder that is installed, by a folder, by an endpoint, by none.
@Suite struct EmbedderCommandTests {
  private static let tiny = SharedData.fixtures.appending(path: "AssayModels/sentences/mean")

  /// Runs a recipe that selects 24 of 48 questions, and hands over the ids that it kept.
  private func select(
    _ select: String, _ embedders: String = "", in folder: URL, _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> (program: CommandLineProgram, kept: [String]) {
    let topics = ["the capital of", "the sum of seven and", "the colour of a", "who wrote about"]
    let lines = topics.enumerated().flatMap { topic, words in
      (0..<12).map { number in
        #"{"schema":"assay.example/1","group":"\#(topic)-\#(number)","#
          + #""id":"\#(topic)-\#(number)","format":{"kind":"binary"},"#
          + #""instruction":"Is it so?","input":"\#(words) \#(number * 7 + topic)?","#
          + #""responses":["yes"],"gold":{"boolean":true},"source":"quiz"}"#
      }
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: folder.appending(path: "quiz.jsonl"))
    let recipe = """
      name: quiz
      seed: 3
      folder: out
      \(embedders)
      stages:
        - {name: all, do: read, path: quiz.jsonl, prefix: ""}
        - {name: few, do: select, count: 24, minimum: 2, \(select)}
      """
    try Data(recipe.utf8).write(to: folder.appending(path: "recipe.yaml"))
    let program = try await CommandLineProgram.run(
      ["curate", "recipe.yaml", "--quiet"] + arguments, in: folder, environment: environment)
    let file = folder.appending(path: "out/data/train.jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let kept = try text.split(separator: "\n").compactMap {
      try JSONParser.parse(String($0))["id"]?.stringValue
    }
    return (program, kept)
  }

  @Test func countsOfWordsNeedNoModel() async throws {
    try await withTemporaryFolder { folder in
      let run = try await select(
        "embedder: hashed", in: folder, environment: ["ASSAY_MINILM": "/nowhere"])
      #expect(run.program.status == 0, "\(run.program.errors)")
      #expect(run.kept.count == 24)
    }
  }

  @Test func anEncoderThatIsAbsentIsAnErrorAndNotAnotherOne() async throws {
    try await withTemporaryFolder { folder in
      let run = try await select(
        "category: none", in: folder, environment: ["ASSAY_MINILM": "/nowhere"])
      #expect(run.program.status != 0)
      #expect(run.program.errors.contains("all-MiniLM-L6-v2 is not here"))
      #expect(run.program.errors.contains("Scripts/setup"))
      #expect(run.kept.isEmpty)
    }
    let doctor = try await CommandLineProgram.run(
      ["doctor"], environment: ["ASSAY_MINILM": "/nowhere"])
    #expect(doctor.output.contains("– sentence encoder: The sentence encoder all-MiniLM-L6-v2"))
  }

  @Test(.enabled(if: SentenceModel.isInstalled, "\(SentenceModel.absence)"))
  func theInstalledEncoderIsTheDefault() async throws {
    try await withTemporaryFolder { folder in
      let first = try await select("category: none", in: folder)
      #expect(first.program.status == 0, "\(first.program.errors)")
      #expect(first.kept.count == 24)
      try FileManager.default.removeItem(at: folder.appending(path: "out"))
      let again = try await select("category: none, embedder: minilm", in: folder)
      #expect(again.kept == first.kept)
    }
    let doctor = try await CommandLineProgram.run(["doctor"])
    #expect(doctor.output.contains("✓ sentence encoder: "))
  }

  @Test(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
  func aFolderIsAnEncoder() async throws {
    try await withTemporaryFolder { folder in
      let embedders = "embedders: {tiny: {model: \"\(Self.tiny.path())\", prefix: \"the \"}}"
      let run = try await select("embedder: tiny", embedders, in: folder)
      #expect(run.program.status == 0, "\(run.program.errors)")
      #expect(run.kept.count == 24)
    }
  }

  /// Vectors of the last eight bytes, and what they are counted as.
  private static func embedding(_ input: JSONValue?) -> JSONValue {
    let texts = (input?.arrayValue ?? []).compactMap(\.stringValue)
    return [
      "data": .array(
        texts.enumerated().map { index, text in
          let bytes = Array(text.utf8)
          return [
            "index": .integer(index),
            "embedding": .array((1...8).map { place in .integer(Int(bytes[bytes.count - place])) }),
          ]
        }),
      "usage": ["prompt_tokens": .integer(1000 * texts.count)],
    ]
  }

  @Test func embeddersOfEndpointsArePlannedAndLimited() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/embeddings" ? .json(Self.embedding(request.json["input"])) : nil
    }) { server in
      try await withTemporaryFolder { folder in
        let embedders = """
          embedders:
            far: {endpoint: "\(server.address)", model: judge, batch: 16, concurrency: 1}
          """
        try Data("{currency: USD, models: [{model: judge, input: 10, output: 20}]}".utf8)
          .write(to: folder.appending(path: "prices.yaml"))
        let prices = ["--prices", "prices.yaml"]
        let planned = try await select(
          "embedder: far", embedders, in: folder, ["--plan", "--json"] + prices)
        let plan = try JSONParser.parse(planned.program.output)["result"]
        #expect(plan?["requests"] == 3, "\(planned.program.errors)")
        #expect((plan?["cost"]?.doubleValue ?? 0) > 0)
        #expect(plan?["stages"]?[1]?["demands"]?[0]?["model"] == "far")
        #expect(server.requests.isEmpty)
        // Sixteen thousand tokens cost 0.16.
        let cut = try await select(
          "embedder: far", embedders, in: folder, ["--max-cost", "0.2"] + prices)
        #expect(cut.program.status != 0)
        #expect(cut.program.errors.contains("reached the limit of 0.2"), "\(cut.program.errors)")
        #expect(server.requests.count == 2)
        let rest = try await select(
          "embedder: far", embedders, in: folder, ["--max-requests", "1"] + prices)
        #expect(rest.program.status == 0, "\(rest.program.errors)")
        #expect(rest.kept.count == 24)
        #expect(server.requests.count == 3)
      }
    }
  }

  @Test func anEndpointEmbeds() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/embeddings" ? .json(Self.embedding(request.json["input"])) : nil
    }) { server in
      try await withTemporaryFolder { folder in
        let embedders = """
          embedders:
            far:
              {endpoint: "\(server.address)", model: judge, prefix: "query: ", batch: 16,
               key: FAR_API_KEY}
          """
        let run = try await select(
          "embedder: far", embedders, in: folder, environment: ["FAR_API_KEY": "sk-far-123456"])
        #expect(run.program.status == 0, "\(run.program.errors)")
        #expect(run.kept.count == 24)
        #expect(server.requests.count == 3)
        for request in server.requests {
          #expect(request.json["input"]?.arrayValue?.count == 16)
          #expect(request.json["input"]?[0]?.stringValue?.hasPrefix("query: Is it so?") == true)
          #expect(request.headers["authorization"] == "Bearer sk-far-123456")
        }
      }
    }
  }

  @Test(arguments: [
    ("embedder: unknown", "", "no embedder 'unknown'", "recipe.yaml:7:stages[1]"),
    ("embedder: x", "embedders: {x: {prefix: a}}", "neither a model nor", "embedders.x"),
    ("embedder: x", "embedders: {x: {model: a, batch: 3}}", "endpoints alone", "embedders.x.batch"),
    ("embedder: x", "embedders: {x: {model: a, prefix: 3}}", "a text", "embedders.x.prefix"),
    (
      "embedder: x", "embedders: {x: {model: a, recording: b}}", "no recording", "embedders.x"
    ),
    ("embedder: x", "embedders: {x: {model: a, speed: 1}}", "speed", "embedders.x"),
    ("embedder: x", "embedders: {hashed: {model: a}}", "always there", "embedders.hashed"),
  ])
  func wrongDescriptionsAreRefused(
    select: String, embedders: String, message: String, place: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let run = try await self.select(select, embedders, in: folder)
      #expect(run.program.status != 0)
      #expect(run.program.errors.contains(message), "\(run.program.errors)")
      #expect(run.program.errors.contains(place), "\(run.program.errors)")
    }
  }
}
