// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import Foundation
import Testing

@Suite struct EmbedderTests {
  /// A vector that tells the text's length and number.
  private static func vector(_ text: String) -> [Float] { [Float(text.utf8.count), 0.5, -1] }

  private static let handler: FaultServer.Handler = { request in
    guard request.path == "/v1/embeddings" else { return nil }
    let texts = (request.json["input"]?.arrayValue ?? []).compactMap(\.stringValue)
    let packed = request.json["encoding_format"] == "base64"
    var entries = texts.enumerated().map { index, text -> JSONValue in
      let vector = vector(text)
      let value: JSONValue =
        packed
        ? .string(
          vector.withUnsafeBytes { Data($0) }.base64EncodedString())
        : .array(vector.map { .number(Double($0)) })
      return ["index": .integer(index), "embedding": value, "object": "embedding"]
    }
    // The protocol promises no order.
    entries.reverse()
    if request.repetition == 0, texts.contains("t3") { return .error("x", status: 500) }
    return .json(["data": .array(entries), "model": "judge"])
  }

  @Test(arguments: [false, true])
  func vectorsComeInTheOrderOfTheTexts(_ packed: Bool) async throws {
    try await FaultServer.serving(Self.handler) { server in
      let embedder = try await Endpoint.embedder(
        server.configuration, options: .init(batch: 3, packed: packed))
      let texts = (0..<10).map { "t" + String(repeating: "x", count: $0) } + ["t3"]
      let vectors = try await embedder.embed(texts)
      #expect(vectors == texts.map(Self.vector))
      #expect(server.requests.count == 5)
      let none = try await embedder.embed([])
      #expect(none.isEmpty)
    }
  }

  @Test(arguments: [
    JSONValue.array([["index": 0, "embedding": [1, 2]]]),
    [["index": 0, "embedding": [1]], ["index": 5, "embedding": [1]]],
    [["index": 0, "embedding": ["x"]], ["index": 1, "embedding": [1]]],
    [["index": 0, "embedding": []], ["index": 1, "embedding": []]],
    [["index": 0, "embedding": [1]], ["index": 1, "embedding": [1, 2]]],
    [["index": 0, "embedding": "AAA"], ["index": 1, "embedding": "AAA"]],
  ])
  func brokenVectorsAreRefused(_ data: JSONValue) async throws {
    try await FaultServer.serving({
      $0.path == "/v1/models" ? nil : .json(["data": data])
    }) { server in
      let embedder = try await Endpoint.embedder(server.configuration)
      let error = await #expect(throws: AssayError.self) { try await embedder.embed(["a", "b"]) }
      #expect(error?.code == .malformedReply)
    }
  }
}
