// SPDX-License-Identifier: Apache-2.0

/// What a licence allows, as far as building and publishing a training set goes.
///
/// The table is ours and no legal advice: *permissive* is what allows use, change and
/// redistribution, also commercially, and asks for attribution at most. Share-alike, copyleft,
/// non-commercial and no-derivatives licences are *restricted*. Whatever is not in the table is
/// *unknown*, which nothing treats as permissive.
public enum LicenceTerms: String, Sendable, Hashable, Codable {
  case permissive, restricted, unknown
}

extension LicenceTerms {
  /// The terms of an SPDX licence expression, such as `MIT`, `Apache-2.0 OR GPL-3.0-only` or
  /// `(MIT AND CC-BY-4.0)`.
  ///
  /// `AND` is as strict as its strictest part; of `OR` the most liberal part may be chosen; an
  /// exception (`WITH`) only ever allows more. Letter case does not count. A text that is no such
  /// expression is unknown.
  public init(of expression: String) {
    var reader = ExpressionReader(expression)
    self = reader.read() ?? .unknown
  }

  /// The terms of one SPDX identifier.
  public static func terms(of identifier: String) -> LicenceTerms {
    let name = identifier.lowercased()
    if permissiveNames.contains(name) { return .permissive }
    let base = name.hasSuffix("+") ? String(name.dropLast()) : name
    if permissiveNames.contains(base) { return .permissive }
    return restrictedBeginnings.contains { base == $0 || base.hasPrefix($0 + "-") }
      ? .restricted : .unknown
  }

  private static let permissiveNames: Set<String> = Set(
    """
    0bsd afl-3.0 apache-1.1 apache-2.0 artistic-2.0 blueoak-1.0.0 bsd-1-clause bsd-2-clause
    bsd-2-clause-patent bsd-3-clause bsd-3-clause-clear bsd-4-clause bsl-1.0 cc-by-2.0 cc-by-2.5
    cc-by-3.0 cc-by-4.0 cc-pddc cc0-1.0 cdla-permissive-1.0 cdla-permissive-2.0 isc mit mit-0
    ncsa odc-by-1.0 pddl-1.0 postgresql psf-2.0 python-2.0 unicode-3.0 unicode-dfs-2016 unlicense
    upl-1.0 w3c wtfpl x11 zlib
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  private static let restrictedBeginnings = [
    "agpl", "cc-by-nc", "cc-by-nd", "cc-by-sa", "cdla-sharing", "cecill-2.1", "epl", "eupl", "gfdl",
    "gpl", "lgpl", "mpl", "odbl", "osl", "cddl", "sspl", "busl", "cc-by-nc-nd", "cc-by-nc-sa",
  ]

  private var rank: Int {
    switch self {
    case .permissive: 2
    case .unknown: 1
    case .restricted: 0
    }
  }

  /// Reads the grammar of SPDX 2.3, annex D: `OR` binds weaker than `AND`, `AND` than `WITH`.
  private struct ExpressionReader {
    private var tokens: [String]
    private var position = 0
    private var depth = 0

    init(_ text: String) {
      let spaced = text.replacing("(", with: " ( ").replacing(")", with: " ) ")
      tokens = spaced.split { $0.isWhitespace }.map(String.init)
    }

    mutating func read() -> LicenceTerms? {
      guard let terms = alternatives(), position == tokens.count else { return nil }
      return terms
    }

    private mutating func takes(_ word: String) -> Bool {
      guard position < tokens.count, tokens[position].uppercased() == word else { return false }
      position += 1
      return true
    }

    private mutating func alternatives() -> LicenceTerms? {
      guard var terms = conjunction() else { return nil }
      while takes("OR") {
        guard let other = conjunction() else { return nil }
        if other.rank > terms.rank { terms = other }
      }
      return terms
    }

    private mutating func conjunction() -> LicenceTerms? {
      guard var terms = single() else { return nil }
      while takes("AND") {
        guard let other = single() else { return nil }
        // Something unknown beside something restricted is restricted for sure.
        if other.rank < terms.rank { terms = other }
      }
      return terms
    }

    private mutating func single() -> LicenceTerms? {
      if takes("(") {
        depth += 1
        guard depth <= 32, let terms = alternatives(), takes(")") else { return nil }
        depth -= 1
        return terms
      }
      guard position < tokens.count, !["AND", "OR", "WITH", ")"].contains(tokens[position])
      else { return nil }
      let terms = LicenceTerms.terms(of: tokens[position])
      position += 1
      if takes("WITH") {
        guard position < tokens.count else { return nil }
        position += 1
      }
      return terms
    }
  }
}
