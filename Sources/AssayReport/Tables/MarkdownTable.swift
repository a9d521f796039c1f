// SPDX-License-Identifier: Apache-2.0

/// A grid as a table of GitHub-flavoured Markdown.
enum MarkdownTable {
  static func text(_ grid: ResultGrid) -> String {
    var lines: [String] = []
    if !grid.caption.isEmpty { lines += ["**\(escape(grid.caption))**", ""] }
    lines.append(line(grid.columns.map { escape($0.title) }))
    lines.append(line(grid.columns.map { $0.isText ? "---" : "---:" }))
    for row in grid.groups.joined() { lines.append(line(row.cells.map(cell))) }
    for note in grid.notes { lines += ["", escape(note)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func cell(_ cell: ResultGrid.Cell) -> String {
    switch cell {
    case .strong(let text): text.isEmpty ? "" : "**\(escape(text))**"
    case .part(let text): text.isEmpty ? "" : "&nbsp;&nbsp;\(escape(text))"
    case .plain(let text): escape(text)
    case .number(let value, let interval):
      escape(value) + (interval.map { " " + escape($0) } ?? "")
    }
  }

  /// The text without anything that Markdown or the HTML inside it gives a meaning.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case _ where PlainText.isControl(scalar): result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
