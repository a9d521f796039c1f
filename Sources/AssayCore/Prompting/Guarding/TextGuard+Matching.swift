// SPDX-License-Identifier: Apache-2.0

extension TextGuard.Delimiter {
  /// How many backslashes stand at the break of the delimiter that begins at the index; `nil`
  /// where none begins there.
  func backslashes(in bytes: [UInt8], at index: Int) -> Int? {
    let start = index + head.count
    guard start <= bytes.count else { return nil }
    for offset in head.indices where ByteText.lowered(bytes[index + offset]) != head[offset] {
      return nil
    }
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "\\") { end += 1 }
    return hasTail(bytes, at: end) ? end - start : nil
  }

  private func hasTail(_ bytes: [UInt8], at start: Int) -> Bool {
    var index = start
    for byte in tail {
      if byte == 0x20 {
        while let width = Self.fillerWidth(bytes, at: index) { index += width }
        continue
      }
      guard index < bytes.count else { return false }
      if byte == UInt8(ascii: ":"), Self.isWideColon(bytes, index) {
        index += 3
      } else if ByteText.lowered(bytes[index]) == byte {
        index += 1
      } else {
        return false
      }
    }
    return true
  }

  /// The width of white space, decoration or an escape at the index, line ends not among them.
  private static func fillerWidth(_ bytes: [UInt8], at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case 0x20, 0x09, UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: "\\"):
      return 1
    case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: return 2
    case 0xE2, 0xEF:
      guard index + 2 < bytes.count else { return nil }
      let three = [bytes[index], bytes[index + 1], bytes[index + 2]]
      return three == [0xE2, 0x80, 0x8B] || three == [0xEF, 0xBB, 0xBF] ? 3 : nil
    default: return nil
    }
  }

  private static func isWideColon(_ bytes: [UInt8], _ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBC
      && bytes[index + 2] == 0x9A
  }

  /// Whether what stands before the index lets the delimiter begin there.
  func isInPlace(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch place {
    case .anywhere: true
    case .wordStart: index == 0 || !ByteText.isWordByte(bytes[index - 1])
    case .lineStart: Self.beginsLine(bytes, index)
    }
  }

  private static func beginsLine(_ bytes: [UInt8], _ index: Int) -> Bool {
    var start = index
    while start > 0, Self.isMargin(bytes[start - 1]) { start -= 1 }
    guard start > 0 else { return true }
    let byte = bytes[start - 1]
    if (0x0A...0x0D).contains(byte) { return true }
    if byte == 0x85, start > 1 { return bytes[start - 2] == 0xC2 }
    // The line and paragraph separators of Unicode.
    return start > 2 && (byte == 0xA8 || byte == 0xA9) && bytes[start - 2] == 0x80
      && bytes[start - 3] == 0xE2
  }

  private static func isMargin(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ">")
  }
}
