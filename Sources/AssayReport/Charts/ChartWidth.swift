// SPDX-License-Identifier: Apache-2.0

/// How much room a plot has. Every plot is drawn for both, and the style sheet shows one.
enum ChartWidth: CaseIterable {
  /// A page at a desk: labels stand beside what they name.
  case wide
  /// A telephone or a column: labels stand above what they name.
  case narrow

  /// The width in the plot's own units; at this width a unit is a pixel.
  var points: Double { self == .wide ? 760 : 340 }
}

/// The mark of a series: colour and shape, so that neither is needed alone.
enum SeriesMark {
  /// How many series have a colour of their own.
  static let colors = 8

  /// The style of the series' colour.
  static func style(_ series: Int) -> String { "s\(series % colors)" }

  /// The mark as SVG: a circle, square, diamond, triangle, or one of these hollow.
  static func svg(_ series: Int, x: Double, y: Double, title: String = "") -> String {
    let c = SVGText.coordinate
    let isHollow = series % colors >= 4
    let attributes = "class=\"dot \(style(series))\(isHollow ? " hollow" : "")\""
    let name = title.isEmpty ? "" : "<title>\(SVGText.escape(title))</title>"
    func polygon(_ corners: [(Double, Double)]) -> String {
      let points = corners.map { "\(c(x + $0.0)),\(c(y + $0.1))" }.joined(separator: " ")
      return "<polygon \(attributes) points=\"\(points)\">\(name)</polygon>"
    }
    return switch series % 4 {
    case 0: "<circle \(attributes) cx=\"\(c(x))\" cy=\"\(c(y))\" r=\"5\">\(name)</circle>"
    case 1: polygon([(-4.6, -4.6), (4.6, -4.6), (4.6, 4.6), (-4.6, 4.6)])
    case 2: polygon([(0, -6.4), (6.4, 0), (0, 6.4), (-6.4, 0)])
    default: polygon([(0, -6), (5.8, 4.6), (-5.8, 4.6)])
    }
  }
}
