// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation

/// Drops every example whose text is nearly that of one that stayed (MinHash with banded LSH).
///
/// Two examples of one group, which is to say of one question, are told apart by
/// `exact-duplicates` alone: a right and a wrong answer to a question are nearly the same text and
/// two different things to judge. Everything else is compared by the Jaccard similarity of word
/// shingles; `NearDuplicateIndex` says how, and what it costs.
///
/// The result depends on the order of the set and on the settings, and on nothing else: not on the
/// number of threads, nor on how examples are batched.
public actor NearDuplicates: CurationFilter {
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
  private var index: NearDuplicateIndex
  private var places = TextArena()
  private var groups: [UInt64] = []

  /// - Throws: `invalidArgument` for settings out of range.
  public init(
    _ settings: MinHashSettings = MinHashSettings(), scope: DuplicateScope = .example,
    threads: Int? = nil
  ) throws {
    self.scope = scope
    self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    index = try NearDuplicateIndex(settings)
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    let (scope, sketcher) = (scope, index.sketcher)
    let sketches = await concurrentMap(batch, threads: threads) {
      sketcher.sketch(scope.text(of: $0))
    }
    var fates: [Fate] = []
    fates.reserveCapacity(batch.count)
    for (example, sketch) in zip(batch, sketches) {
      let group = StableHash.fnv1a(example.group)
      let twin = index.twin(
        of: sketch, admits: { scope == .question || example.group.isEmpty || groups[$0] != group })
      if let twin {
        fates.append(Self.card.departure("similar-text", detail(twin)))
      } else {
        try index.insert(sketch)
        places.append(example.place)
        groups.append(group)
        fates.append(.kept(example))
      }
    }
    return fates
  }

  private func detail(_ twin: NearDuplicateIndex.Twin) -> String {
    let similarity = (twin.similarity * 1000).rounded() / 1000
    return "\(places[twin.index]) (similarity \(twin.isExact ? "" : "about ")\(similarity))"
  }
}
