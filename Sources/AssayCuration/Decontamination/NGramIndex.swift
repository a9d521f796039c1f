// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The runs of words of many texts, and in which item each was first seen.
///
/// Memory follows from the benchmarks alone: about 24 bytes a word of theirs, however many
/// examples are looked up.
public struct NGramIndex: Sendable {
  /// A run of words that a text shares with an item.
  public struct Hit: Sendable, Hashable {
    /// The number of the item, in the order of insertion.
    public var item: Int
    /// The words, with single spaces between them.
    public var words: String
  }

  public let settings: NGramSettings
  private var table = KeyTable()
  /// For each run: the item that had it first.
  private var items: [UInt32] = []
  /// For each run: the group that was counted last, and how many were, up to the limit.
  private var lastGroups: [UInt32] = []
  private var groupCounts: [UInt8] = []
  /// The lengths of the runs in the table, in ascending order.
  private var lengths: [Int] = []
  private(set) var count = 0

  public init(_ settings: NGramSettings = NGramSettings()) {
    self.settings = settings
  }

  /// Adds an item's texts; items are numbered from 0.
  ///
  /// - Throws: `limitExceeded` after 4 thousand million runs of words.
  public mutating func insert(_ texts: [String], group: String) throws {
    guard let item = UInt32(exactly: count), UInt32(exactly: items.count + 1 << 20) != nil else {
      throw AssayError(
        .limitExceeded, "The benchmarks have more words than can be indexed.",
        advice: "Decontaminate against some of them at a time.")
    }
    count += 1
    let group = UInt32(truncatingIfNeeded: TextWords.mixed(StableHash.fnv1a(group)) >> 32)
    for text in texts {
      let words = TextWords.hashes(of: text)
      let length = min(settings.words, words.count)
      guard length >= settings.shortest else { continue }
      if !lengths.contains(length) { lengths = (lengths + [length]).sorted() }
      let rolling = RollingHash(words)
      for start in 0...(words.count - length) {
        insert(rolling.hash(start, length), item, group)
      }
    }
  }

  private mutating func insert(_ key: UInt64, _ item: UInt32, _ group: UInt32) {
    if let known = table.insert(key, UInt32(items.count)) {
      guard lastGroups[Int(known)] != group else { return }
      lastGroups[Int(known)] = group
      if groupCounts[Int(known)] < .max { groupCounts[Int(known)] += 1 }
    } else {
      items.append(item)
      lastGroups.append(group)
      groupCounts.append(1)
    }
  }

  /// The longest of the protected runs that the text has, the first one of that length; `nil`
  /// where it has none.
  public func hit(in text: String) -> Hit? {
    let words = TextWords.hashes(of: text)
    guard let shortest = lengths.first, words.count >= shortest else { return nil }
    let rolling = RollingHash(words)
    let limit = min(settings.commonLimit, Int(UInt8.max) - 1)
    for length in lengths.reversed() where length <= words.count {
      for start in 0...(words.count - length) {
        guard let run = table.item(for: rolling.hash(start, length)),
          Int(groupCounts[Int(run)]) <= limit
        else { continue }
        let shared = TextWords.words(of: text)[start..<start + length].joined(separator: " ")
        return Hit(item: Int(items[Int(run)]), words: shared)
      }
    }
    return nil
  }
}

/// Hashes of every run of words of a text in constant time each.
///
/// A polynomial modulo 2^64 over mixed word hashes, mixed again together with the length: runs of
/// different lengths do not meet.
struct RollingHash {
  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
  private let prefixes: [UInt64]
  private let powers: [UInt64]

  init(_ words: [UInt64]) {
    var prefixes: [UInt64] = [0]
    var powers: [UInt64] = [1]
    prefixes.reserveCapacity(words.count + 1)
    powers.reserveCapacity(words.count + 1)
    var (hash, power): (UInt64, UInt64) = (0, 1)
    for word in words {
      hash = hash &* Self.base &+ word
      power = power &* Self.base
      prefixes.append(hash)
      powers.append(power)
    }
    self.prefixes = prefixes
    self.powers = powers
  }

  /// The hash of the `length` words from `start` on.
  func hash(_ start: Int, _ length: Int) -> UInt64 {
    let value = prefixes[start + length] &- prefixes[start] &* powers[length]
    return TextWords.mixed(value ^ UInt64(length) &* 0xD6E8_FEB8_6659_FD93)
  }
}
