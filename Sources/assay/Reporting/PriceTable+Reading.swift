// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayReport
import Foundation

extension PriceTable {
  /// Reads the table that its user edits.
  ///
  /// - Throws: `fileUnreadable`, or what is wrong with the table.
  static func read(_ file: String) throws -> PriceTable {
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    } catch {
      throw AssayError(
        .fileUnreadable, "The table of prices cannot be read: \(error.reason)",
        advice: "Check the path and the permissions.", location: SourceLocation(file: file))
    }
    return try PriceTable(yaml: text, file: file)
  }

  /// The prices in the form that a comparison takes.
  var forComparison: Comparison.Prices {
    Comparison.Prices(currency: currency) { model, usage in price(of: model)?.cost(usage) }
  }
}
