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

  /// These numbers are part of what recipes promise: they must not change between versions.
  @Test func vectorsStayAsTheyAre() {
    let vector = HashedNgramEmbedder(width: 8).vector(of: "Größe of 12 α-tests")
    #expect(vector == HashedNgramEmbedder(width: 8, seed: 0).vector(of: "größe OF 12 α tests"))
    let golden: [Float] = [
      0.08703883, -0.6092718, 0.52223295, -0.26111647, -0.17407766, 0.34815532, 0.34815532,
      -0.08703883,
    ]
    #expect(vector == golden)
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
