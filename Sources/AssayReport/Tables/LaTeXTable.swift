// SPDX-License-Identifier: Apache-2.0

/// A grid as a LaTeX table of the `booktabs` package.
enum LaTeXTable {
  static let preamble = "% Needs \\usepackage{booktabs}, and UTF-8 input.\n"

  static func text(_ grid: ResultGrid) -> String {
    let notes = grid.notes.map(escape).joined(separator: " ")
    let caption = grid.caption.isEmpty ? notes : "\(escape(grid.caption)). \(notes)"
    let body = grid.groups.map { rows in
      rows.map { "    " + line($0.cells.map(cell)) }.joined(separator: "\n")
    }
    return """
      \\begin{table}
        \\centering
        \\caption{\(caption)}
        \\begin{tabular}{\(grid.columns.map { $0.isText ? "l" : "r" }.joined())}
          \\toprule
          \(line(grid.columns.map { escape($0.title) }))
          \\midrule
      \(body.joined(separator: "\n    \\midrule\n"))
          \\bottomrule
        \\end{tabular}
      \\end{table}

      """
  }

  private static func line(_ cells: [String]) -> String {
    cells.joined(separator: " & ") + " \\\\"
  }

  private static func cell(_ cell: ResultGrid.Cell) -> String {
    switch cell {
    case .strong(let text): text.isEmpty ? "" : "\\textbf{\(escape(text))}"
    case .part(let text): text.isEmpty ? "" : "\\quad \(escape(text))"
    case .plain(let text): escape(text)
    case .number(let value, let interval):
      number(value) + (interval.map { " {\\scriptsize \(escape($0))}" } ?? "")
    }
  }

  /// A number with a real minus, and with its unit at a small distance.
  private static func number(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "$-$" : ""
    return sign + escape(String(text.drop { $0 == "-" })).replacing(" \\%", with: "\\,\\%")
  }

  /// The text without anything that LaTeX gives a meaning.
  static func escape(_ text: String) -> String {
    var result = ""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "%", "_":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "^": result += "\\textasciicircum{}"
      case "~": result += "\\textasciitilde{}"
      case "<": result += "\\textless{}"
      case ">": result += "\\textgreater{}"
      case "|": result += "\\textbar{}"
      case "\"": result += "{\\char34}"
      case "–": result += "--"
      case _ where PlainText.isControl(scalar): result += " "
      default:
        if let last, isLigature(last, scalar) { result += "{}" }
        result.unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return result
  }

  /// Whether the two, one behind the other, would become another character.
  private static func isLigature(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    (first == second && "-`',".unicodeScalars.contains(first))
      || (second == "`" && "?!".unicodeScalars.contains(first))
  }
}
