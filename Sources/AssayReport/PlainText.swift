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
}
