// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Sizes as people write them.
enum ByteText {
  private static let units = ["B", "kB", "MB", "GB", "TB"]

  /// The size in the largest unit of which there is one, such as `12.3 MB`.
  static func text(_ bytes: Double) -> String {
    var (value, unit) = (max(0, bytes), 0)
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let digits = unit == 0 || value >= 99.95 ? "%.0f" : "%.1f"
    return "\(String(format: digits, value)) \(units[unit])"
  }

  /// The size in bytes of a text such as `500MB` or `2 GB`.
  ///
  /// - Throws: `invalidArgument`.
  static func bytes(_ text: String, option: String) throws -> Int {
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).trimmingCharacters(in: .whitespaces).uppercased()
    let known = ["": 1.0, "B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12]
    guard let value = Double(number), let factor = known[unit], value * factor <= 1e15 else {
      throw AssayError(
        .invalidArgument, "\(option) '\(text)' is not a size.",
        advice: "Write it as in 500MB or 2GB.")
    }
    return Int(value * factor)
  }
}
