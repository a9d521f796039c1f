// SPDX-License-Identifier: Apache-2.0

/// A language, or a script that stands for its languages.
///
/// - Script: where at least 60 % of the letters, and at least 10, belong to one script other than
///   Latin, that script. Kana anywhere beside Han is Japanese.
/// - Latin script: where at least 20 words are there, the language whose most frequent words make
///   up the largest share of them, if that share is at least 15 % and half as large again as the
///   second's.
/// - Anything else is not told.
public enum TextLanguage: String, Sendable, Hashable, Codable, CaseIterable {
  case english = "en"
  case german = "de"
  case french = "fr"
  case spanish = "es"
  case italian = "it"
  case portuguese = "pt"
  case dutch = "nl"
  case cyrillic, greek, arabic, hebrew, devanagari, thai, hangul, han, japanese
}

extension TextLanguage {
  /// The language or script of a text, or `nil` where it cannot be told.
  public static func detect(_ text: String) -> TextLanguage? {
    var letters = 0
    var latin = 0
    var kana = 0
    var counts: [TextLanguage: Int] = [:]
    for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
      letters += 1
      switch scalar.value {
      case 0x0000...0x024F, 0x1E00...0x1EFF: latin += 1
      case 0x3040...0x30FF: kana += 1
      default: if let script = script(of: scalar) { counts[script, default: 0] += 1 }
      }
    }
    guard letters >= 10 else { return nil }
    let han = counts[.han] ?? 0
    if kana * 20 >= kana + han, kana > 0, (kana + han) * 10 >= letters * 6 { return .japanese }
    if latin * 10 < letters * 6 {
      return allCases.first { (counts[$0] ?? 0) * 10 >= letters * 6 }
    }
    return latinLanguage(of: text)
  }

  private static func script(of scalar: Unicode.Scalar) -> TextLanguage? {
    switch scalar.value {
    case 0x0370...0x03FF, 0x1F00...0x1FFF: .greek
    case 0x0400...0x052F: .cyrillic
    case 0x0590...0x05FF: .hebrew
    case 0x0600...0x06FF, 0x0750...0x077F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
    case 0x0900...0x097F: .devanagari
    case 0x0E00...0x0E7F: .thai
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: .hangul
    default: scalar.properties.isIdeographic ? .han : nil
    }
  }

  private static func latinLanguage(of text: String) -> TextLanguage? {
    let words = text.lowercased().split { !$0.isLetter }
    guard words.count >= 20 else { return nil }
    var hits: [TextLanguage: Int] = [:]
    for word in words {
      for language in frequentWords[word] ?? [] { hits[language, default: 0] += 1 }
    }
    let ranked = allCases.map { ($0, hits[$0] ?? 0) }.sorted { $0.1 > $1.1 }
    let (best, second) = (ranked[0], ranked[1])
    guard best.1 * 100 >= words.count * 15, best.1 * 2 >= second.1 * 3 else { return nil }
    return best.0
  }

  private static let frequentWords: [Substring: [TextLanguage]] = {
    let lists: [(TextLanguage, String)] = [
      (
        .english,
        "the of and to in is that it was for with as are this be on by not from at or have which "
          + "you what an we they he she has were"
      ),
      (
        .german,
        "der die das und ist nicht ein eine zu den mit von sich auf für im dem des es auch wird "
          + "wie werden ich sie er bei aus oder sind"
      ),
      (
        .french,
        "le la les de des et est un une du en que qui dans pour pas sur au ce il elle ne se par "
          + "plus avec sont vous je nous"
      ),
      (
        .spanish,
        "el la los las de y es en que un una por con para no se del lo al como más su está son "
          + "pero fue si yo muy ha"
      ),
      (
        .italian,
        "il la di e è che un una in per non con si del della i gli le sono da dei nel anche come "
          + "più ha alla questo ma lo"
      ),
      (
        .portuguese,
        "o a os as de e é que um uma em para não com do da no na se por mais dos das ao como são "
          + "foi seu você isso"
      ),
      (
        .dutch,
        "de het een en van is dat in te niet op zijn voor met die er aan ook als bij maar om wordt "
          + "naar uit dit door ik hij was"
      ),
    ]
    var table: [Substring: [TextLanguage]] = [:]
    for (language, list) in lists {
      for word in list.split(separator: " ") { table[word, default: []].append(language) }
    }
    return table
  }()
}
