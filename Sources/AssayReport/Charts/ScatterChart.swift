// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Points with intervals over a number: accuracy over cost, or over stated confidence.
public struct ScatterChart: Sendable {
  public var caption: String
  public var horizontalLabel: String
  public var points: [Point]
  /// Whether the horizontal axis is a share from 0 to 1 like the vertical one, with the line on
  /// which both are equal.
  public var isReliability: Bool

  /// One point; its height is a share from 0 to 1.
  public struct Point: Sendable {
    /// The name beside the point; empty for none.
    public var label: String
    public var x: Double
    public var y: Double
    public var lower: Double
    public var upper: Double
    /// Colour and mark.
    public var series: Int
    /// What is said where one points at it.
    public var detail: String

    public init(
      label: String, x: Double, y: Double, lower: Double, upper: Double, series: Int,
      detail: String = ""
    ) {
      self.label = label
      self.x = x
      self.y = y
      self.lower = lower
      self.upper = upper
      self.series = series
      self.detail = detail
    }
  }

  public init(
    caption: String, horizontalLabel: String, points: [Point], isReliability: Bool = false
  ) {
    self.caption = caption
    self.horizontalLabel = horizontalLabel
    self.points = points
    self.isReliability = isReliability
  }

  /// The plot as an SVG element.
  func svg(_ width: ChartWidth = .wide) -> String {
    let points = points.filter { [$0.x, $0.y, $0.lower, $0.upper].allSatisfy(\.isFinite) }
    guard !points.isEmpty else { return "<p class=\"faint\">No points.</p>" }
    let axes = Axes(points, width, isReliability: isReliability)
    let c = SVGText.coordinate
    var svg = "<svg viewBox=\"0 0 \(c(width.points)) \(c(axes.height))\" role=\"img\""
    svg += " aria-label=\"\(SVGText.escape(caption))\">" + grid(axes)
    if isReliability {
      svg += "<line class=\"baseline\" x1=\"\(c(axes.x(0)))\" y1=\"\(c(axes.y(0)))\""
      svg += " x2=\"\(c(axes.x(1)))\" y2=\"\(c(axes.y(1)))\"/>"
    }
    for point in points {
      let x = c(axes.x(point.x))
      svg += "<line class=\"whisker thin \(SeriesMark.style(point.series))\" x1=\"\(x)\""
      svg += " x2=\"\(x)\" y1=\"\(c(axes.y(point.lower)))\" y2=\"\(c(axes.y(point.upper)))\"/>"
      svg += SeriesMark.svg(
        point.series, x: axes.x(point.x), y: axes.y(point.y), title: point.detail)
    }
    return svg + labels(points, axes) + "</svg>"
  }

  private func grid(_ axes: Axes) -> String {
    let c = SVGText.coordinate
    var svg = ""
    for tick in SVGText.ticks(from: axes.lowY, to: axes.highY) {
      let y = axes.y(tick)
      svg += "<line class=\"grid\" x1=\"\(c(axes.left))\" x2=\"\(c(axes.right))\" y1=\"\(c(y))\""
      svg += " y2=\"\(c(y))\"/><text class=\"tick\" x=\"\(c(axes.left - 8))\" y=\"\(c(y + 4))\""
      svg += " text-anchor=\"end\">\(SVGText.number(tick * 100)) %</text>"
    }
    for tick in axes.ticks {
      let text = isReliability ? "\(SVGText.number(tick * 100)) %" : axes.text(of: tick)
      svg += "<text class=\"tick\" x=\"\(c(axes.x(tick)))\" y=\"\(c(axes.bottom + 18))\""
      svg += " text-anchor=\"middle\">\(text)</text>"
    }
    let room = axes.right - axes.left
    let horizontalLabel = horizontalLabel + (axes.isLogarithmic ? ", logarithmic" : "")
    svg += "<text class=\"axis\" x=\"\(c(axes.right))\" y=\"\(c(axes.height - 6))\""
    svg += " text-anchor=\"end\">\(SVGText.escape(SVGText.fitted(horizontalLabel, width: room)))"
    return svg + "</text>"
  }

  /// Names to the right of the points, or to the left in the right half; where two would meet the
  /// lower one moves down.
  private func labels(_ points: [Point], _ axes: Axes) -> String {
    let c = SVGText.coordinate
    var taken: [(x: ClosedRange<Double>, y: Double)] = []
    var svg = ""
    for point in points.sorted(by: { $0.y > $1.y }) where !point.label.isEmpty {
      let x = axes.x(point.x)
      let isLeft = x > (axes.left + axes.right) / 2
      let room = isLeft ? x - axes.left - 12 : axes.right - x - 12
      let text = SVGText.fitted(point.label, width: room)
      let length = Double(text.count) * SVGText.letter
      let span = isLeft ? (x - 12 - length)...(x - 12) : (x + 12)...(x + 12 + length)
      var y = axes.y(point.y) + 4
      while let other = taken.first(where: { $0.x.overlaps(span) && abs($0.y - y) < 15 }) {
        y = other.y + 15
      }
      taken.append((span, y))
      svg += "<text class=\"label\" x=\"\(c(isLeft ? x - 12 : x + 12))\" y=\"\(c(y))\""
      svg += "\(isLeft ? " text-anchor=\"end\"" : "")>\(SVGText.escape(text))</text>"
    }
    return svg
  }
}

extension ScatterChart {
  /// Where values stand in the plot.
  struct Axes {
    let left = 54.0
    let right: Double
    let top = 12.0
    let bottom: Double
    let height: Double
    let lowY: Double
    let highY: Double
    private let lowX: Double
    private let highX: Double
    let isLogarithmic: Bool

    init(_ points: [Point], _ width: ChartWidth, isReliability: Bool) {
      height = width == .wide ? 320 : 290
      right = width.points - 26
      bottom = height - 46
      let xs = points.map(\.x)
      let (least, most) = (xs.min() ?? 0, xs.max() ?? 1)
      isLogarithmic = !isReliability && least > 0 && most / least > 20
      if isReliability {
        lowX = 0
        highX = 1
        lowY = 0
        highY = 1
      } else {
        // Tenths around the intervals, so that differences can be seen.
        lowY = max(0, ((points.map(\.lower).min() ?? 0) * 10).rounded(.down) / 10)
        highY = min(1, max(lowY + 0.1, ((points.map(\.upper).max() ?? 1) * 10).rounded(.up) / 10))
        lowX = isLogarithmic ? pow(10, floor(log10(least))) : 0
        highX = isLogarithmic ? pow(10, ceil(log10(most))) : most > 0 ? most * 1.1 : 1
      }
    }

    func x(_ value: Double) -> Double {
      let share =
        isLogarithmic
        ? log(max(value, lowX) / lowX) / log(highX / lowX) : (value - lowX) / (highX - lowX)
      return left + min(max(share, 0), 1) * (right - left)
    }

    func y(_ value: Double) -> Double {
      bottom - min(max((value - lowY) / (highY - lowY), 0), 1) * (bottom - top)
    }

    /// A tick of the horizontal axis in words.
    func text(of tick: Double) -> String {
      Int(exactly: tick).map(\.grouped) ?? SVGText.number(tick)
    }

    /// Round numbers on the horizontal axis; powers of ten on a logarithmic one.
    var ticks: [Double] {
      guard isLogarithmic else { return SVGText.ticks(from: lowX, to: highX, count: 5) }
      var ticks: [Double] = []
      var tick = lowX
      while tick <= highX * 1.001, ticks.count < 20 {
        ticks.append(tick)
        tick *= 10
      }
      return ticks
    }
  }
}
