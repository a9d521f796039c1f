// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Drops examples whose licence is not known to be permissive.
///
/// An example's own licence stands in its metadata under `licence` or `license`; otherwise that of
/// its source counts. What is not known is not permissive.
public struct LicenceFilter: CurationFilter {
  public static let card = FilterCard(
    name: "licence",
    summary: "Drops examples whose licence is not known to be permissive.",
    parameters: [
      .init("licences", "those of the data cards", "the licence of each source")
    ],
    reasons: [
      .init("not-permissive", "The licence is known and restricts use; the detail says it."),
      .init("unknown-licence", "The licence is missing or not an SPDX expression that is known."),
    ])

  public let name = LicenceFilter.card.name
  private let licences: [String: String]

  /// - Parameter licences: The licence of each source by the source's name.
  public init(licences: [String: String]) { self.licences = licences }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      let own = example.metadata["licence"] ?? example.metadata["license"]
      guard let text = own?.stringValue ?? licences[example.source], !text.isEmpty else {
        return Self.card.departure("unknown-licence", "\(example.source) states none")
      }
      switch LicenceTerms(of: text) {
      case .permissive: return .kept(example)
      case .restricted: return Self.card.departure("not-permissive", text)
      case .unknown: return Self.card.departure("unknown-licence", text)
      }
    }
  }
}
