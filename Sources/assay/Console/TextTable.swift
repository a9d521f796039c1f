// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// A plain table for a terminal: the first column and those of words to the left, numbers to the
/// right.
struct TextTable {
  var header: [String]
  var rows: [[String]] = []

  init(_ header: [String]) { self.header = header }

  var text: String {
    let all = [header] + rows
    let widths = header.indices.map { column in
      all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let isText = header.indices.map { column in
      column == 0
        || TableColumn.isText(rows.compactMap { column < $0.count ? $0[column] : nil })
    }
    func line(_ cells: [String]) -> String {
      var parts: [String] = []
      for (column, width) in widths.enumerated() {
        let cell = column < cells.count ? cells[column] : ""
        let padding = String(repeating: " ", count: max(0, width - cell.count))
        parts.append(isText[column] ? cell + padding : padding + cell)
      }
      let text = parts.joined(separator: "  ")
      return String(
        text.prefix(upTo: text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex))
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
  }
}
