// SPDX-License-Identifier: Apache-2.0

/// Looks for the object that holds the verdict.
struct ObjectSearch {
  /// The last object that is valid JSON and holds the verdict's key.
  private(set) var lastValid: LooseObject?
  /// The last complete object that holds the key and had to be repaired.
  private(set) var lastRepaired: LooseObject?
  /// The first object that the text ends in.
  private(set) var open: LooseObject?
  /// Whether the text was too tangled to be searched in linear time.
  private(set) var isExhausted = false

  private let text: ByteText
  private let verdictKey: [UInt8]
  private let critiqueKey: [UInt8]
  private var budget: Int

  /// How many bytes may be looked at for each byte of the text.
  private static let looksPerByte = 8
  private static let deepestWrapping = 4

  init(_ text: ByteText, in range: Range<Int>, verdictKey: [UInt8], critiqueKey: [UInt8]) {
    self.text = text
    self.verdictKey = verdictKey
    self.critiqueKey = critiqueKey
    budget = Self.looksPerByte * range.count + 65_536
    search(range, depth: 0)
    if isExhausted {
      lastValid = nil
      lastRepaired = nil
      open = nil
    }
  }

  private mutating func search(_ range: Range<Int>, depth: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard text.bytes[index] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      guard budget > 0 else {
        isExhausted = true
        return
      }
      var scanner = LooseObjectScanner(
        text, limit: range.upperBound, budget: budget, verdictKey: verdictKey,
        critiqueKey: critiqueKey)
      let found = scanner.object(at: index)
      budget = scanner.budget
      guard let found, found.isComplete else {
        if depth == 0, open == nil { open = found }
        index += 1
        continue
      }
      if !found.verdicts.isEmpty {
        keep(found)
      } else if depth < Self.deepestWrapping {
        for inner in found.compounds { search(inner, depth: depth + 1) }
      }
      index = found.range.upperBound
    }
  }

  private mutating func keep(_ object: LooseObject) {
    let slice = Array(text.bytes[object.range])
    if !object.isRepaired, (try? JSONParser.parse(slice)) != nil {
      lastValid = object
    } else {
      var repaired = object
      repaired.isRepaired = true
      lastRepaired = repaired
    }
  }
}

extension LooseObject.Value {
  /// Where the value stands.
  var range: Range<Int> {
    switch self {
    case .string(let range, _), .bare(let range), .compound(let range): range
    }
  }

  /// The text of a string with its escapes resolved; other values as they stand.
  func text(in source: ByteText) -> String {
    guard case .string(let range, let quote) = self else { return source.string(range) }
    let inside = source.bytes[range]
    guard inside.contains(UInt8(ascii: "\\")) else { return source.string(range) }
    let quoted = [UInt8(ascii: "\"")] + inside + [UInt8(ascii: "\"")]
    if quote == UInt8(ascii: "\""), let value = try? JSONParser.parse(quoted).stringValue {
      return value
    }
    return String(decoding: BackslashEscapes.removed(from: Array(inside)), as: UTF8.self)
  }
}

/// Backslash escapes as models write them, valid or not.
enum BackslashEscapes {
  /// The text after one level of unescaping; a backslash before any other letter stays (`\frac`).
  static func removed(from bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        result.append(byte)
        index += 1
        continue
      }
      let next = bytes[index + 1]
      switch next {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"):
        result.append(next)
      default: result += [byte, next]
      }
      index += 2
    }
    return result
  }
}
