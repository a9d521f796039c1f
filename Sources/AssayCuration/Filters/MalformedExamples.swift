// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Drops what cannot be trained on, whatever else it says.
///
/// Identifiers are remembered as 64-bit hashes: 20 bytes an example.
public actor MalformedExamples: CurationFilter {
  public static let card = FilterCard(
    name: "malformed",
    summary: "Drops examples that contradict their format, lack a label or a text, or repeat an "
      + "identifier.",
    parameters: [
      .init("requires_gold", "true", "whether an example without a right judgment leaves")
    ],
    reasons: [
      .init("flaw", "The example contradicts its format; the detail says in which field."),
      .init("no-gold", "There is no right judgment."),
      .init("no-question", "Instruction and input are both empty."),
      .init("empty-response", "A response is empty or white space."),
      .init("equal-responses", "The responses of a pair that has a winner are the same text."),
      .init("repeated-identifier", "The source used the identifier before."),
    ])

  public nonisolated let name = MalformedExamples.card.name
  private let requiresGold: Bool
  private var identifiers = KeyTable()

  public init(requiresGold: Bool = true) { self.requiresGold = requiresGold }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      if let fate = fault(of: example) { return fate }
      let key = TextWords.mixed(StableHash.fnv1a(example.source + "\u{1F}" + example.id))
      if identifiers.insert(key, 0) != nil {
        return Self.card.departure("repeated-identifier", example.place)
      }
      return .kept(example)
    }
  }

  private func fault(of example: Example) -> Fate? {
    if let flaw = example.flaw {
      return Self.card.departure("flaw", "\(flaw.field): \(flaw.message)")
    }
    if requiresGold, example.gold == nil { return Self.card.departure("no-gold") }
    if Self.isBlank(example.instruction), Self.isBlank(example.input) {
      return Self.card.departure("no-question")
    }
    if let place = example.responses.firstIndex(where: Self.isBlank) {
      return Self.card.departure("empty-response", "responses[\(place)]")
    }
    if example.format.isPairwise, example.gold != .preference(.tie),
      Set(example.responses).count < example.responses.count
    {
      return Self.card.departure("equal-responses")
    }
    return nil
  }

  private static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }
}
