// SPDX-License-Identifier: Apache-2.0

/// One or more curves over a common horizontal axis, such as a loss over steps.
public struct LineChart: Sendable {
  public var caption: String
  public var horizontalLabel: String
  public var verticalLabel: String
  public var series: [Series]
  /// Whether the vertical axis begins at 0.
  public var startsAtZero: Bool

  /// One curve.
  public struct Series: Sendable {
    public var label: String
    public var points: [Point]
    /// Drawn thin and pale, as the raw data behind a smoothed curve.
    public var isFaint: Bool

    public init(label: String, points: [Point], isFaint: Bool = false) {
      self.label = label
      self.points = points
      self.isFaint = isFaint
    }
  }

  /// One point of a curve.
  public struct Point: Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  public init(
    caption: String, horizontalLabel: String, verticalLabel: String, series: [Series],
    startsAtZero: Bool = true
  ) {
    self.caption = caption
    self.horizontalLabel = horizontalLabel
    self.verticalLabel = verticalLabel
    self.series = series
    self.startsAtZero = startsAtZero
  }

  private static let height = 280.0
  private static let frame = (left: 64.0, right: 16.0, top: 14.0, bottom: 46.0)
  /// More points than pixels only make the page heavy.
  private static let maximumPoints = 700

  /// The plot as an SVG element.
  func svg(_ width: ChartWidth = .wide) -> String {
    let points = series.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
    guard let minimumX = points.map(\.x).min(), let maximumX = points.map(\.x).max(),
      let minimumY = points.map(\.y).min(), let maximumY = points.map(\.y).max()
    else { return "<p class=\"faint\">No points.</p>" }
    let lowY = startsAtZero ? min(0, minimumY) : minimumY
    let highY = maximumY > lowY ? maximumY : lowY + 1
    let highX = maximumX > minimumX ? maximumX : minimumX + 1
    let frame = Self.frame
    func x(_ value: Double) -> Double {
      frame.left + (value - minimumX) / (highX - minimumX)
        * (width.points - frame.left - frame.right)
    }
    func y(_ value: Double) -> Double {
      Self.height - frame.bottom
        - (value - lowY) / (highY - lowY) * (Self.height - frame.top - frame.bottom)
    }
    let c = SVGText.coordinate
    var svg =
      "<svg viewBox=\"0 0 \(c(width.points)) \(c(Self.height))\" role=\"img\" aria-label=\""
      + SVGText.escape(caption) + "\">"
    for tick in SVGText.ticks(from: lowY, to: highY) {
      svg += "<line class=\"grid\" x1=\"\(c(frame.left))\" x2=\"\(c(width.points - frame.right))\""
      svg += " y1=\"\(c(y(tick)))\" y2=\"\(c(y(tick)))\"/><text class=\"tick\""
      svg += " x=\"\(c(frame.left - 8))\" y=\"\(c(y(tick) + 4))\" text-anchor=\"end\">"
      svg += SVGText.number(tick) + "</text>"
    }
    for tick in SVGText.ticks(from: minimumX, to: highX, count: width == .wide ? 8 : 4) {
      svg += "<text class=\"tick\" x=\"\(c(x(tick)))\" y=\"\(c(Self.height - frame.bottom + 18))\""
      svg += " text-anchor=\"middle\">\(SVGText.number(tick))</text>"
    }
    for (index, series) in series.enumerated() {
      let path = Self.thinned(series.points).map { "\(c(x($0.x))),\(c(y($0.y)))" }
      let style = series.isFaint ? "curve faint-curve" : "curve"
      svg +=
        "<polyline class=\"\(style) \(SeriesMark.style(index))\" points=\"\(path.joined(separator: " "))\">"
      svg += "<title>\(SVGText.escape(series.label))</title></polyline>"
    }
    svg += "<text class=\"axis\" x=\"\(c(width.points - frame.right))\" y=\"\(c(Self.height - 8))\""
    svg += " text-anchor=\"end\">\(SVGText.escape(horizontalLabel))</text>"
    svg += "<text class=\"axis\" x=\"\(c(frame.left + 8))\" y=\"\(c(frame.top + 2))\">"
    svg += SVGText.escape(verticalLabel) + "</text></svg>"
    return svg
  }

  /// Keeps at most one mean point for each pixel column.
  static func thinned(_ points: [Point]) -> [Point] {
    let finite = points.filter { $0.x.isFinite && $0.y.isFinite }
    guard finite.count > maximumPoints else { return finite }
    let stride = (finite.count + maximumPoints - 1) / maximumPoints
    return Swift.stride(from: 0, to: finite.count, by: stride).map { start in
      let bucket = finite[start..<min(start + stride, finite.count)]
      let count = Double(bucket.count)
      return Point(
        x: bucket.map(\.x).reduce(0, +) / count, y: bucket.map(\.y).reduce(0, +) / count)
    }
  }
}
