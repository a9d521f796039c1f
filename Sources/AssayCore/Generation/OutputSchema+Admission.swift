// SPDX-License-Identifier: Apache-2.0

extension OutputSchema {
  /// Whether a whole output has this form; space around it does not count.
  ///
  /// A server that was asked to hold a model to the form and answers otherwise does not know how,
  /// whatever it says.
  public func admits(_ output: String) -> Bool {
    let text = Self.trimmed(output.unicodeScalars[...])
    switch self {
    case .choice(let texts): return Self.admits(text, [.oneOf(texts)])
    case .object(_, let fields):
      // Grammars of servers let line ends and other controls stand in strings as they are.
      let plain = String(
        String.UnicodeScalarView(output.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
      guard let value = try? JSONParser.parse(plain) else { return false }
      return Value.fields(fields).admits(value)
    case .text(let parts): return Self.admits(text, parts[...])
    }
  }

  // Grammar engines count scalars, and a mark is one where an accent follows it.
  private typealias Scalars = Substring.UnicodeScalarView

  private static func admits(_ text: Scalars, _ parts: ArraySlice<Part>) -> Bool {
    guard let part = parts.first else { return trimmed(text).isEmpty }
    let rest = parts.dropFirst()
    switch part {
    case .literal(let literal): return admits(text, literal, rest)
    case .oneOf(let texts): return texts.contains { admits(text, $0, rest) }
    case .free(let mark, let lines):
      var end = text.startIndex
      while end < text.endIndex, lines || !["\n", "\r"].contains(text[end]),
        mark.isEmpty || !text[end...].starts(with: mark.unicodeScalars)
      {
        end = text.index(after: end)
      }
      // What follows may begin anywhere up to the first place where it must.
      while end > text.startIndex {
        if admits(text[end...], rest) { return true }
        end = text.index(before: end)
      }
      return false
    }
  }

  private static func admits(
    _ text: Scalars, _ literal: String, _ rest: ArraySlice<Part>
  ) -> Bool {
    let whole = literal.unicodeScalars[...]
    let literal = rest.isEmpty ? trimmed(whole) : whole
    return text.starts(with: literal) && admits(text.dropFirst(literal.count), rest)
  }

  private static func trimmed(_ text: Scalars) -> Scalars {
    var text = text.drop { $0.properties.isWhitespace }
    while text.last?.properties.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension OutputSchema.Value {
  /// Whether a JSON value is one of this kind.
  fileprivate func admits(_ value: JSONValue) -> Bool {
    switch self {
    case .text: return value.stringValue != nil
    case .boolean: if case .bool = value { return true } else { return false }
    case .choice(let texts): return value.stringValue.map(texts.contains) ?? false
    case .integer(let lowest, let highest):
      return value.integerValue.map { $0 >= lowest && $0 <= highest } ?? false
    case .list(let element, let count):
      guard let elements = value.arrayValue, elements.count == count else { return false }
      return elements.allSatisfy(element.admits)
    case .fields(let fields):
      guard let members = value.objectValue, members.count == fields.count else { return false }
      return fields.allSatisfy { field in members[field.name].map(field.value.admits) ?? false }
    }
  }
}
