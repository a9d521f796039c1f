// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import Testing

@Suite struct HashedNgramEmbedderTests {
  private func cosine(_ x: [Float], _ y: [Float]) -> Float {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func puttingWordsTogetherBringsTextsTogether() async throws {
    let vectors = try await HashedNgramEmbedder().embed([
      "What is the capital of France?", "what is the capital of france", "The capital of Spain is?",
      "Sort these numbers in ascending order.",
    ])
    #expect(vectors.allSatisfy { $0.count == 384 })
    for vector in vectors { #expect(abs(cosine(vector, vector) - 1) < 1e-5) }
    #expect(vectors[0] == vectors[1])
    #expect(cosine(vectors[0], vectors[2]) > 0.4)
    #expect(cosine(vectors[0], vectors[3]) < 0.2)
  }

  struct Case: Decodable {
    var text: String
    var width: Int
    var seed: String
    var vector: [Double]
  }

  /// The vectors are part of what recipes promise: they must not change between versions.
  @Test func vectorsAreThoseOfTheSecondImplementation() throws {
    let cases = try SelectionFixture.cases("ngrams", of: Case.self)
    #expect(cases.count == 14)
    for item in cases {
      let seed = try #require(UInt64(item.seed))
      let vector = HashedNgramEmbedder(width: item.width, seed: seed).vector(of: item.text)
      #expect(vector.count == item.vector.count)
      for (mine, theirs) in zip(vector, item.vector) { #expect(abs(Double(mine) - theirs) < 1e-7) }
    }
  }

  @Test func seedAndSettingsAreItsIdentity() {
    let text = "one two three"
    let base = HashedNgramEmbedder(width: 32)
    for other in [
      HashedNgramEmbedder(width: 32, seed: 1), HashedNgramEmbedder(width: 32, words: 1...1),
      HashedNgramEmbedder(width: 32, characters: nil),
    ] {
      #expect(other.vector(of: text) != base.vector(of: text))
      #expect(other.identity != base.identity)
    }
  }

  @Test func textsWithoutWordsStillHaveADirection() {
    let embedder = HashedNgramEmbedder()
    #expect(embedder.vector(of: "").allSatisfy { $0 == 0 })
    let marks = embedder.vector(of: "?!")
    #expect(marks.contains { $0 != 0 })
    #expect(marks != embedder.vector(of: "!?"))
  }
}
