// SPDX-License-Identifier: Apache-2.0

/// Text from outside as it may stand on a page or in a table.
enum PlainText {
  /// Whether the scalar steers and does not show: a control character, a line or paragraph
  /// separator, or an order to write in the other direction, by which a text can make what stands
  /// after it read differently.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The text with steering characters replaced by their names, such as `⟨U+202E⟩`; tabs
  /// and ends of lines stay.
  static func visible(_ text: String) -> String {
    // Nearly every text has none of them, and a page may have megabytes.
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        result.append(contentsOf: "⟨U+\(zeros)\(digits)⟩".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x0D ? isControl(scalar) : scalar.value < 0x09
  }
}
