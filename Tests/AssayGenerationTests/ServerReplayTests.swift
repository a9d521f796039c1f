// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import AssayTestSupport
import Foundation
import Testing

/// What a real server answered to `Scripts/fixtures/servers.py record`, byte for byte.
struct RecordedServer: Sendable, CustomTestStringConvertible {
  var server: String
  var version: String
  var model: String
  var dialect: Dialect
  var replies: [String: ServedReply]
  var testDescription: String { "\(server) \(version)" }

  init(_ file: String) throws {
    let url = SharedData.fixtures.appending(path: "AssayGeneration/servers/\(file)")
    let json = try JSONParser.parse([UInt8](Data(contentsOf: url)))
    server = try #require(json["server"]?.stringValue)
    version = try #require(json["version"]?.stringValue)
    model = try #require(json["model"]?.stringValue)
    dialect = try #require(Dialect.named(json["dialect"]?.stringValue ?? ""))
    replies = [:]
    for exchange in json["exchanges"]?.arrayValue ?? [] {
      let headers = (exchange["headers"]?.arrayValue ?? []).compactMap { pair in
        pair[0]?.stringValue.flatMap { name in pair[1]?.stringValue.map { (name, $0) } }
      }
      let name = try #require(exchange["name"]?.stringValue)
      replies[name] = .reply(
        status: try #require(exchange["status"]?.integerValue),
        // The body goes out whole here, with its length.
        headers: headers.filter { $0.0.lowercased() != "transfer-encoding" },
        body: Array(try #require(exchange["body"]?.stringValue).utf8))
    }
  }

  static var all: [RecordedServer] {
    get throws { try ServerReplayTests.files.keys.sorted().map { try RecordedServer($0) } }
  }
}

/// Replies of real servers go through the whole client.
@Suite struct ServerReplayTests {
  typealias Code = AssayError.Code

  /// The files, with what each server refuses and how; everything else it answers.
  static let files: [String: [String: Code]] = [
    "llama-cpp-python.json": [
      "embeddings": .serverFailed, "overlong": .overlongPrompt, "no such path": .wrongAddress,
      "wrong key": .unauthorized,
    ],
    "vllm.json": [
      "embeddings": .wrongAddress, "overlong": .overlongPrompt, "unknown model": .unknownModel,
      "wrong value": .requestRefused, "no such path": .wrongAddress, "wrong key": .unauthorized,
    ],
  ]

  private func completion(
    _ name: String, _ recorded: RecordedServer, isText: Bool = false
  ) async throws -> Completion {
    let reply = try #require(recorded.replies[name])
    let models = recorded.replies["models"]
    return try await FaultServer.serving({ $0.path == "/v1/models" ? models : reply }) { server in
      var configuration = try server.configuration
      configuration.key = try Secret("sk-not-the-key", from: "OPENAI_API_KEY")
      configuration.retries.attempts = 1
      if name == "unknown model" { configuration.model = "another" }
      if isText { configuration.api = .text { $0.first?.content ?? "" } }
      let model = try await Endpoint.model(configuration)
      #expect(model.dialect == recorded.dialect)
      var request = CompletionRequest.question("2 + 2 =")
      if name.contains("logprobs") || isText { request.logProbabilities = 5 }
      return try await model.complete(request)
    }
  }

  @Test(arguments: try RecordedServer.all)
  func answersAreReadWhole(_ recorded: RecordedServer) async throws {
    let first = try await completion("chat", recorded)
    #expect(first.finishReason == .length)
    #expect(first.usage?.completionTokens == 6)
    #expect((first.usage?.promptTokens ?? 0) > 10)
    // The same seed gives the same text.
    #expect(try await completion("chat again", recorded) == first)

    let text = try await completion("text", recorded, isText: true)
    #expect(text.finishReason == .length)
    #expect(!text.text.isEmpty)
    #expect((text.tokens?.count ?? 0) > 3)
    #expect(text.tokens?.allSatisfy { $0.logProbability <= 0 } == true)
  }

  /// The model's weights are random: only a server that holds it to the form makes a verdict of it.
  @Test(arguments: try RecordedServer.all)
  func answersHaveTheirForm(_ recorded: RecordedServer) async throws {
    let example = Example(
      id: "b", format: .binary, input: "2 + 2", responses: ["4"], source: "test", group: "g")
    for (name, style) in [("schema", R3Style() as any PromptStyle), ("pattern", FareStyle())] {
      let answer = try await completion(name, recorded)
      let schema = try #require(style.outputSchema(for: example, form: .critique))
      #expect(schema.admits(answer.text), "\(name): \(answer.text)")
      #expect(answer.finishReason == .stop)
      let verdict = style.verdict(from: answer, for: example, form: .critique)
      #expect(verdict.judgment != nil, "\(name): \(answer.text)")
      #expect(verdict.critique?.isEmpty == false)
    }
    for name in ["choice", "choice logprobs"] {
      let answer = try await completion(name, recorded)
      #expect(["[[A]]", "[[B]]"].contains(answer.text))
      guard name == "choice logprobs" else { continue }
      let tokens = try #require(answer.tokens)
      let letter = try #require(tokens.first { $0.token.contains("A") || $0.token.contains("B") })
      #expect(!letter.alternatives.isEmpty)
      #expect(tokens.map(\.token).joined().hasPrefix(answer.text))
    }
  }

  @Test(arguments: try RecordedServer.all)
  func refusalsAreNamed(_ recorded: RecordedServer) async throws {
    let file = try #require(
      Self.files.keys.first { try RecordedServer($0).server == recorded.server })
    let refused = Self.files[file] ?? [:]
    let names = [
      "overlong", "unknown model", "unknown field", "wrong value", "no such path", "wrong key",
    ]
    for name in names where recorded.replies[name] != nil {
      guard let code = refused[name] else {
        _ = try await completion(name, recorded)
        continue
      }
      let error = await #expect(throws: AssayError.self, "\(name)") {
        try await completion(name, recorded)
      }
      #expect(error?.code == code, "\(name): \(String(describing: error))")
      #expect(error?.description.contains("sk-not") == false)
      #expect(error?.advice?.isEmpty == false)
    }
  }

  @Test(arguments: try RecordedServer.all)
  func vectorsAreRead(_ recorded: RecordedServer) async throws {
    guard let reply = recorded.replies["embeddings"] else { return }
    let file = Self.files.keys.first { (try? RecordedServer($0).server) == recorded.server } ?? ""
    let models = recorded.replies["models"]
    try await FaultServer.serving({ $0.path == "/v1/models" ? models : reply }) { server in
      var configuration = try server.configuration
      configuration.retries.attempts = 1
      let embedder = try await Endpoint.embedder(configuration)
      if let code = Self.files[file]?["embeddings"] {
        let error = await #expect(throws: AssayError.self) {
          try await embedder.embed(["2 + 2", "4"])
        }
        #expect(error?.code == code)
      } else {
        let vectors = try await embedder.embed(["2 + 2", "4"])
        #expect(vectors.count == 2 && vectors[0] != vectors[1] && vectors[0].count == 64)
      }
    }
  }
}
