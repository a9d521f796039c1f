// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
import Testing

@Suite struct MinHashTests {
  struct Fixture: Decodable {
    var shingleWords: Int
    var permutations: Int
    var pairs: [Pair]

    private enum CodingKeys: String, CodingKey {
      case shingleWords = "shingle_words", permutations, pairs
    }

    struct Pair: Decodable {
      var one: String
      var other: String
      var jaccard: Double
      var estimates: [Double]
    }

    static func load() throws -> Fixture {
      let file = SharedData.fixtures.appending(path: "AssayCuration/minhash.json")
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    }
  }

  @Test func exactSimilarityIsThatOfTheShinglesOfPython() throws {
    let fixture = try Fixture.load()
    let minHash = try MinHash(MinHashSettings(shingleWords: fixture.shingleWords))
    for pair in fixture.pairs {
      let jaccard = MinHash.jaccard(
        minHash.shingles(of: pair.one), minHash.shingles(of: pair.other))
      #expect(abs(jaccard - pair.jaccard) < 1e-12)
    }
  }

  /// The errors of the estimates are as small as theory and datasketch's are, and lean to no side.
  @Test func estimatesAreAsGoodAsDatasketchs() throws {
    let fixture = try Fixture.load()
    var (ours, theirs, expected, lean, count) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for seed in 1...4 {
      let minHash = try MinHash(
        MinHashSettings(
          shingleWords: fixture.shingleWords, permutations: fixture.permutations,
          seed: UInt64(seed)))
      for pair in fixture.pairs {
        let estimate = MinHash.similarity(
          minHash.signature(of: minHash.shingles(of: pair.one)),
          minHash.signature(of: minHash.shingles(of: pair.other)))
        ours += (estimate - pair.jaccard) * (estimate - pair.jaccard)
        theirs += pow(pair.estimates[seed - 1] - pair.jaccard, 2)
        expected += pair.jaccard * (1 - pair.jaccard) / Double(fixture.permutations)
        lean += estimate - pair.jaccard
        count += 1
      }
    }
    // 640 estimates: the mean square is known to about 8 %, the mean to 0.0015.
    #expect(ours < 1.3 * theirs && theirs < 1.3 * ours)
    #expect(ours < 1.3 * expected && expected < 1.3 * ours)
    #expect(abs(lean / count) < 0.006)
  }

  @Test func signaturesFollowFromTheSeed() throws {
    let one = try MinHash(MinHashSettings(seed: 1))
    let shingles = one.shingles(of: "the quick brown fox jumps over the lazy dog")
    #expect(one.signature(of: shingles) == one.signature(of: shingles))
    #expect(
      one.signature(of: shingles)
        != (try MinHash(MinHashSettings(seed: 2))).signature(of: shingles))
    #expect(one.signature(of: shingles).count == 128)
  }

  @Test(arguments: [
    ("Hello, World!", "hello world", 1.0), ("2 + 3 is what", "2 - 3 is what", 0.2),
    ("Straße ＡＢＣ x", "straße abc x", 1.0), ("今日は良い天気", "今日は良い天気です", 5.0 / 7),
    ("a b", "a b", 1.0), ("a b", "a b c", 0.0), ("", "", 0.0),
  ])
  func wordsAreWhatReadersCallWords(one: String, other: String, similarity: Double) throws {
    let minHash = try MinHash(MinHashSettings())
    let jaccard = MinHash.jaccard(minHash.shingles(of: one), minHash.shingles(of: other))
    #expect(abs(jaccard - similarity) < 1e-12, "\(one) and \(other)")
  }

  @Test(arguments: [0.5, 0.7, 0.8, 0.9, 0.95])
  func bandsKeepTheirPromise(threshold: Double) {
    let banding = MinHashSettings(threshold: threshold).banding
    #expect(banding.chance(at: threshold) >= 0.99)
    #expect(banding.bands * banding.rows <= 128)
  }

  @Test(arguments: [
    MinHashSettings(threshold: 0), MinHashSettings(threshold: .nan),
    MinHashSettings(shingleWords: 0), MinHashSettings(permutations: 4), MinHashSettings(recall: 1),
  ])
  func settingsOutOfRangeAreRefused(settings: MinHashSettings) {
    #expect(throws: AssayError.self) { try MinHash(settings) }
  }
}
