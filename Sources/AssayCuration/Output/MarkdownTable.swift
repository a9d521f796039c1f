// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// A table in Markdown, its columns as wide as what is in them, numbers to the right.
struct MarkdownTable {
  let text: String

  init(_ header: [String], _ rows: [[String]]) {
    let cells = ([header] + rows).map { row in row.map(Self.escaped) }
    let widths = header.indices.map { column in
      cells.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    let isText = header.indices.map { column in
      column == 0
        || TableColumn.isText(
          cells.dropFirst().compactMap { $0.indices.contains(column) ? $0[column] : nil })
    }
    func line(_ row: [String]) -> String {
      "| "
        + widths.indices.map { column in
          let cell = row.indices.contains(column) ? row[column] : ""
          let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
          return isText[column] ? cell + padding : padding + cell
        }.joined(separator: " | ") + " |"
    }
    let rule =
      "|"
      + widths.indices.map { column in
        String(repeating: "-", count: widths[column] + 1) + (isText[column] ? "-" : ":")
      }.joined(separator: "|") + "|"
    text = ([line(cells.first ?? []), rule] + cells.dropFirst().map(line)).joined(separator: "\n")
  }

  private static func escaped(_ cell: String) -> String {
    cell.replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  /// `12.5 %`.
  static func share(_ count: Int, of all: Int) -> String {
    all == 0 ? "–" : "\(decimal(100 * Double(count) / Double(all))) %"
  }

  /// One decimal.
  static func decimal(_ value: Double) -> String { String(format: "%.1f", value) }
}
