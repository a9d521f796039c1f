// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// What a whole is made of, one bar a row: sources by stage, labels by stage.
public struct ShareChart: Sendable {
  public var caption: String
  /// The names of the parts, in the order of the bars.
  public var parts: [String]
  public var rows: [Row]
  /// Whether bars are as long as their totals, and not all as long as the plot.
  public var showsTotals: Bool

  /// The counts of one whole, in the order of the parts.
  public struct Row: Sendable {
    public var label: String
    public var counts: [Int]

    public init(label: String, counts: [Int]) {
      self.label = label
      self.counts = counts
    }
  }

  public init(caption: String, parts: [String], rows: [Row], showsTotals: Bool = false) {
    self.caption = caption
    self.parts = parts
    self.rows = rows
    self.showsTotals = showsTotals
  }

  /// The plot as an SVG element. A part has its count inside, where there is room.
  func svg(_ width: ChartWidth = .wide) -> String {
    let frame = IntervalChart.Frame(width, labels: rows.map(\.label))
    let left = width == .wide ? frame.left : 0
    let barWidth = width == .wide ? width.points - left - 90 : width.points
    let most = rows.map { $0.counts.reduce(0, +) }.max() ?? 0
    let c = SVGText.coordinate
    var svg = "<svg viewBox=\"0 0 \(c(width.points)) \(c(frame.bottom + 8))\" role=\"img\""
    svg += " aria-label=\"\(SVGText.escape(caption))\">"
    for (index, row) in rows.enumerated() {
      let total = row.counts.reduce(0, +)
      let unit = barWidth / Double(max(1, showsTotals ? most : total))
      svg += frame.label(row.label, index)
      var x = left
      for (part, count) in row.counts.enumerated() where count > 0 {
        svg += bar(part, count, x: x, y: frame.y(index), width: Double(count) * unit)
        x += Double(count) * unit
      }
      let value = "n " + total.grouped
      svg +=
        width == .wide
        ? "<text class=\"value\" x=\"\(c(width.points - 80))\" y=\"\(c(frame.y(index) + 4))\">"
          + value + "</text>"
        : frame.value(value, index)
    }
    return svg + "</svg>"
  }

  private func bar(_ part: Int, _ count: Int, x: Double, y: Double, width: Double) -> String {
    let c = SVGText.coordinate
    let name = part < parts.count ? parts[part] : ""
    let number = count.grouped
    var svg = "<g class=\"\(SeriesMark.style(part))\">"
    svg += "<title>\(SVGText.escape(name)): \(number)</title>"
    // Beyond the colours that there are, stripes tell a part from the one eight before it.
    svg += "<rect class=\"bar\" x=\"\(c(x))\" y=\"\(c(y - 10))\" width=\"\(c(width))\""
    svg += " height=\"20\"\(part >= SeriesMark.colors ? " fill-opacity=\"0.55\"" : "")/>"
    if width >= Double(number.count) * 8 + 10 {
      svg += "<text class=\"inside\" x=\"\(c(x + width / 2))\" y=\"\(c(y + 4.5))\""
      svg += " text-anchor=\"middle\">\(number)</text>"
    }
    return svg + "</g>"
  }
}
