// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// How near-duplicates are looked for: what is compared, how exactly, and from where on.
public struct MinHashSettings: Sendable, Hashable, Codable {
  /// The Jaccard similarity of the shingle sets from which on two texts are the same; in (0, 1].
  public var threshold: Double
  /// How many words make a shingle; at least 1. A text with fewer words is one shingle.
  public var shingleWords: Int
  /// How many permutations a signature has. The standard error of an estimate is at most
  /// `0.5 / sqrt(permutations)`.
  public var permutations: Int
  /// The seed of the permutations.
  public var seed: UInt64
  /// The chance, at least, that two texts as similar as the threshold are compared at all.
  public var recall: Double

  public init(
    threshold: Double = 0.8, shingleWords: Int = 3, permutations: Int = 128, seed: UInt64 = 0,
    recall: Double = 0.99
  ) {
    self.threshold = threshold
    self.shingleWords = shingleWords
    self.permutations = permutations
    self.seed = seed
    self.recall = recall
  }
}

extension MinHashSettings {
  /// The bands that the signature is cut into: two texts are compared where one band agrees.
  ///
  /// The longest bands whose chance `1 - (1 - s^rows)^bands` at the threshold `s` is at least
  /// `recall`: longer bands mean fewer texts that are compared in vain. Bands of one row each
  /// where none reaches it.
  public var banding: Banding {
    let count = max(1, permutations)
    for rows in stride(from: count, through: 1, by: -1) {
      let banding = Banding(bands: count / rows, rows: rows)
      if banding.chance(at: threshold) >= recall { return banding }
    }
    return Banding(bands: count, rows: 1)
  }

  /// A cut of the signature into bands of equal length.
  public struct Banding: Sendable, Hashable {
    public var bands: Int
    public var rows: Int

    public init(bands: Int, rows: Int) {
      self.bands = bands
      self.rows = rows
    }

    /// The chance that two texts of the similarity agree in at least one band.
    public func chance(at similarity: Double) -> Double {
      1 - pow(1 - pow(similarity, Double(rows)), Double(bands))
    }
  }

  /// - Throws: `invalidArgument` where a value makes no sense.
  func check() throws {
    func refuse(_ name: String, _ advice: String) -> AssayError {
      AssayError(.invalidArgument, "The setting '\(name)' is out of range.", advice: advice)
    }
    guard threshold > 0, threshold <= 1 else {
      throw refuse("threshold", "Give a similarity above 0 and at most 1, such as 0.8.")
    }
    guard (1...64).contains(shingleWords) else {
      throw refuse("shingle_words", "Give from 1 to 64 words, such as 3.")
    }
    guard (8...1024).contains(permutations) else {
      throw refuse("permutations", "Give from 8 to 1024, such as 128.")
    }
    guard recall > 0, recall < 1 else {
      throw refuse("recall", "Give a chance above 0 and below 1, such as 0.99.")
    }
  }

  private enum CodingKeys: String, CodingKey {
    case threshold, shingleWords = "shingle_words", permutations, seed, recall
  }
}
