// SPDX-License-Identifier: Apache-2.0

/// White space at the beginning of fields, which is a part of them (RFC 4180, section 2.4).
///
/// The parser that reads tables drops it from fields that are not quoted. Quoted it stays, so such
/// fields are quoted first. White space before a quotation mark, and lines of nothing else, are left
/// to the parser, which passes over them.
enum CSVBlanks {
  /// The text with every field that begins with white space in quotes.
  static func quoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    var isQuoted = false
    var isStart = true
    while index < scalars.count {
      if isStart, isBlank(scalars[index]) {
        let (end, isField) = endOfBlanks(scalars, from: index)
        if isField { result.append("\"") }
        result.append(contentsOf: scalars[index..<end])
        if isField { result.append("\"") }
        index = end
        isStart = false
        continue
      }
      let scalar = scalars[index]
      if scalar == "\"" { isQuoted.toggle() }
      isStart = !isQuoted && (scalar == "," || isNewline(scalar))
      result.append(scalar)
      index += 1
    }
    return String(result)
  }

  /// Where the field ends that begins with the blank, or else only its blanks, which are then left
  /// to the parser.
  private static func endOfBlanks(
    _ scalars: [Unicode.Scalar], from start: Int
  ) -> (end: Int, isField: Bool) {
    var index = start
    while index < scalars.count, isBlank(scalars[index]) { index += 1 }
    if index < scalars.count, scalars[index] == "\"" { return (index, false) }
    let isFirst = start == 0 || isNewline(scalars[start - 1])
    while index < scalars.count, scalars[index] != ",", !isNewline(scalars[index]) { index += 1 }
    let isLast = index == scalars.count || isNewline(scalars[index])
    let isOnlyBlank = scalars[start..<index].allSatisfy(isBlank)
    return (index, !(isFirst && isLast && isOnlyBlank))
  }

  private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
    Character(scalar).isNewline
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && !isNewline(scalar)
  }
}
