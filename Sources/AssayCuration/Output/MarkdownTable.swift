// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A table in Markdown, its columns as wide as what is in them.
struct MarkdownTable {
  let text: String

  init(_ header: [String], _ rows: [[String]]) {
    let cells = ([header] + rows).map { row in row.map(Self.escaped) }
    let widths = header.indices.map { column in
      cells.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    func line(_ row: [String]) -> String {
      "| "
        + widths.indices.map { column in
          let cell = row.indices.contains(column) ? row[column] : ""
          return cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
        }.joined(separator: " | ") + " |"
    }
    let rule =
      "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
    text = ([line(cells.first ?? []), rule] + cells.dropFirst().map(line)).joined(separator: "\n")
  }

  private static func escaped(_ cell: String) -> String {
    cell.replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  /// `12,345`.
  static func number(_ count: Int) -> String {
    var digits = ""
    for (place, digit) in String(count).reversed().enumerated() {
      if place > 0, place % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    return String(digits.reversed())
  }

  /// `12.5 %`.
  static func share(_ count: Int, of all: Int) -> String {
    all == 0 ? "–" : "\(decimal(100 * Double(count) / Double(all))) %"
  }

  /// One decimal.
  static func decimal(_ value: Double) -> String { String(format: "%.1f", value) }
}
