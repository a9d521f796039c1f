// SPDX-License-Identifier: Apache-2.0

/// A fast generator of random numbers whose whole future follows from a seed.
///
/// The algorithm is xoshiro256** of Blackman and Vigna (2018), its state filled by SplitMix64.
/// The sequence is part of the file formats: it does not change between versions.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable, Codable {
  private var word0: UInt64
  private var word1: UInt64
  private var word2: UInt64
  private var word3: UInt64

  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    word0 = mixer.next()
    word1 = mixer.next()
    word2 = mixer.next()
    word3 = mixer.next()
  }

  /// A generator of its own for one named purpose, independent of how often others are used.
  public init(seed: UInt64, stream: String) {
    self.init(seed: seed ^ StableHash.fnv1a(stream))
  }

  public mutating func next() -> UInt64 {
    let result = Self.rotate(word1 &* 5, by: 7) &* 9
    let shifted = word1 << 17
    word2 ^= word0
    word3 ^= word1
    word1 ^= word2
    word0 ^= word3
    word2 ^= shifted
    word3 = Self.rotate(word3, by: 45)
    return result
  }

  /// A number from 0 up to, and without, 1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1.0p-53 }

  /// A whole number from 0 up to, and without, `bound`; 0 where the bound is not positive.
  public mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// One element, each as likely as the others; `nil` where there is none.
  public mutating func element<C: RandomAccessCollection>(of elements: C) -> C.Element? {
    guard !elements.isEmpty else { return nil }
    return elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
  }

  /// The elements in a random order (Fisher-Yates).
  public mutating func shuffled<S: Sequence>(_ elements: S) -> [S.Element] {
    var result = Array(elements)
    guard result.count > 1 else { return result }
    for index in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(index, below(index + 1))
    }
    return result
  }

  private static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}

/// The generator that fills the state of another one from a single number.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A hash that is the same in every process and version; not for secrets.
public enum StableHash {
  /// The 64-bit FNV-1a hash of the UTF-8 bytes.
  public static func fnv1a(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash &*= 0x0000_0100_0000_01b3
    }
    return hash
  }

  /// Derives the seed of one thing from the seed of the whole and the thing's name.
  public static func seed(_ seed: UInt64, _ name: String) -> UInt64 {
    var mixer = SplitMix64(state: seed ^ fnv1a(name))
    return mixer.next()
  }
}
