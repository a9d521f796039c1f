// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The words of a progress line, as many as fit.
struct ProgressText: Sendable {
  var label: String
  var unit: String
  var total: Int

  /// The line for a terminal of so many columns. What matters least is left out first: the bar
  /// shrinks, then the details go, then the unit, the rate and the label.
  func line(_ completed: Int, rate: Double, _ details: [String], width: Int) -> String {
    let share = total > 0 ? min(1, Double(completed) / Double(total)) : 0
    let percent = "\(Int(share * 100)) %"
    let left = Double(max(0, total - completed))
    let remaining = "ETA " + (rate > 0 ? Self.clock(left / rate) : left > 0 ? "–" : "0:00")
    let speed = "\(Self.number(rate))/s"
    let count = "\(completed)/\(total)"
    // The last column stays free: some terminals break the line there.
    let room = max(1, width - 1)
    for shown in stride(from: details.count, through: 0, by: -1) {
      let rest =
        ["\(percent)  \(count) \(unit)", speed, remaining]
        + (shown > 0 ? [details.prefix(shown).joined(separator: ", ")] : [])
      let text = rest.joined(separator: "  ")
      let bar = min(24, room - label.count - text.count - 2)
      if bar >= 8 { return "\(label) \(Self.bar(share, bar)) \(text)" }
      if bar >= -1 { return "\(label) \(text)" }
    }
    let short = [
      "\(label) \(percent) \(count) \(speed) \(remaining)", "\(label) \(percent) \(remaining)",
      "\(percent) \(remaining)", percent,
    ]
    return short.first { $0.count <= room } ?? String(percent.prefix(room))
  }

  /// The line that stays when all is done.
  func summary(
    _ completed: Int, new: Int, in time: Duration, _ details: [String]
  ) -> String {
    let seconds = Self.seconds(time)
    let rate = seconds > 0 ? Double(max(0, new)) / seconds : 0
    let head = "\(label): \(completed) of \(total) \(unit) in \(Self.clock(seconds))"
    return ([head + " (\(Self.number(rate))/s)"] + details).joined(separator: ", ")
  }

  private static func bar(_ share: Double, _ width: Int) -> String {
    let filled = Int(share * Double(width))
    return String(repeating: "━", count: filled) + String(repeating: "┄", count: width - filled)
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// `m:ss`, or `h:mm:ss` from an hour on.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 359_999).rounded())
    let pair = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    let minutes = whole / 60 % 60
    let head = whole >= 3600 ? "\(whole / 3600):\(pair(minutes))" : "\(minutes)"
    return "\(head):\(pair(whole % 60))"
  }

  /// A number of things a second.
  static func number(_ value: Double) -> String {
    value >= 100 ? "\(Int(value.rounded()))" : String(format: "%.1f", value)
  }
}
