// SPDX-License-Identifier: Apache-2.0

/// A JSON object in a completion, as far as a reader of verdicts needs it.
struct LooseObject: Sendable {
  /// The values of the verdict's key, in their order; more than one is possible.
  var verdicts: [Value] = []
  /// The value of the explanation's key.
  var critique: Value?
  /// Objects and arrays inside, where a verdict may be wrapped; the first few.
  var compounds: [Range<Int>] = []
  /// The whole object, braces included, as far as it goes.
  var range: Range<Int>
  /// Whether anything had to be forgiven: single quotes, bare words, raw line breaks.
  var isRepaired = false
  /// Whether the closing brace was found; without it the text ended inside.
  var isComplete = false

  /// One value: where it stands and what it looks like.
  enum Value: Sendable, Equatable {
    /// The inside of a string; `quote` tells which quotes were around it.
    case string(Range<Int>, quote: UInt8)
    /// Anything without quotes: a number, `true`, `null`, or words that should have had quotes.
    case bare(Range<Int>)
    /// An object or an array.
    case compound(Range<Int>)
  }
}

/// Reads objects that language models write: JSON, and the usual ways to miss it.
///
/// Strictly valid objects come back with `isRepaired` false. The scanner does not recurse, and
/// counts every byte it looks at against a budget, so that hostile text costs linear time.
struct LooseObjectScanner {
  private let bytes: [UInt8]
  private let limit: Int
  private let verdictKey: [UInt8]
  private let critiqueKey: [UInt8]
  private var index = 0
  private(set) var budget: Int

  private static let mostCompounds = 16
  private static let longestBareValue = 200
  private static let longestKey = 80

  /// - Parameters:
  ///   - limit: Where the text ends.
  ///   - budget: The number of bytes that may be looked at.
  init(
    _ text: ByteText, limit: Int, budget: Int, verdictKey: [UInt8], critiqueKey: [UInt8]
  ) {
    bytes = text.bytes
    self.limit = limit
    self.budget = budget
    self.verdictKey = verdictKey
    self.critiqueKey = critiqueKey
  }

  private enum Step { case done, failed, ended }

  /// Reads the object whose `{` stands at the offset; `nil` where there is none.
  mutating func object(at start: Int) -> LooseObject? {
    index = start + 1
    var object = LooseObject(range: start..<start)
    let step = members(of: &object)
    budget -= index - start + 1
    object.range = start..<min(index, limit)
    switch step {
    case .done:
      object.isComplete = true
      return object
    case .ended: return object
    case .failed: return nil
    }
  }

  private mutating func members(of object: inout LooseObject) -> Step {
    var isFirst = true
    while true {
      skipSpace()
      guard index < limit else { return isFirst ? .failed : .ended }
      if bytes[index] == UInt8(ascii: "}") {
        if !isFirst { object.isRepaired = true }
        index += 1
        return .done
      }
      isFirst = false
      let keyRange: Range<Int>
      switch key(&object) {
      case .success(let range): keyRange = range
      case .failure(let stop): return stop.step
      }
      skipSpace()
      guard index < limit else { return .ended }
      guard bytes[index] == UInt8(ascii: ":") else { return .failed }
      index += 1
      switch value(&object) {
      case .success(let value): keep(value, key: keyRange, in: &object)
      case .failure(let stop): return stop.step
      }
      skipSpace()
      guard index < limit else { return .ended }
      let separator = bytes[index]
      index += 1
      if separator == UInt8(ascii: "}") { return .done }
      guard separator == UInt8(ascii: ",") else { return .failed }
    }
  }

  private struct Stop: Error { var step: Step }

  private mutating func key(_ object: inout LooseObject) -> Result<Range<Int>, Stop> {
    let byte = bytes[index]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return string(isKey: true, &object)
    }
    let start = index
    while index < limit, ByteText.isWordByte(bytes[index]), index - start < Self.longestKey {
      index += 1
    }
    guard index > start else { return .failure(Stop(step: .failed)) }
    object.isRepaired = true
    return .success(start..<index)
  }

  private mutating func value(
    _ object: inout LooseObject
  ) -> Result<LooseObject.Value, Stop> {
    skipSpace()
    guard index < limit else { return .failure(Stop(step: .ended)) }
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return string(isKey: false, &object).map { .string($0, quote: byte) }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let start = index
      guard skipCompound() else { return .failure(Stop(step: .ended)) }
      if object.compounds.count < Self.mostCompounds { object.compounds.append(start..<index) }
      return .success(.compound(start..<index))
    default: return bareValue(&object)
    }
  }

  /// A value without quotes: up to the next comma, brace or line break.
  private mutating func bareValue(
    _ object: inout LooseObject
  ) -> Result<LooseObject.Value, Stop> {
    let start = index
    var end = index
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == 0x0A || byte == 0x0D {
        break
      }
      guard byte != UInt8(ascii: "{"), byte != UInt8(ascii: "\""),
        index - start < Self.longestBareValue
      else { return .failure(Stop(step: .failed)) }
      index += 1
      if !ByteText.isSpace(byte) { end = index }
    }
    guard end > start else { return .failure(Stop(step: .failed)) }
    return .success(.bare(start..<end))
  }

  /// A string with its opening quote at the index; the range is its inside.
  ///
  /// A quote ends the string only where a separator follows, because models forget to escape
  /// quotes inside an explanation.
  private mutating func string(
    isKey: Bool, _ object: inout LooseObject
  ) -> Result<Range<Int>, Stop> {
    let quote = bytes[index]
    if quote == UInt8(ascii: "'") { object.isRepaired = true }
    index += 1
    let start = index
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
      } else if byte == quote, isEndOfString(after: index + 1, isKey: isKey) {
        index += 1
        return .success(start..<index - 1)
      } else {
        if byte == quote || byte < 0x20 { object.isRepaired = true }
        index += 1
        if isKey, index - start > Self.longestKey { return .failure(Stop(step: .failed)) }
      }
    }
    index = limit
    return .failure(Stop(step: .ended))
  }

  private mutating func isEndOfString(after index: Int, isKey: Bool) -> Bool {
    var next = index
    while next < limit, ByteText.isSpace(bytes[next]) { next += 1 }
    budget -= next - index
    guard next < limit else { return true }
    switch bytes[next] {
    case UInt8(ascii: ":"): return isKey
    case UInt8(ascii: "}"), UInt8(ascii: "]"): return !isKey
    case UInt8(ascii: ","): return !isKey && isKeyAhead(after: next + 1)
    default: return false
    }
  }

  /// Whether what follows a comma looks like the next member (or a trailing comma's brace).
  private func isKeyAhead(after index: Int) -> Bool {
    var next = index
    while next < limit, ByteText.isSpace(bytes[next]) { next += 1 }
    guard next < limit else { return true }
    let byte = bytes[next]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "}") {
      return true
    }
    let start = next
    while next < limit, ByteText.isWordByte(bytes[next]), next - start < Self.longestKey {
      next += 1
    }
    return next > start && next < limit && bytes[next] == UInt8(ascii: ":")
  }

  /// Skips an object or array by counting brackets outside strings; false where the text ends.
  private mutating func skipCompound() -> Bool {
    var depth = 0
    var inString = false
    while index < limit {
      let byte = bytes[index]
      index += 1
      if inString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { inString = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return true }
      default: break
      }
    }
    index = limit
    return false
  }

  private mutating func keep(
    _ value: LooseObject.Value, key: Range<Int>, in object: inout LooseObject
  ) {
    if isKey(key, verdictKey) { object.verdicts.append(value) }
    if isKey(key, critiqueKey), object.critique == nil { object.critique = value }
  }

  private func isKey(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, ByteText.isSpace(bytes[lower]) { lower += 1 }
    while upper > lower, ByteText.isSpace(bytes[upper - 1]) { upper -= 1 }
    return upper - lower == name.count
      && zip(bytes[lower..<upper], name).allSatisfy { ByteText.lowered($0) == $1 }
  }

  private mutating func skipSpace() {
    while index < limit, ByteText.isSpace(bytes[index]) { index += 1 }
  }
}
