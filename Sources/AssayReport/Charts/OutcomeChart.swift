// SPDX-License-Identifier: Apache-2.0

/// How items ended, one stacked bar a row: right, wrong, flipped, unscored.
public struct OutcomeChart: Sendable {
  public var caption: String
  public var rows: [Row]

  /// The counts of one format or section.
  public struct Row: Sendable {
    public var label: String
    public var counts: [ItemList.Outcome: Int]

    public init(label: String, counts: [ItemList.Outcome: Int]) {
      self.label = label
      self.counts = counts
    }
  }

  public init(caption: String, rows: [Row]) {
    self.caption = caption
    self.rows = rows
  }

  /// The plot as an SVG element.
  var svg: String {
    let left = 210.0
    let width = 760.0
    let barWidth = width - left - 90
    let rowHeight = 28.0
    let c = SVGText.coordinate
    var svg =
      "<svg viewBox=\"0 0 \(c(width)) \(c(rowHeight * Double(rows.count) + 8))\" role=\"img\""
      + " aria-label=\"\(SVGText.escape(caption))\">"
    for (index, row) in rows.enumerated() {
      let y = rowHeight * Double(index) + 6
      let total = max(1, row.counts.values.reduce(0, +))
      svg += "<text class=\"label\" x=\"\(c(left - 12))\" y=\"\(c(y + 14))\" text-anchor=\"end\">"
      svg += SVGText.escape(row.label) + "</text>"
      var x = left
      for outcome in ItemList.Outcome.allCases {
        guard let count = row.counts[outcome], count > 0 else { continue }
        let part = Double(count) / Double(total) * barWidth
        svg += "<rect class=\"o-\(outcome.rawValue)\" x=\"\(c(x))\" y=\"\(c(y))\""
        svg +=
          " width=\"\(c(part))\" height=\"18\"><title>\(count) \(outcome.rawValue)</title></rect>"
        x += part
      }
      svg += "<text class=\"value\" x=\"\(c(width - 80))\" y=\"\(c(y + 14))\">n \(total)</text>"
    }
    return svg + "</svg>"
  }
}
