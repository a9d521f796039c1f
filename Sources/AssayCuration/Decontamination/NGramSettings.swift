// SPDX-License-Identifier: Apache-2.0

/// Which runs of words count as a leak of a benchmark.
public struct NGramSettings: Sendable, Hashable, Codable {
  /// How many words in a row, shared with a benchmark's text, are a leak. 13 is the length that
  /// GPT-3's authors took (Brown et al. 2020, appendix C).
  public var words: Int
  /// A benchmark's text of fewer words is a leak where all of it occurs, if it has at least this
  /// many; shorter texts are protected by their group alone.
  public var shortest: Int
  /// A run of words that occurs in more than so many groups of the benchmarks is a phrase of
  /// theirs, such as the head of a prompt, and no leak.
  public var commonLimit: Int

  public init(words: Int = 13, shortest: Int = 6, commonLimit: Int = 10) {
    self.words = min(64, max(1, words))
    self.shortest = min(self.words, max(1, shortest))
    self.commonLimit = max(1, commonLimit)
  }

  private enum CodingKeys: String, CodingKey {
    case words, shortest, commonLimit = "common_limit"
  }
}
