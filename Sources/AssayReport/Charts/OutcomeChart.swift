// SPDX-License-Identifier: Apache-2.0

/// How items ended, one stacked bar a row: right, wrong, flipped, unscored.
public struct OutcomeChart: Sendable {
  public var caption: String
  public var rows: [Row]

  /// The counts of one judge, format or section.
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

  /// The plot as an SVG element. Each part has its count inside, where there is room, and a pattern
  /// of its own beside its colour.
  func svg(_ width: ChartWidth = .wide) -> String {
    let frame = IntervalChart.Frame(width, labels: rows.map(\.label))
    let left = width == .wide ? frame.left : 0
    let barWidth = width == .wide ? width.points - left - 90 : width.points
    let c = SVGText.coordinate
    var svg = "<svg viewBox=\"0 0 \(c(width.points)) \(c(frame.bottom + 8))\" role=\"img\""
    svg += " aria-label=\"\(SVGText.escape(caption))\">"
    for (index, row) in rows.enumerated() {
      let y = frame.y(index)
      let total = row.counts.values.reduce(0, +)
      svg += frame.label(row.label, index)
      var x = left
      for outcome in ItemList.Outcome.allCases {
        guard let count = row.counts[outcome], count > 0 else { continue }
        let part = Double(count) / Double(max(1, total)) * barWidth
        svg += self.svg(outcome, count, x: x, y: y, width: part)
        x += part
      }
      svg +=
        width == .wide
        ? "<text class=\"value\" x=\"\(c(width.points - 80))\" y=\"\(c(y + 4))\">n \(total)</text>"
        : frame.value("n \(total)", index)
    }
    return svg + "</svg>"
  }

  private func svg(
    _ outcome: ItemList.Outcome, _ count: Int, x: Double, y: Double, width: Double
  ) -> String {
    let c = SVGText.coordinate
    let box = "x=\"\(c(x))\" y=\"\(c(y - 10))\" width=\"\(c(width))\" height=\"20\""
    var svg = "<g><title>\(count) \(outcome.rawValue)</title>"
    svg += "<rect class=\"o-\(outcome.rawValue)\" \(box)/>"
    if outcome != .right { svg += "<rect fill=\"url(#p-\(outcome.rawValue))\" \(box)/>" }
    if width >= Double("\(count)".count) * 8 + 10 {
      svg += "<text class=\"inside\" x=\"\(c(x + width / 2))\" y=\"\(c(y + 4.5))\""
      svg += " text-anchor=\"middle\">\(count)</text>"
    }
    return svg + "</g>"
  }

  /// The patterns of the parts; they stand once on a page.
  static let patterns = """
    <svg width="0" height="0" aria-hidden="true" class="patterns"><defs>
    <pattern id="p-wrong" width="6" height="6" patternUnits="userSpaceOnUse" \
    patternTransform="rotate(45)"><rect class="hatch" width="1.6" height="6"/></pattern>
    <pattern id="p-flipped" width="6" height="6" patternUnits="userSpaceOnUse">\
    <rect class="hatch" width="1.6" height="6"/></pattern>
    <pattern id="p-unscored" width="6" height="6" patternUnits="userSpaceOnUse">\
    <circle class="hatch" cx="2" cy="2" r="1.2"/></pattern>
    </defs></svg>
    """
}
