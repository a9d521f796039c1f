// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Estimates with their intervals, one row each, on a common axis, with baselines as ticks.
public struct IntervalChart: Sendable {
  public var caption: String
  public var rows: [Row]
  /// The ends of the axis; estimates are shares, shown as percent.
  public var range: ClosedRange<Double>
  /// Whether the estimates are differences, which have a sign and a line at 0.
  public var showsDifferences: Bool

  /// One estimate.
  public struct Row: Sendable {
    public var label: String
    public var estimate: Double
    public var lower: Double
    public var upper: Double
    /// The number of items behind it.
    public var count: Int
    /// What a judge without skill reaches; drawn as a dashed tick.
    public var baseline: Double?
    /// Rows of one series share colour and mark; 0 is the main one.
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

  public init(
    caption: String, rows: [Row], range: ClosedRange<Double> = 0...1,
    showsDifferences: Bool = false
  ) {
    self.caption = caption
    self.rows = rows
    self.range = range
    self.showsDifferences = showsDifferences
  }

  /// The plot as an SVG element.
  func svg(_ width: ChartWidth = .wide) -> String {
    let frame = Frame(width, labels: rows.map(\.label))
    let c = SVGText.coordinate
    var svg = "<svg viewBox=\"0 0 \(c(width.points)) \(c(frame.bottom + 30))\" role=\"img\""
    svg += " aria-label=\"\(SVGText.escape(caption))\">"
    for tick in SVGText.ticks(
      from: range.lowerBound, to: range.upperBound, count: width == .wide ? 5 : 4)
    {
      let x = c(frame.x(tick, range))
      svg += "<line class=\"\(showsDifferences && tick == 0 ? "zero" : "grid")\" x1=\"\(x)\""
      svg += " x2=\"\(x)\" y1=\"\(c(frame.top))\" y2=\"\(c(frame.bottom))\"/>"
      svg += "<text class=\"tick\" x=\"\(x)\" y=\"\(c(frame.bottom + 18))\""
      svg += " text-anchor=\"middle\">\(number(tick * 100))\(showsDifferences ? "" : " %")</text>"
    }
    for (index, row) in rows.enumerated() { svg += self.svg(row, index, frame) }
    return svg + "</svg>"
  }

  private func svg(_ row: Row, _ index: Int, _ frame: Frame) -> String {
    let c = SVGText.coordinate
    let color = SeriesMark.style(row.series)
    let y = frame.y(index)
    var svg = frame.label(row.label, index)
    if let baseline = row.baseline {
      let x = c(frame.x(baseline, range))
      svg += "<line class=\"baseline\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(c(y - 9))\""
      svg += " y2=\"\(c(y + 9))\"><title>baseline \(percent(baseline))</title></line>"
    }
    svg += "<line class=\"whisker \(color)\" x1=\"\(c(frame.x(row.lower, range)))\""
    svg += " x2=\"\(c(frame.x(row.upper, range)))\" y1=\"\(c(y))\" y2=\"\(c(y))\"/>"
    svg += SeriesMark.svg(row.series, x: frame.x(row.estimate, range), y: y, title: row.label)
    return svg
      + frame.value(
        percent(row.estimate) + "<tspan class=\"faint\">  n \(row.count)</tspan>", index)
  }

  private func number(_ value: Double) -> String {
    (showsDifferences && value > 0 ? "+" : "") + SVGText.number(value)
  }

  private func percent(_ value: Double) -> String {
    guard showsDifferences else { return SVGText.percent(value) }
    // What rounds to 0 has no sign.
    return abs(value) < 0.0005 ? "0.0 points" : String(format: "%+.1f points", 100 * value)
  }
}

extension IntervalChart {
  /// Where things stand in a plot of rows.
  struct Frame {
    let width: ChartWidth
    let left: Double
    let right: Double
    let top = 8.0
    let bottom: Double
    private let rowHeight: Double
    /// Whether a narrow plot's label needs a line of its own above the number.
    private let isTall: Bool

    init(_ width: ChartWidth, labels: [String]) {
      self.width = width
      let longest = Double(labels.map(\.count).max() ?? 0) * SVGText.letter
      isTall = width == .narrow && longest > 210
      left = width == .wide ? min(max(longest + 24, 120), 350) : 22
      right = width == .wide ? 158 : 22
      rowHeight = width == .wide ? 28 : isTall ? 62 : 46
      bottom = top + rowHeight * Double(labels.count)
    }

    /// The middle of the row's bar.
    func y(_ row: Int) -> Double {
      top + rowHeight * Double(row) + (width == .wide ? rowHeight / 2 : rowHeight - 14)
    }

    /// The place of the value, moved to the axis' nearer end where it lies outside.
    func x(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      let span = max(range.upperBound - range.lowerBound, 1e-9)
      let clamped = min(max(value, range.lowerBound), range.upperBound)
      return left + (clamped - range.lowerBound) / span * (width.points - left - right)
    }

    /// The row's name: to the left of the axis, or above the bar.
    func label(_ text: String, _ row: Int) -> String {
      let c = SVGText.coordinate
      let (fitted, x, y): (String, Double, Double) =
        width == .wide
        ? (SVGText.fitted(text, width: left - 20), left - 12, self.y(row) + 4)
        : isTall
          ? (SVGText.fitted(text, width: width.points), 0, self.y(row) - 31)
          : (SVGText.fitted(text, width: 215), 0, self.y(row) - 14)
      return "<text class=\"label\" x=\"\(c(x))\" y=\"\(c(y))\""
        + (width == .wide ? " text-anchor=\"end\">" : ">")
        + "\(SVGText.escape(fitted))<title>\(SVGText.escape(text))</title></text>"
    }

    /// The row's number, which may hold markup: to the right of the axis, or above the bar.
    func value(_ markup: String, _ row: Int) -> String {
      let c = SVGText.coordinate
      return width == .wide
        ? "<text class=\"value\" x=\"\(c(width.points - right + 14))\" y=\"\(c(y(row) + 4))\">"
          + "\(markup)</text>"
        : "<text class=\"value\" x=\"\(c(width.points))\" y=\"\(c(y(row) - 14))\""
          + " text-anchor=\"end\">\(markup)</text>"
    }
  }
}
