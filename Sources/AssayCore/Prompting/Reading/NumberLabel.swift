// SPDX-License-Identifier: Apache-2.0

/// What kind of number a label is. Only ASCII digits count as digits.
enum NumberLabel: Equatable {
  case integer(Int)
  /// A number with a point or an exponent.
  case decimal(Double)
  /// `4/5`.
  case fraction(Int, Int)
  /// A whole number that does not fit in 64 bits, or a decimal that is not finite.
  case huge
  /// Digits of another kind, such as `³` or `४`: a number to the eye, no label of any scale.
  case foreign
  /// No number.
  case none

  init(_ label: String) {
    let text = label.withPlainMinus()
    let bytes = Array(text.utf8)
    if let value = Self.integer(bytes[...]) {
      self = value
    } else if let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
      case .integer(let numerator)? = Self.integer(Self.trimmed(bytes[..<slash])),
      case .integer(let denominator)? = Self.integer(Self.trimmed(bytes[(slash + 1)...]))
    {
      self = .fraction(numerator, denominator)
    } else if Self.isDecimal(bytes), let value = Double(text) {
      self = value.isFinite ? .decimal(value) : .huge
    } else if !label.isEmpty, label.unicodeScalars.count <= 20,
      label.unicodeScalars.allSatisfy({ $0.properties.numericType != nil })
    {
      self = .foreign
    } else {
      self = .none
    }
  }

  /// A sign and ASCII digits, and nothing else.
  private static func integer(_ bytes: ArraySlice<UInt8>) -> NumberLabel? {
    var digits = bytes
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy(ByteText.isDigit) else { return nil }
    var value = 0
    for digit in digits {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(digit &- 0x30))
      if overflow || carry { return .huge }
      value = sum
    }
    return .integer(isNegative ? -value : value)
  }

  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, ByteText.isDigit(first) || first == UInt8(ascii: "-") else {
      return false
    }
    return bytes.allSatisfy { byte in
      ByteText.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "+") || byte | 0x20 == UInt8(ascii: "e")
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = bytes
    while slice.first == 0x20 { slice = slice.dropFirst() }
    while slice.last == 0x20 { slice = slice.dropLast() }
    return slice
  }
}

extension String {
  /// The text without white space and invisible marks at its ends.
  func trimmingLabelSpace() -> String {
    trimmingScalars { scalar in
      scalar.properties.isWhitespace || scalar == "\u{200B}" || scalar == "\u{FEFF}"
    }
  }

  /// The text without the signs that people put around a label: `**[4].**` becomes `4`.
  func trimmingDecoration() -> String {
    var text = trimmingLabelSpace()
    for command in ["\\boxed{", "\\text{", "$\\boxed{"] where text.hasPrefix(command) {
      text = String(text.dropFirst(command.count))
    }
    return text.trimmingScalars { scalar in
      scalar.properties.isWhitespace || Self.decoration.contains(scalar)
    }
  }

  /// `step 3` becomes `3`.
  func droppingStepWord() -> String {
    for word in ["step", "paragraph"] where lowercased().hasPrefix(word) {
      let rest = String(dropFirst(word.count))
      return rest.trimmingScalars { scalar in
        scalar.properties.isWhitespace || scalar == "_" || scalar == "#"
      }
    }
    return self
  }

  /// The typographic minus signs as the ASCII one, where they stand before the number.
  func withPlainMinus() -> String {
    guard let first = unicodeScalars.first, first == "\u{2212}" || first == "\u{2013}" else {
      return self
    }
    return "-" + String(unicodeScalars.dropFirst())
  }

  private static let decoration: Set<Unicode.Scalar> = Set(
    "*_`\"'[](){}<>.,;:!$#~=\u{201C}\u{201D}\u{2018}\u{2019}\u{300C}\u{300D}\u{3002}"
      .unicodeScalars)

  private func trimmingScalars(_ isTrimmed: (Unicode.Scalar) -> Bool) -> String {
    var scalars = unicodeScalars[...]
    while let first = scalars.first, isTrimmed(first) { scalars.removeFirst() }
    while let last = scalars.last, isTrimmed(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}
