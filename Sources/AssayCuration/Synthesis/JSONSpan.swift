// SPDX-License-Identifier: Apache-2.0

/// A JSON value with its place in the text, so that one part can be changed and all else stays,
/// down to the blanks.
indirect enum JSONSpan {
  case object(Range<Int>, [Member])
  case array(Range<Int>, [JSONSpan])
  case string(Range<Int>)
  /// A number, `true`, `false` or `null`.
  case word(Range<Int>)

  struct Member {
    /// The key with its quotes.
    var key: Range<Int>
    var name: String
    var value: JSONSpan
  }

  var range: Range<Int> {
    switch self {
    case .object(let range, _), .array(let range, _), .string(let range), .word(let range): range
    }
  }

  /// The members of an object; none for other values.
  var members: [Member] {
    if case .object(_, let members) = self { members } else { [] }
  }

  /// Reads the value that begins at the first bracket, with nothing but white space or a closing
  /// tag after it.
  static func first(in characters: [Character]) -> JSONSpan? {
    guard let start = characters.firstIndex(where: { $0 == "{" || $0 == "[" }) else { return nil }
    var scanner = Scanner(characters: characters, position: start)
    guard let span = scanner.value(depth: 0) else { return nil }
    let rest = characters[span.range.upperBound...].filter { !$0.isWhitespace }
    return rest.isEmpty || (rest.first == "<" && rest.last == ">") ? span : nil
  }

  private struct Scanner {
    let characters: [Character]
    var position: Int

    mutating func value(depth: Int) -> JSONSpan? {
      skipBlanks()
      guard depth < 64, position < characters.count else { return nil }
      switch characters[position] {
      case "{": return object(depth)
      case "[": return array(depth)
      case "\"": return string().map { .string($0) }
      default:
        let start = position
        while position < characters.count, !",]} \n\t\r".contains(characters[position]) {
          position += 1
        }
        return position > start ? .word(start..<position) : nil
      }
    }

    private mutating func object(_ depth: Int) -> JSONSpan? {
      let start = position
      position += 1
      var members: [Member] = []
      while true {
        skipBlanks()
        if take("}") { return .object(start..<position, members) }
        if !members.isEmpty {
          guard take(",") else { return nil }
          skipBlanks()
        }
        guard let key = string() else { return nil }
        skipBlanks()
        guard take(":"), let value = value(depth: depth + 1) else { return nil }
        let name = String(characters[(key.lowerBound + 1)..<(key.upperBound - 1)])
        members.append(Member(key: key, name: name, value: value))
      }
    }

    private mutating func array(_ depth: Int) -> JSONSpan? {
      let start = position
      position += 1
      var elements: [JSONSpan] = []
      while true {
        skipBlanks()
        if take("]") { return .array(start..<position, elements) }
        if !elements.isEmpty { guard take(",") else { return nil } }
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
      }
    }

    private mutating func string() -> Range<Int>? {
      let start = position
      guard take("\"") else { return nil }
      while position < characters.count {
        switch characters[position] {
        case "\\": position += 2
        case "\"":
          position += 1
          return start..<position
        default: position += 1
        }
      }
      return nil
    }

    private mutating func take(_ character: Character) -> Bool {
      guard position < characters.count, characters[position] == character else { return false }
      position += 1
      return true
    }

    private mutating func skipBlanks() {
      while position < characters.count, characters[position].isWhitespace { position += 1 }
    }
  }
}
