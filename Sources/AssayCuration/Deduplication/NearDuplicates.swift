// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// Drops every example whose text is nearly that of one that stayed (MinHash with banded LSH).
///
/// Two examples of one group, which is to say of one question, are told apart by
/// `exact-duplicates` alone: a right and a wrong answer to a question are nearly the same text and
/// two different things to judge. Everything else is compared by the Jaccard similarity of word
/// shingles; `NearDuplicateSearch` says how, and what it costs.
///
/// The result depends on the order of the set and on the settings, and on nothing else: not on the
/// number of threads, nor on how examples are batched.
public actor NearDuplicates: SurveyingFilter {
  public static let card = FilterCard(
    name: "near-duplicates",
    summary: "Drops an example that nearly repeats one that stayed, by MinHash of its words.",
    parameters: [
      .init("scope", "example", "what is compared: example or question"),
      .init("threshold", "0.8", "the Jaccard similarity from which on two texts are the same"),
      .init("shingle_words", "3", "how many words make a shingle"),
      .init("permutations", "128", "the length of a signature"),
      .init("recall", "0.99", "the chance that a pair at the threshold is found"),
      .init("seed", "0", "the seed of the permutations"),
    ],
    reasons: [
      .init("similar-text", "The detail names the example that stayed, and the similarity.")
    ])

  public nonisolated let name = NearDuplicates.card.name
  private let scope: DuplicateScope
  private let threads: Int
  private let sketcher: MinHashSketcher
  private let search: NearDuplicateSearch

  /// - Parameter folder: Where scratch files go; it must exist.
  /// - Throws: `invalidArgument` for settings out of range, `fileUnwritable`.
  public init(
    _ settings: MinHashSettings = MinHashSettings(), scope: DuplicateScope = .example, folder: URL,
    threads: Int? = nil
  ) throws {
    self.scope = scope
    self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    sketcher = try MinHashSketcher(settings)
    search = try NearDuplicateSearch(
      threshold: settings.threshold, bands: sketcher.banding.bands, folder: folder)
  }

  public func survey(_ batch: [Example]) async throws {
    let (scope, sketcher) = (scope, sketcher)
    let sketches = await concurrentMap(batch, threads: threads) {
      sketcher.sketch(scope.text(of: $0))
    }
    for (example, sketch) in zip(batch, sketches) {
      let isFree = scope == .question || example.group.isEmpty
      try search.add(
        sketch, group: isFree ? nil : StableHash.fnv1a(example.group), note: example.place)
    }
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    try batch.map { example in
      guard let twin = try search.next() else { return .kept(example) }
      let similarity = (twin.similarity * 1000).rounded() / 1000
      return Self.card.departure("similar-text", "\(twin.note) (similarity \(similarity))")
    }
  }
}
