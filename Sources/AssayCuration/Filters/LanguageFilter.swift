// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Drops examples that are certainly written in another language than those asked for.
///
/// The detector is simple and says so: it knows a script by the share of letters, and seven
/// European languages by their most frequent words (`TextLanguage`). What it cannot tell stays,
/// because code, formulas and short answers have no language.
public struct LanguageFilter: CurationFilter {
  public static let card = FilterCard(
    name: "language",
    summary: "Drops examples certainly written in another language or script than those asked for.",
    parameters: [
      .init("languages", "", "codes such as en, de, fr, es, it, pt, nl, or scripts such as han")
    ],
    reasons: [
      .init("other-language", "The detail names what was found and in which part.")
    ])

  public let name = LanguageFilter.card.name
  private let languages: Set<TextLanguage>

  /// - Parameter languages: What may stay; must not be empty.
  /// - Throws: `invalidArgument` where it is empty.
  public init(_ languages: Set<TextLanguage>) throws {
    guard !languages.isEmpty else {
      throw AssayError(
        .invalidArgument, "No language may stay.", advice: "Name at least one, such as en.")
    }
    self.languages = languages
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      let parts =
        [("question", example.instruction + "\n" + example.input)]
        + example.responses.enumerated().map { ("responses[\($0.offset)]", $0.element) }
      for (part, text) in parts {
        if let found = TextLanguage.detect(text), !languages.contains(found) {
          return Self.card.departure("other-language", "\(part): \(found.rawValue)")
        }
      }
      return .kept(example)
    }
  }
}
