// SPDX-License-Identifier: Apache-2.0

/// Estimates with their intervals, one row each, on a common axis, with baselines as ticks.
public struct IntervalChart: Sendable {
  public var caption: String
  public var rows: [Row]
  /// The ends of the axis; estimates are shares, shown as percent.
  public var range: ClosedRange<Double>

  /// One estimate.
  public struct Row: Sendable {
    public var label: String
    public var estimate: Double
    public var lower: Double
    public var upper: Double
    /// The number of items behind it.
    public var count: Int
    /// What a judge without skill reaches; drawn as a hollow tick.
    public var baseline: Double?
    /// Rows of one series share a colour; 0 is the main one.
    public var series: Int

    public init(
      label: String, estimate: Double, lower: Double, upper: Double, count: Int,
      baseline: Double? = nil, series: Int = 0
    ) {
      self.label = label
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
      self.count = count
      self.baseline = baseline
      self.series = series
    }
  }

  public init(caption: String, rows: [Row], range: ClosedRange<Double> = 0...1) {
    self.caption = caption
    self.rows = rows
    self.range = range
  }

  /// The plot as an SVG element.
  var svg: String {
    let left = 210.0
    let right = 150.0
    let width = 760.0
    let rowHeight = 28.0
    let top = 8.0
    let bottom = top + rowHeight * Double(rows.count)
    let span = max(range.upperBound - range.lowerBound, 1e-9)
    func x(_ value: Double) -> Double {
      let clamped = min(max(value, range.lowerBound), range.upperBound)
      return left + (clamped - range.lowerBound) / span * (width - left - right)
    }
    let c = SVGText.coordinate
    var svg =
      "<svg viewBox=\"0 0 \(c(width)) \(c(bottom + 30))\" role=\"img\" aria-label=\""
      + SVGText.escape(caption) + "\">"
    for tick in SVGText.ticks(from: range.lowerBound, to: range.upperBound) {
      svg += "<line class=\"grid\" x1=\"\(c(x(tick)))\" x2=\"\(c(x(tick)))\" y1=\"\(c(top))\""
      svg +=
        " y2=\"\(c(bottom))\"/><text class=\"tick\" x=\"\(c(x(tick)))\" y=\"\(c(bottom + 18))\""
      svg += " text-anchor=\"middle\">\(SVGText.number(tick * 100)) %</text>"
    }
    for (index, row) in rows.enumerated() {
      let y = top + rowHeight * (Double(index) + 0.5)
      let color = "s\(row.series % 4)"
      svg += "<text class=\"label\" x=\"\(c(left - 12))\" y=\"\(c(y + 4))\" text-anchor=\"end\">"
      svg += SVGText.escape(row.label) + "</text>"
      if let baseline = row.baseline {
        svg += "<line class=\"baseline\" x1=\"\(c(x(baseline)))\" x2=\"\(c(x(baseline)))\""
        svg += " y1=\"\(c(y - 9))\" y2=\"\(c(y + 9))\"><title>baseline "
        svg += "\(percent(baseline))</title></line>"
      }
      svg += "<line class=\"whisker \(color)\" x1=\"\(c(x(row.lower)))\" x2=\"\(c(x(row.upper)))\""
      svg += " y1=\"\(c(y))\" y2=\"\(c(y))\"/>"
      svg += "<circle class=\"dot \(color)\" cx=\"\(c(x(row.estimate)))\" cy=\"\(c(y))\" r=\"5\"/>"
      svg += "<text class=\"value\" x=\"\(c(width - right + 14))\" y=\"\(c(y + 4))\">"
      svg += "\(percent(row.estimate))<tspan class=\"faint\">  n \(row.count)</tspan></text>"
    }
    return svg + "</svg>"
  }

  private func percent(_ value: Double) -> String {
    SVGText.number((value * 1000).rounded() / 10) + " %"
  }
}
