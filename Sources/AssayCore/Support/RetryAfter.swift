// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The header in which a server says how long to wait (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The wait that the header's value asks for: seconds, or an HTTP date.
  ///
  /// - Returns: `nil` for a value that is neither; a date in the past is no wait at all.
  package static func wait(_ value: String, now: Date) -> Duration? {
    let text = value.trimmingCharacters(in: .whitespaces)
    if let seconds = Double(text) {
      guard seconds.isFinite, seconds >= 0 else { return nil }
      return .milliseconds(Int64(min(seconds, 1e9) * 1000))
    }
    guard let date = date(text) else { return nil }
    let seconds = date.timeIntervalSince(now)
    return .milliseconds(Int64(max(0, min(seconds, 1e9)) * 1000))
  }

  /// The wait of `retry-after-ms`, as Azure and OpenAI send it beside the standard header.
  package static func wait(milliseconds value: String) -> Duration? {
    guard let number = Double(value.trimmingCharacters(in: .whitespaces)), number.isFinite,
      number >= 0
    else { return nil }
    return .milliseconds(Int64(min(number, 1e12)))
  }

  /// The three spellings of a date that RFC 9110 §5.6.7 has a recipient accept.
  private static func date(_ text: String) -> Date? {
    for format in [
      "EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy",
    ] {
      let formatter = DateFormatter()
      formatter.locale = Locale(identifier: "en_US_POSIX")
      formatter.timeZone = TimeZone(identifier: "GMT")
      formatter.dateFormat = format
      if let date = formatter.date(from: text) { return date }
    }
    return nil
  }
}
