// SPDX-License-Identifier: Apache-2.0

/// A text with `{named}` places.
struct PromptTemplate {
  var text: String

  init(_ text: String) { self.text = text }

  /// Whether the text has a place of the name.
  func has(_ name: String) -> Bool { text.contains("{\(name)}") }

  /// The text with its places filled in one pass, so that braces inside a value stay text.
  ///
  /// Braces around any other word stay as they are.
  func filled(_ values: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      let inside = rest.dropFirst().prefix { $0 == "_" || $0.isLetter }
      if let value = values[String(inside)], rest.dropFirst(1 + inside.count).first == "}" {
        result += value
        rest = rest.dropFirst(2 + inside.count)
      } else {
        result += rest.prefix(1 + inside.count)
        rest = rest.dropFirst(1 + inside.count)
      }
    }
    return result + rest
  }
}
