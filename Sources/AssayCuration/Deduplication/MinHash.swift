// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Shingles of texts and their MinHash signatures (Broder 1997).
///
/// The chance that two sets have the same least element under a random order is their Jaccard
/// similarity, so that the share of equal places of two signatures estimates it.
public struct MinHash: Sendable {
  /// The number of words in a shingle.
  public let shingleWords: Int
  /// The length of a signature; a multiple of 8, so that it fills whole vectors.
  public let length: Int
  private let multipliers: [SIMD8<UInt64>]
  private let offsets: [SIMD8<UInt64>]

  /// Draws the permutations; equal settings give equal signatures in every version.
  ///
  /// - Throws: `invalidArgument` for settings out of range.
  public init(_ settings: MinHashSettings) throws {
    try settings.check()
    shingleWords = settings.shingleWords
    length = (settings.permutations + 7) / 8 * 8
    var generator = SeededGenerator(seed: settings.seed, stream: "minhash")
    var multipliers: [SIMD8<UInt64>] = []
    var offsets: [SIMD8<UInt64>] = []
    for _ in 0..<length / 8 {
      var multiplier = SIMD8<UInt64>()
      var offset = SIMD8<UInt64>()
      for lane in 0..<8 {
        multiplier[lane] = generator.next() | 1
        offset[lane] = generator.next()
      }
      multipliers.append(multiplier)
      offsets.append(offset)
    }
    self.multipliers = multipliers
    self.offsets = offsets
  }

  /// The set of a text's shingles as 32-bit hashes, in ascending order, each once.
  ///
  /// Two different shingles share a hash once in 4 thousand million.
  public func shingles(of text: String) -> [UInt32] {
    let words = TextWords.hashes(of: text)
    guard !words.isEmpty else { return [] }
    let width = min(shingleWords, words.count)
    var shingles: [UInt32] = []
    shingles.reserveCapacity(words.count - width + 1)
    words.withUnsafeBufferPointer { words in
      for start in 0...(words.count - width) {
        var hash: UInt64 = 0
        for word in words[start..<start + width] { hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15 }
        shingles.append(UInt32(truncatingIfNeeded: TextWords.mixed(hash) >> 32))
      }
    }
    shingles.sort()
    var last: UInt32?
    shingles.removeAll { shingle in
      defer { last = shingle }
      return shingle == last
    }
    return shingles
  }

  /// The signature of a set of shingles; every place is the greatest number for an empty set.
  ///
  /// The order of a permutation is that of the upper half of `a·x + b` modulo 2^64, which is
  /// strongly universal for 32-bit `x` (Dietzfelbinger 1996).
  public func signature(of shingles: some Collection<UInt32>) -> [UInt32] {
    var signature: [UInt32] = []
    signature.reserveCapacity(length)
    for (multiplier, offset) in zip(multipliers, offsets) {
      var least = SIMD8<UInt32>(repeating: .max)
      for shingle in shingles {
        let product = multiplier &* SIMD8<UInt64>(repeating: UInt64(shingle)) &+ offset
        let upper = SIMD8<UInt32>(truncatingIfNeeded: product &>> 32)
        least.replace(with: upper, where: upper .< least)
      }
      for lane in 0..<8 { signature.append(least[lane]) }
    }
    return signature
  }

  /// The share of places in which two signatures agree.
  public static func similarity(_ one: [UInt32], _ other: [UInt32]) -> Double {
    guard !one.isEmpty, one.count == other.count else { return 0 }
    var equal = 0
    for (left, right) in zip(one, other) where left == right { equal += 1 }
    return Double(equal) / Double(one.count)
  }

  /// The Jaccard similarity of two ascending sets; 0 where both are empty.
  public static func jaccard(
    _ one: some Collection<UInt32>, _ other: some Collection<UInt32>
  ) -> Double {
    var left = one.startIndex
    var right = other.startIndex
    var shared = 0
    while left != one.endIndex, right != other.endIndex {
      let (a, b) = (one[left], other[right])
      if a == b { shared += 1 }
      if a <= b { one.formIndex(after: &left) }
      if b <= a { other.formIndex(after: &right) }
    }
    let union = one.count + other.count - shared
    return union > 0 ? Double(shared) / Double(union) : 0
  }
}
