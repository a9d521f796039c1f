// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The pairs of texts that share a tag in some band, found by sorting one band after the other.
///
/// Tags and pairs lie on disk. What is in memory is one band at a time, which is 12 bytes a text,
/// and the pairs of a 256th of the texts.
final class CandidatePairs {
  /// Of the texts that share a tag, the others are compared with the earliest this many, so that
  /// a set of near-alike templates costs no more than linear time.
  static let bandLimit = 32

  private static let mostBuckets = 256
  private let folder: URL
  private var bands: [ScratchFile]
  private(set) var count = 0
  private var buckets: [ScratchFile] = []
  private var bucketSize: Int
  /// The bucket that is in memory, and its pairs: the later text in the upper half.
  private var bucket = -1
  private var pairs: [UInt64] = []
  private var place = 0

  /// - Parameter smallestBucket: How many texts at least have their pairs in one file.
  init(in folder: URL, bands: Int, smallestBucket: Int) throws {
    self.folder = folder
    bucketSize = max(1, smallestBucket)
    self.bands = try (0..<bands).map {
      try ScratchFile(folder.appending(path: "band-\($0)"), bufferSize: 1 << 15)
    }
  }

  /// Takes the tags of the next text, one a band, or none of a text without words.
  func add(_ tags: [UInt32]) throws {
    for (band, file) in bands.enumerated() {
      // A text without words shares its tags with nobody but by chance, and then nothing else.
      let tag =
        band < tags.count
        ? tags[band] : UInt32(truncatingIfNeeded: TextWords.mixed(UInt64(count)) >> 32)
      try file.append([tag])
    }
    count += 1
  }

  /// Sorts the bands into pairs; after this no text can be added.
  func finish() throws {
    bucketSize = max(bucketSize, (count + Self.mostBuckets - 1) / Self.mostBuckets)
    buckets = try (0..<(count + bucketSize - 1) / bucketSize).map {
      try ScratchFile(folder.appending(path: "pairs-\($0)"), bufferSize: 1 << 15)
    }
    while let band = bands.popLast() { try addPairs(of: band) }
    for bucket in buckets { try bucket.flush() }
  }

  private func addPairs(of band: ScratchFile) throws {
    try band.flush()
    var entries: [UInt64] = []
    entries.reserveCapacity(count)
    let step = 1 << 16
    for start in stride(from: 0, to: count, by: step) {
      let tags = try band.read(UInt32.self, count: min(step, count - start), at: start * 4)
      for (offset, tag) in tags.enumerated() {
        entries.append(UInt64(tag) << 32 | UInt64(start + offset))
      }
    }
    entries.sort()
    var first = 0
    for place in entries.indices {
      if entries[place] >> 32 != entries[first] >> 32 { first = place }
      guard place > first else { continue }
      let later = entries[place] & 0xFFFF_FFFF
      let some = entries[first..<min(place, first + Self.bandLimit)].map {
        later << 32 | $0 & 0xFFFF_FFFF
      }
      try buckets[Int(later) / bucketSize].append(some)
    }
  }

  /// The earlier texts that a text is to be compared with, ascending; texts are asked for in
  /// their order.
  func candidates(of text: Int) throws -> [Int] {
    if text / bucketSize != bucket { try load(text / bucketSize) }
    var candidates: [Int] = []
    while place < pairs.count, pairs[place] >> 32 <= UInt64(text) {
      let earlier = Int(pairs[place] & 0xFFFF_FFFF)
      if pairs[place] >> 32 == UInt64(text), candidates.last != earlier {
        candidates.append(earlier)
      }
      place += 1
    }
    return candidates
  }

  private func load(_ index: Int) throws {
    bucket = index
    place = 0
    pairs = []
    guard buckets.indices.contains(index) else { return }
    pairs = try buckets[index].read(UInt64.self, count: buckets[index].end / 8, at: 0)
    pairs.sort()
  }
}
