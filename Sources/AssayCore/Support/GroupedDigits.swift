// SPDX-License-Identifier: Apache-2.0

extension BinaryInteger {
  /// The number with commas between its thousands, as English text has it: `12,345`.
  public var grouped: String {
    let digits = String(magnitude)
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// The number with the thing that is counted, as `1 row` and `2,000 rows`.
  ///
  /// - Parameter thing: Its name in the singular; the plural has an s more.
  public func counted(_ thing: String) -> String {
    "\(grouped) \(thing)\(self == 1 ? "" : "s")"
  }
}
