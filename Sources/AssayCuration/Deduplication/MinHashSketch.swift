// SPDX-License-Identifier: Apache-2.0

/// What the search for near-duplicates knows of a text.
public struct MinHashSketch: Sendable {
  /// One tag a band of the signature; empty where the text has no words. Texts that share a tag in
  /// a band are compared.
  let tags: [UInt32]
  /// The set of shingles, ascending.
  let shingles: [UInt32]
}

/// Makes the sketches of texts: shingles, and a signature cut into bands (Leskovec, Rajaraman and
/// Ullman, *Mining of Massive Datasets*, §3.4).
public struct MinHashSketcher: Sendable {
  public let minHash: MinHash
  public let banding: MinHashSettings.Banding

  /// - Throws: `invalidArgument` for settings out of range.
  public init(_ settings: MinHashSettings) throws {
    minHash = try MinHash(settings)
    banding = settings.banding
  }

  /// The sketches of many texts, in their order, made on several threads.
  public func sketches(of texts: [String], threads: Int) async -> [MinHashSketch] {
    await concurrentMap(texts, threads: threads) { sketch($0) }
  }

  /// The sketch of one text.
  public func sketch(_ text: String) -> MinHashSketch {
    let shingles = minHash.shingles(of: text)
    guard !shingles.isEmpty else { return MinHashSketch(tags: [], shingles: []) }
    let signature = minHash.signature(of: shingles)
    let tags = (0..<banding.bands).map { band in
      var hash = UInt64(band)
      for place in band * banding.rows..<(band + 1) * banding.rows {
        hash = (hash ^ UInt64(signature[place])) &* 0x9E37_79B9_7F4A_7C15
      }
      return UInt32(truncatingIfNeeded: TextWords.mixed(hash) >> 32)
    }
    return MinHashSketch(tags: tags, shingles: shingles)
  }
}
