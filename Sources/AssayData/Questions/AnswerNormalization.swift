// SPDX-License-Identifier: Apache-2.0
import Foundation

/// How short answers are made comparable before they are compared as text.
///
/// Both rules follow the habit of the SQuAD evaluation: lower case, no punctuation, no English
/// articles, single spaces. What is removed becomes a space, so that `well-known` and
/// `well known` are equal.
public enum AnswerNormalization: String, Sendable, Hashable, Codable, CaseIterable {
  /// Accents are folded away, and letters and digits of every script stay.
  case unicode
  /// Only `a`-`z` and `0`-`9` stay. An answer in another script becomes empty.
  ///
  /// This is how the lexical-match figures that circulate for EVOUNA come about; see
  /// `contains(anyOf:in:)`.
  case ascii

  /// The text in comparable form.
  public func normalized(_ text: String) -> String {
    var words: [String] = []
    var word = ""
    func close() {
      if !word.isEmpty, word != "a", word != "an", word != "the" { words.append(word) }
      word = ""
    }
    for scalar in folded(text).unicodeScalars {
      if self == .unicode, scalar.properties.canonicalCombiningClass != .notReordered { continue }
      if stays(scalar) { word.unicodeScalars.append(scalar) } else { close() }
    }
    close()
    return words.joined(separator: " ")
  }

  /// Whether the normalised answer contains one of the normalised aliases, also inside a word.
  ///
  /// An alias that becomes empty is contained in every answer under `ascii` and in none under
  /// `unicode`. The former is a fault of the usual recipe, kept so that its numbers can be had.
  public func contains(anyOf aliases: [String], in answer: String) -> Bool {
    let answer = normalized(answer)
    return aliases.contains { alias in
      let alias = normalized(alias)
      return alias.isEmpty ? self == .ascii : answer.contains(alias)
    }
  }

  private func folded(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
    return switch self {
    case .ascii: text.lowercased()
    case .unicode: text.lowercased().decomposedStringWithCompatibilityMapping
    }
  }

  private func stays(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9": true
    case "\u{0}"..<"\u{80}": false
    default:
      switch self {
      case .ascii: false
      case .unicode: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
    }
  }
}
