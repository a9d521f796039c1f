// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// Finds the texts that are nearly an earlier one, among more texts than memory holds.
///
/// All sketches are added first; then `next` goes through the texts in the same order. Texts that
/// share a tag in a band are compared by the Jaccard similarity of their shingle sets, which is
/// exact up to collisions of 32-bit hashes. A text is compared with those alone that stayed.
///
/// Shingles, tags and pairs lie in scratch files, which take at most about as much as the texts
/// and 84 bytes a text with the standard settings. Memory holds 20 bytes a text, whatever its
/// length.
public final class NearDuplicateSearch {
  /// An earlier text that is nearly the same.
  public struct Twin: Sendable, Hashable {
    /// The number of the earlier text, from 0.
    public var index: Int
    /// What was noted of the earlier text.
    public var note: String
    /// The Jaccard similarity of the shingle sets.
    public var similarity: Double
  }

  /// What lies in the file before a text's shingles.
  private struct Header {
    var group: UInt64
    var shingleCount: Int
    var noteLength: Int

    static let byteCount = 24

    var numbers: [UInt64] { [group, UInt64(shingleCount), UInt64(noteLength)] }
  }

  private let threshold: Double
  private let pairs: CandidatePairs
  private let file: ScratchFile
  private var offsets: [Int] = []
  private var dropped: [UInt64] = []
  private var position = 0
  private var isFinished = false

  /// - Parameters:
  ///   - threshold: The similarity from which on two texts are nearly the same.
  ///   - bands: How many tags a sketch has.
  ///   - folder: Where scratch files go; it must exist. They are gone with the search.
  /// - Throws: `fileUnwritable`.
  public convenience init(threshold: Double, bands: Int, folder: URL) throws {
    try self.init(threshold: threshold, bands: bands, folder: folder, smallestBucket: 8192)
  }

  package init(threshold: Double, bands: Int, folder: URL, smallestBucket: Int) throws {
    self.threshold = threshold
    pairs = try CandidatePairs(in: folder, bands: bands, smallestBucket: smallestBucket)
    file = try ScratchFile(folder.appending(path: "shingles"))
  }

  /// How many texts were added.
  public var count: Int { offsets.count }

  /// Adds the next text.
  ///
  /// - Parameters:
  ///   - group: Texts of one group are not compared with each other; `nil` belongs to none.
  ///   - note: What a twin is to show of this text.
  /// - Throws: `limitExceeded` after 4 thousand million texts, `fileUnwritable`.
  public func add(_ sketch: MinHashSketch, group: UInt64? = nil, note: String = "") throws {
    guard !isFinished, count < Int(UInt32.max) else {
      throw AssayError(
        .limitExceeded, "More texts than can be numbered are in one set.",
        advice: "Look for near-duplicates in parts.")
    }
    offsets.append(file.end)
    let note = Array(note.utf8.prefix(4096))
    // A group of 0 stands for none.
    let header = Header(
      group: group.map { max($0, 1) } ?? 0, shingleCount: sketch.shingles.count,
      noteLength: note.count)
    try file.append(header.numbers)
    try file.append(sketch.shingles)
    try file.append(note)
    try pairs.add(sketch.tags)
  }

  /// The twin of the next text among those that stayed, or `nil`: then this text stays too.
  ///
  /// The first call ends the adding of texts.
  ///
  /// - Throws: `invalidArgument` after the last text; `fileUnreadable`, `fileUnwritable`.
  public func next() throws -> Twin? {
    if !isFinished { try finish() }
    guard position < count else {
      throw AssayError(
        .invalidArgument, "A text that was not added is asked for.", advice: "Add all texts first.")
    }
    defer { position += 1 }
    let candidates = try pairs.candidates(of: position).filter { !isDropped($0) }
    guard !candidates.isEmpty else { return nil }
    let own = try header(position)
    let shingles = try self.shingles(position, own)
    for candidate in candidates {
      let other = try header(candidate)
      guard own.group == 0 || own.group != other.group else { continue }
      // The similarity is at most the ratio of the sizes, which spares most readings.
      let sizes = (Double(own.shingleCount), Double(other.shingleCount))
      guard min(sizes.0, sizes.1) >= threshold * max(sizes.0, sizes.1) else { continue }
      let similarity = MinHash.jaccard(shingles, try self.shingles(candidate, other))
      guard similarity >= threshold else { continue }
      dropped[position / 64] |= 1 << UInt64(position % 64)
      return Twin(index: candidate, note: try note(candidate, other), similarity: similarity)
    }
    return nil
  }

  private func finish() throws {
    isFinished = true
    try file.flush()
    try pairs.finish()
    dropped = Array(repeating: 0, count: (count + 63) / 64)
  }

  private func isDropped(_ text: Int) -> Bool {
    dropped[text / 64] & (1 << UInt64(text % 64)) != 0
  }

  private func header(_ text: Int) throws -> Header {
    let numbers = try file.read(UInt64.self, count: 3, at: offsets[text])
    return Header(group: numbers[0], shingleCount: Int(numbers[1]), noteLength: Int(numbers[2]))
  }

  private func shingles(_ text: Int, _ header: Header) throws -> [UInt32] {
    try file.read(
      UInt32.self, count: header.shingleCount, at: offsets[text] + Header.byteCount)
  }

  private func note(_ text: Int, _ header: Header) throws -> String {
    let start = offsets[text] + Header.byteCount + 4 * header.shingleCount
    return String(
      decoding: try file.read(UInt8.self, count: header.noteLength, at: start), as: UTF8.self)
  }
}
