// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Turns a text into the signed, hashed counts of its n-grams (Weinberger et al. 2009).
///
/// Needs no model and no data set: equal texts have equal vectors on every machine, and texts that
/// share words lie close. It knows nothing of meaning; it stands in for an encoder in tests and
/// where there is none.
///
/// A text is lower-cased and cut into words, the runs of letters and digits. Counted are single
/// words, pairs of neighbours, and inside each word, with a mark at both ends, the runs of three to
/// five characters. Every n-gram adds the square root of its count to one component, or takes it
/// away, as two parts of its hash say; a text without a word has the n-gram of its characters.
public struct HashedNgramEmbedder: Embedder {
  /// The number of components of a vector.
  public let width: Int
  /// The seed of the hash.
  public let seed: UInt64
  /// How many neighbouring words make the longest n-gram of words.
  public let words: ClosedRange<Int>
  /// How many characters make the n-grams inside a word; `nil` for none.
  public let characters: ClosedRange<Int>?

  /// - Parameters:
  ///   - width: 384, as the small sentence encoders have; at least 1.
  ///   - seed: Another seed gives another, equally good assignment of n-grams to components.
  public init(
    width: Int = 384, seed: UInt64 = 0, words: ClosedRange<Int> = 1...2,
    characters: ClosedRange<Int>? = 3...5
  ) {
    precondition(width > 0 && words.lowerBound > 0, "a width and n-grams of at least 1")
    self.width = width
    self.seed = seed
    self.words = words
    self.characters = characters
  }

  public var identity: ModelIdentity {
    let characters = characters.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "none"
    let words = "\(words.lowerBound)-\(words.upperBound)"
    return ModelIdentity(
      name: "hashed-ngrams-\(width)",
      fingerprint: "v1,width=\(width),seed=\(seed),words=\(words),characters=\(characters)")
  }

  public func embed(_ texts: [String]) async throws -> [[Float]] {
    try texts.map { text in
      try Task.checkCancellation()
      return vector(of: text)
    }
  }

  /// The vector of one text, of length 1; zero for a text without a character.
  public func vector(of text: String) -> [Float] {
    var counts: [UInt64: Int] = [:]
    let pieces = Self.words(of: text)
    for length in words where length <= pieces.count {
      for start in 0...(pieces.count - length) {
        var hash = Self.start(seed, kind: 0)
        for piece in pieces[start..<start + length] {
          hash = Self.extend(hash, piece)
          hash = Self.extend(hash, [0xFF])
        }
        counts[hash, default: 0] += 1
      }
    }
    if let characters {
      for piece in pieces { count(piece, lengths: characters, into: &counts) }
    }
    if counts.isEmpty, !text.isEmpty {
      counts[Self.extend(Self.start(seed, kind: 2), Array(text.utf8)), default: 0] += 1
    }
    return folded(counts)
  }

  /// Counts the runs of scalars inside one word, marked at both ends.
  private func count(
    _ word: [UInt8], lengths: ClosedRange<Int>, into counts: inout [UInt64: Int]
  ) {
    let marked = [0x02] + word + [0x03]
    // Where characters begin: every byte that does not continue one, then the end.
    var starts = marked.indices.filter { marked[$0] & 0xC0 != 0x80 }
    starts.append(marked.count)
    for length in lengths where length < starts.count {
      for first in 0..<(starts.count - length) {
        let run = marked[starts[first]..<starts[first + length]]
        counts[Self.extend(Self.start(seed, kind: 1), run), default: 0] += 1
      }
    }
  }

  private func folded(_ counts: [UInt64: Int]) -> [Float] {
    var sums = [Double](repeating: 0, count: width)
    // Sorted, so that rounding does not depend on the order of the dictionary.
    for (hash, count) in counts.sorted(by: { $0.key < $1.key }) {
      let mixed = Self.mixed(hash)
      let component = Int(mixed.multipliedFullWidth(by: UInt64(width)).high)
      sums[component] += (mixed & 1 == 0 ? 1 : -1) * Double(count).squareRoot()
    }
    let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return sums.map { length > 0 ? Float($0 / length) : 0 }
  }

  private static func words(of text: String) -> [[UInt8]] {
    text.lowercased().unicodeScalars
      .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
      .map { Array(String($0).utf8) }
  }

  private static func start(_ seed: UInt64, kind: UInt64) -> UInt64 {
    mixed(0xcbf2_9ce4_8422_2325 ^ mixed(seed &* 4 &+ kind))
  }

  private static func extend(_ hash: UInt64, _ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(hash) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  /// The finaliser of MurmurHash3: FNV's low bits alone are too regular.
  private static func mixed(_ hash: UInt64) -> UInt64 {
    var value = hash
    value = (value ^ (value >> 33)) &* 0xff51_afd7_ed55_8ccd
    value = (value ^ (value >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return value ^ (value >> 33)
  }
}
