// SPDX-License-Identifier: Apache-2.0

/// How a column of a table is set: words to the left, numbers to the right.
public enum TableColumn {
  /// Whether the cells are words: most of those that are filled begin neither with a digit nor
  /// with what stands before one, such as a sign, `≤` or a currency. A column without filled cells
  /// is one of numbers.
  public static func isText(_ cells: some Sequence<String>) -> Bool {
    var (words, numbers) = (0, 0)
    for cell in cells {
      guard let first = cell.first(where: { !" ≤≥<>≈+-−–—(~".contains($0) }) else { continue }
      if first.isNumber || first.isCurrencySymbol || first == "." {
        numbers += 1
      } else {
        words += 1
      }
    }
    return words > numbers
  }
}
