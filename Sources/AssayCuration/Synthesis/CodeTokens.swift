// SPDX-License-Identifier: Apache-2.0

/// Cuts source text into words, numbers, signs and what must not be touched: comments, texts.
///
/// It knows as much of Python as of the C family: `#` and `//` begin comments where the language
/// says so, and quotes of one or three characters hold texts.
struct CodeTokens {
  enum Kind: Hashable {
    case word, number, sign
  }

  struct Token: Hashable {
    var kind: Kind
    var range: Range<Int>
    var text: String
    /// The token's line, from 0.
    var line: Int
  }

  let characters: [Character]
  private(set) var tokens: [Token] = []

  private static let signs = [
    "<=", ">=", "==", "!=", "+=", "-=", "*=", "//", "**", "->", "&&", "||", "<<", ">>",
  ]

  init(_ source: String) {
    characters = Array(source)
    var index = 0
    var line = 0
    while index < characters.count {
      let character = characters[index]
      if character.isNewline { line += 1 }
      if let end = skipped(from: index) {
        line += characters[index..<end].dropFirst().count { $0.isNewline }
        index = end
        continue
      }
      let kind: Kind
      var end = index + 1
      if character.isLetter || character == "_" {
        kind = .word
        while end < characters.count,
          characters[end].isLetter || characters[end].isNumber || characters[end] == "_"
        {
          end += 1
        }
      } else if character.isASCIIDigit {
        kind = .number
        while end < characters.count,
          characters[end].isLetter || characters[end].isNumber || characters[end] == "."
        {
          end += 1
        }
      } else if character.isWhitespace {
        index += 1
        continue
      } else {
        kind = .sign
        let pair = String(characters[index..<min(index + 2, characters.count)])
        if Self.signs.contains(pair) { end = index + 2 }
      }
      tokens.append(
        Token(kind: kind, range: index..<end, text: String(characters[index..<end]), line: line))
      index = end
    }
  }

  /// The end of the comment or text that begins at the place, or `nil` where none does.
  private func skipped(from start: Int) -> Int? {
    let character = characters[start]
    if character == "#" {
      return characters[start...].firstIndex { $0.isNewline } ?? characters.count
    }
    guard character == "\"" || character == "'" else { return nil }
    let isLong =
      start + 2 < characters.count && characters[start + 1] == character
      && characters[start + 2] == character
    var index = start + (isLong ? 3 : 1)
    while index < characters.count {
      if characters[index] == "\\" {
        index += 2
        continue
      }
      if characters[index] == character {
        if !isLong { return index + 1 }
        if index + 2 < characters.count, characters[index + 1] == character,
          characters[index + 2] == character
        {
          return index + 3
        }
      }
      if !isLong, characters[index].isNewline { return index }
      index += 1
    }
    return characters.count
  }
}
