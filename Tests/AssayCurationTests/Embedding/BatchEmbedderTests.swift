// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
import Testing

@Suite struct BatchEmbedderTests {
  /// Gives a text the vector of its words as numbers; fails on batches that hold the word `bad`.
  actor Toy: Embedder {
    nonisolated let identity = ModelIdentity(name: "toy", fingerprint: "1")
    private(set) var asked: [String] = []
    private(set) var calls = 0
    var isBroken = false

    func setBroken() { isBroken = true }

    func embed(_ texts: [String]) async throws -> [[Float]] {
      calls += 1
      if isBroken || texts.contains(where: { $0.contains("bad") }) {
        throw AssayError(.modelFailed, "no vector for that")
      }
      asked += texts
      return texts.map { $0.split(separator: " ").map { Float($0) ?? .nan } }
    }
  }

  @Test func asksForEveryTextOnceInBatches() async throws {
    let toy = Toy()
    let texts = (0..<25).map { "\($0 % 10) 1" }
    let embedder = BatchEmbedder(toy, batchSize: 4, concurrentBatches: 3)
    let vectors = try await embedder.embed(texts)
    #expect(vectors == texts.map { [Float($0.prefix(1)) ?? -1, 1] })
    #expect(await toy.asked.sorted() == (0..<10).map { "\($0) 1" })
    #expect(await toy.calls == 3)
    #expect(embedder.identity == toy.identity)
  }

  @Test func aFaultCostsTheOthersNothing() async throws {
    let texts = ["1 2", "bad", "3 4", "5", "x 1", "0 0", "7 8", "bad", "9 9"]
    let results = try await BatchEmbedder(Toy(), batchSize: 8).vectors(of: texts)
    #expect(try results[0].get() == [1, 2])
    #expect(try results[2].get() == [3, 4])
    #expect(try results[6].get() == [7, 8])
    #expect(try results[8].get() == [9, 9])
    let faults = results.map { result -> String? in
      if case .failure(let fault) = result { fault.reason } else { nil }
    }
    #expect(
      faults == [
        nil, "embedder-failed", nil, "vector-width", "vector-not-finite", "vector-zero", nil,
        "embedder-failed", nil,
      ])
    let error = try await #require(throws: AssayError.self) {
      try await BatchEmbedder(Toy(), batchSize: 8).embed(texts)
    }
    #expect(error.message.hasPrefix("Row 1: no vector"))
  }

  @Test func anEmbedderThatDoesNotWorkEndsThePass() async throws {
    let toy = Toy()
    await toy.setBroken()
    await #expect(throws: AssayError.self) {
      try await BatchEmbedder(toy, batchSize: 64).vectors(of: (0..<500).map { "\($0)" })
    }
    // Not every text was tried alone.
    #expect(await toy.calls < 200)
  }

  @Test func whatIsKeptIsNotAskedForAgain() async throws {
    try await withTemporaryFolder { folder in
      let cache = try EmbeddingCache(folder: folder, identity: Toy().identity)
      let toy = Toy()
      let embedder = BatchEmbedder(toy, cache: cache, batchSize: 2)
      _ = try await embedder.embed(["1 2", "3 4"])
      let more = try await embedder.vectors(of: ["5 6", "3 4", "1 2", "1", "5 6"])
      #expect(try more.prefix(3).map { try $0.get() } == [[5, 6], [3, 4], [1, 2]])
      #expect(more[3] == .failure(.width(found: 1, expected: 2)))
      #expect(await toy.asked == ["1 2", "3 4", "5 6", "1"])
      #expect(await cache.count == 3)
    }
  }
}
