// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Pieces that every plot shares: escaping, numbers, and even tick marks.
enum SVGText {
  /// The text with the five characters escaped that XML gives a meaning.
  static func escape(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// The text, or its beginning and end where it is wider; a letter is taken to be
  /// `letter` wide.
  static func fitted(_ text: String, width: Double) -> String {
    let room = max(5, Int(width / letter))
    guard text.count > room else { return text }
    let head = (room - 1) * 3 / 5
    return text.prefix(head) + "…" + text.suffix(room - 1 - head)
  }

  /// The width that a letter of a label is taken to have; fonts differ, so it is a wide one's.
  static let letter = 7.8

  /// A share in percent with one digit, which is always there.
  static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

  /// A coordinate with at most two decimals.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// A tick label without needless zeros.
  static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    var text = String(format: "%.4f", value)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Round numbers that divide the range into about `count` parts.
  static func ticks(from low: Double, to high: Double, count: Int = 5) -> [Double] {
    guard high > low, count > 0, low.isFinite, high.isFinite else { return [low] }
    let raw = (high - low) / Double(count)
    let magnitude = pow(10, floor(log10(raw)))
    let step = [1, 2, 2.5, 5, 10].map { $0 * magnitude }.first { $0 >= raw } ?? raw
    var ticks: [Double] = []
    var tick = (low / step).rounded(.up) * step
    while tick <= high + step * 1e-9, ticks.count < 50 {
      ticks.append(abs(tick) < step * 1e-9 ? 0 : tick)
      tick += step
    }
    return ticks
  }
}
