// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Finds, text by text, whether a text is nearly one that came before.
///
/// Signatures are cut into bands (Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*,
/// §3.4); texts that agree in a band are compared. Of a text with at most `exactLimit` shingles
/// the shingles themselves are kept, so that two such texts are compared exactly, up to collisions
/// of 32-bit hashes. Longer ones are compared by their signatures (16 bits a place), or exactly
/// where the caller still has both texts.
///
/// Memory does not depend on the length of the texts: with the standard settings at most 260
/// bytes of content a text that stays, 8 of bookkeeping, and 14 for each of 21 bands.
public struct NearDuplicateIndex: Sendable {
  /// What is remembered of a text. Making one needs no index, so that threads can share the work.
  public struct Sketch: Sendable {
    /// One tag a band; empty where the text has no words.
    var tags: [UInt32]
    /// The shingles, or the signature at two places a number.
    var content: [UInt32]
    var shingleCount: Int
  }

  /// An earlier text that is nearly the same.
  public struct Twin: Sendable, Hashable {
    /// The number that the earlier text got when it was inserted.
    public var index: Int
    /// The Jaccard similarity of the shingle sets.
    public var similarity: Double
    /// Whether the similarity was computed and not estimated.
    public var isExact: Bool
  }

  /// Makes the sketches of texts.
  public struct Sketcher: Sendable {
    public let minHash: MinHash
    let banding: MinHashSettings.Banding

    public init(_ settings: MinHashSettings) throws {
      minHash = try MinHash(settings)
      banding = settings.banding
    }

    /// The sketches of many texts, in their order, made on several threads.
    public func sketches(of texts: [String], threads: Int) async -> [Sketch] {
      await concurrentMap(texts, threads: threads) { sketch($0) }
    }

    /// The sketch of one text.
    public func sketch(_ text: String) -> Sketch {
      let shingles = minHash.shingles(of: text)
      guard !shingles.isEmpty else { return Sketch(tags: [], content: [], shingleCount: 0) }
      let signature = minHash.signature(of: shingles)
      let tags = (0..<banding.bands).map { band in
        var hash = UInt64(band)
        for place in band * banding.rows..<(band + 1) * banding.rows {
          hash = (hash ^ UInt64(signature[place])) &* 0x9E37_79B9_7F4A_7C15
        }
        return UInt32(truncatingIfNeeded: TextWords.mixed(hash) >> 32)
      }
      let content =
        shingles.count <= NearDuplicateIndex.exactLimit
        ? shingles : NearDuplicateIndex.packed(signature)
      return Sketch(tags: tags, content: content, shingleCount: shingles.count)
    }
  }

  /// Up to this many shingles a text is kept and compared exactly.
  public static let exactLimit = 64
  /// Of the texts that agree in one band, the earliest this many are compared, so that a set of
  /// near-alike templates costs no more than linear time.
  public static let bandLimit = 64

  public let sketcher: Sketcher
  private let threshold: Double
  private var tables: [TagTable]
  private var contents = NumberArena()
  private var shingleCounts: [UInt32] = []

  public init(_ settings: MinHashSettings) throws {
    sketcher = try Sketcher(settings)
    threshold = settings.threshold
    tables = Array(repeating: TagTable(), count: sketcher.banding.bands)
  }

  /// How many texts were inserted.
  public var count: Int { contents.count }

  /// The earliest inserted text that is at least as similar as the threshold.
  ///
  /// - Parameters:
  ///   - text: The text of the sketch, for an exact comparison of long texts.
  ///   - earlier: The text that was inserted with a number, where it is still at hand.
  ///   - admits: Whether an earlier text may be a twin at all.
  public func twin(
    of sketch: Sketch, text: String = "", earlier: (Int) -> String? = { _ in nil },
    admits: (Int) -> Bool = { _ in true }
  ) -> Twin? {
    var candidates: [UInt32] = []
    for (tag, table) in zip(sketch.tags, tables) {
      var compared = 0
      table.forEach(tag) { item in
        candidates.append(item)
        compared += 1
        return compared < Self.bandLimit
      }
    }
    guard !candidates.isEmpty else { return nil }
    candidates.sort()
    var last: UInt32?
    for candidate in candidates where candidate != last {
      last = candidate
      guard admits(Int(candidate)) else { continue }
      let twin = compare(sketch, text, Int(candidate), earlier)
      if twin.similarity >= threshold { return twin }
    }
    return nil
  }

  /// Remembers a text under the next number.
  ///
  /// - Throws: `limitExceeded` after 4 thousand million texts.
  public mutating func insert(_ sketch: Sketch) throws {
    guard let item = UInt32(exactly: count), item < .max else {
      throw AssayError(
        .limitExceeded, "More texts than can be numbered stay in one set.",
        advice: "Look for near-duplicates in parts.")
    }
    contents.append(sketch.content)
    shingleCounts.append(UInt32(clamping: sketch.shingleCount))
    for (band, tag) in sketch.tags.enumerated() {
      // A band that is full already says nothing new: its first texts stand for it.
      var held = 0
      tables[band].forEach(tag) { _ in
        held += 1
        return held < Self.bandLimit
      }
      if held < Self.bandLimit { tables[band].insert(tag, item) }
    }
  }

  private func compare(
    _ sketch: Sketch, _ text: String, _ index: Int, _ earlier: (Int) -> String?
  ) -> Twin {
    let content = contents[index]
    let isShort = Int(shingleCounts[index]) <= Self.exactLimit
    if isShort, sketch.shingleCount <= Self.exactLimit {
      return Twin(
        index: index, similarity: MinHash.jaccard(sketch.content, content), isExact: true)
    }
    if let other = earlier(index) {
      let minHash = sketcher.minHash
      let similarity = MinHash.jaccard(minHash.shingles(of: text), minHash.shingles(of: other))
      return Twin(index: index, similarity: similarity, isExact: true)
    }
    // The similarity is at most the ratio of the sizes, which spares most signatures of short texts.
    let sizes = (Double(sketch.shingleCount), Double(shingleCounts[index]))
    let bound = min(sizes.0, sizes.1) / max(sizes.0, sizes.1)
    guard bound >= threshold else { return Twin(index: index, similarity: bound, isExact: false) }
    let one = signature(sketch.content[...], isShort: sketch.shingleCount <= Self.exactLimit)
    let similarity = Self.agreement(one, signature(content, isShort: isShort))
    return Twin(index: index, similarity: min(bound, similarity), isExact: false)
  }

  private func signature(_ content: ArraySlice<UInt32>, isShort: Bool) -> [UInt32] {
    isShort ? Self.packed(sketcher.minHash.signature(of: content)) : Array(content)
  }

  /// The lower 16 bits of every place, two places a number. Places that differ agree in them once
  /// in 65,536, which is far below the error of the estimate.
  private static func packed(_ signature: [UInt32]) -> [UInt32] {
    stride(from: 0, to: signature.count - 1, by: 2).map {
      signature[$0] & 0xFFFF | signature[$0 + 1] << 16
    }
  }

  private static func agreement(_ one: [UInt32], _ other: [UInt32]) -> Double {
    var equal = 0
    for (left, right) in zip(one, other) {
      let difference = left ^ right
      if difference & 0xFFFF == 0 { equal += 1 }
      if difference >> 16 == 0 { equal += 1 }
    }
    return Double(equal) / Double(max(1, 2 * min(one.count, other.count)))
  }
}
