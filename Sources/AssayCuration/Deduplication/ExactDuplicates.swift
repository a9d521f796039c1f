// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import Foundation

/// Drops every example whose text came before; the first one stays.
///
/// Texts are equal where they are after Unicode NFKC, lower-casing and folding of white space (the
/// rule of `QuestionHash`); punctuation counts. 64 bits of a hash are compared: among 5 million
/// examples the chance that any two differ and share one is about 1 in 1.5 million.
///
/// Memory: about 30 bytes an example that stays, and its identifier.
public actor ExactDuplicates: CurationFilter {
  public static let card = FilterCard(
    name: "exact-duplicates",
    summary: "Drops an example whose normalised text came before; the first one stays.",
    parameters: [
      .init("scope", "example", "what is compared: example, or question (one example a question)")
    ],
    reasons: [
      .init("same-text", "The text came before; the detail names the example."),
      .init("other-label", "The text came before with another right judgment."),
    ])

  public nonisolated let name = ExactDuplicates.card.name
  private let scope: DuplicateScope
  private let threads: Int
  private var table = KeyTable()
  private var places = TextArena()
  private var labels: [UInt32] = []

  public init(
    scope: DuplicateScope = .example,
    threads: Int? = nil
  ) {
    self.scope = scope
    self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    let scope = scope
    let keys = await concurrentMap(batch, threads: threads) { Self.key(of: $0, scope) }
    return try zip(batch, keys).map { example, key in
      guard let item = UInt32(exactly: places.count), item < .max else {
        throw AssayError(
          .limitExceeded, "More examples than can be numbered stay in one set.",
          advice: "Look for duplicates in parts.")
      }
      let label = Self.label(of: example)
      if let first = table.insert(key, item) {
        let isSame = labels[Int(first)] == label || scope == .question
        return Self.card.departure(isSame ? "same-text" : "other-label", places[Int(first)])
      }
      places.append(example.place)
      labels.append(label)
      return .kept(example)
    }
  }

  private static func key(of example: Example, _ scope: DuplicateScope) -> UInt64 {
    let text = QuestionHash.normalized(scope.text(of: example))
    // The format is part of the key: the same pair may be asked for in two ways.
    let format = scope == .example ? example.format.name : ""
    return TextWords.mixed(StableHash.fnv1a(text) ^ StableHash.fnv1a(format))
  }

  /// The right judgment as it applies to the sorted responses.
  private static func label(of example: Example) -> UInt32 {
    guard let gold = example.gold else { return 0 }
    let isTurned = example.responses.count == 2 && example.responses.sorted() != example.responses
    let text = (isTurned ? gold.swapped() : gold).description
    return UInt32(truncatingIfNeeded: TextWords.mixed(StableHash.fnv1a(text))) | 1
  }
}
