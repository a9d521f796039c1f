// SPDX-License-Identifier: Apache-2.0

/// A `label: value` field found in a text.
struct LabelledField: Sendable {
  /// The whole field from its label on.
  var start: Int
  /// The value: the rest of the line, or the next line that is not blank; trimmed.
  var value: Range<Int>
  /// Whether asterisks, quotes or the like stand around the label.
  var isDecorated: Bool
  /// Whether the label stands in quotes, as a key of a broken JSON object does.
  var isQuoted: Bool

  /// The last field with the label (in lower case) inside the range.
  static func last(_ label: [UInt8], in text: ByteText, _ range: Range<Int>) -> LabelledField? {
    var limit = range.upperBound
    while let index = text.last(label, in: range.lowerBound..<limit, ignoringCase: true) {
      if let field = field(label, at: index, in: text, range) { return field }
      limit = index + label.count - 1
    }
    return nil
  }

  /// The first field with the label (in lower case) that begins a line of the range.
  static func firstOnLine(
    _ label: [UInt8], in text: ByteText, _ range: Range<Int>
  ) -> LabelledField? {
    var line = range.lowerBound
    while line < range.upperBound {
      var index = line
      while index < range.upperBound, isMark(text.bytes[index]) { index += 1 }
      if text.has(label, at: index, ignoringCase: true),
        let field = field(label, at: index, in: text, range)
      {
        return field
      }
      line = text.lineEnd(from: line, limit: range.upperBound) + 1
    }
    return nil
  }

  /// The field whose label stands at the index, if a colon follows it.
  private static func field(
    _ label: [UInt8], at start: Int, in text: ByteText, _ range: Range<Int>
  ) -> LabelledField? {
    let bytes = text.bytes
    guard start + label.count <= range.upperBound,
      start == range.lowerBound || !ByteText.isWordByte(bytes[start - 1])
    else { return nil }
    var index = start + label.count
    var isDecorated = start > range.lowerBound && isMark(bytes[start - 1])
    while index < range.upperBound, isMark(bytes[index]) || bytes[index] == 0x20 {
      isDecorated = isDecorated || isMark(bytes[index])
      index += 1
    }
    guard index < range.upperBound else { return nil }
    if bytes[index] == UInt8(ascii: ":") {
      index += 1
    } else if text.has([0xEF, 0xBC, 0x9A], at: index) {  // a full-width colon
      index += 3
      isDecorated = true
    } else {
      return nil
    }
    if isDecorated {
      while index < range.upperBound, bytes[index] == UInt8(ascii: "*") { index += 1 }
    }
    let quote = start > range.lowerBound ? bytes[start - 1] : 0
    return LabelledField(
      start: start, value: value(from: index, in: text, range), isDecorated: isDecorated,
      isQuoted: quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"))
  }

  private static func value(
    from index: Int, in text: ByteText, _ range: Range<Int>
  ) -> Range<Int> {
    let rest = text.trimmed(index..<range.upperBound)
    return text.trimmed(
      rest.lowerBound..<text.lineEnd(from: rest.lowerBound, limit: rest.upperBound))
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "#"):
      true
    default: false
    }
  }
}
