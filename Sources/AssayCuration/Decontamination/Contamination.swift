// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation

/// Drops examples that leak a benchmark: the same question, or a run of words of it.
///
/// - By group: the example's `group`, which hashes its question, is that of a benchmark's item.
/// - By words: the question or a response of the example has a run of 13 words in common with a
///   benchmark's text (`NGramSettings`); words are those of near-duplicate search, so that letter
///   case and punctuation do not hide a leak. Runs do not reach across parts.
///
/// Memory follows from the benchmarks and not from the number of examples: about 24 bytes a word of
/// theirs and 60 an item.
public struct Contamination: CurationFilter {
  public static let card = FilterCard(
    name: "contamination",
    summary: "Drops examples that share a question or a run of words with a benchmark.",
    parameters: [
      .init("words", "13", "how many words in a row are a leak"),
      .init("shortest", "6", "the fewest words of a benchmark's text that are looked for"),
      .init("common_limit", "10", "runs of words in more groups than this are no leak"),
      .init("responses", "false", "whether benchmarks' responses are protected too"),
    ],
    reasons: [
      .init("same-group", "The question is that of the benchmark's item in the detail."),
      .init("shared-words", "The detail names the item and shows the words."),
    ])

  public let name = Contamination.card.name
  private let index: NGramIndex
  private let places: TextArena
  private let groups: KeyTable
  private let threads: Int

  /// Reads all items once.
  ///
  /// - Throws: What handing out the items throws.
  public init(
    against items: ProtectedItems, settings: NGramSettings = NGramSettings(), threads: Int? = nil
  ) throws {
    var index = NGramIndex(settings)
    var places = TextArena()
    var groups = KeyTable()
    try items { item in
      if !item.group.isEmpty {
        _ = groups.insert(Self.key(item.group), UInt32(places.count))
      }
      try index.insert(item.texts, group: item.group)
      places.append(item.place)
    }
    self.index = index
    self.places = places
    self.groups = groups
    self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// How many items are protected.
  public var count: Int { places.count }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    let filter = self
    return await concurrentMap(batch, threads: threads) { filter.fate(of: $0) }
  }

  private func fate(of example: Example) -> Fate {
    if !example.group.isEmpty, let item = groups.item(for: Self.key(example.group)) {
      return Self.card.departure("same-group", places[Int(item)])
    }
    for text in Self.texts(of: example) {
      if let hit = index.hit(in: text) {
        return Self.card.departure("shared-words", "\(places[hit.item]): \(hit.words)")
      }
    }
    return .kept(example)
  }

  /// Everything that the example would teach, part by part.
  static func texts(of example: Example) -> [String] {
    [example.instruction, example.input, example.reference ?? ""] + example.responses
  }

  private static func key(_ group: String) -> UInt64 { TextWords.mixed(StableHash.fnv1a(group)) }
}
