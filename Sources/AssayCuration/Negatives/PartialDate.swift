// SPDX-License-Identifier: Apache-2.0
import AssayData

/// A date as far as a text gives it: `4 September 1936`, `Sept. 1936`, `1936-09-04`, `1936`.
struct PartialDate: Sendable, Hashable {
  var year: Int?
  var month: Int?
  var day: Int?

  /// `nil` where the text says anything else than one date.
  init?(_ text: String) {
    for word in AnswerNormalization.unicode.normalized(text).split(separator: " ") {
      if let month = Self.month(word) {
        guard self.month == nil else { return nil }
        self.month = month
      } else if let number = Self.number(word) {
        if (1000...2999).contains(number), year == nil {
          year = number
        } else if (1...31).contains(number), day == nil {
          day = number
        } else if (1...31).contains(number), month == nil, year != nil, let first = day, first <= 12
        {
          // A second small number after a year: the order of ISO 8601, year, month, day.
          month = first
          day = number
        } else {
          return nil
        }
      } else if !["of", "on", "in"].contains(word) {
        return nil
      }
    }
    // A day alone, or a year and a number, is no date.
    guard year != nil || month != nil, month != nil || day == nil else { return nil }
  }

  /// Whether both are about one time and one of them says more than the other.
  func isCompatible(with other: PartialDate) -> Bool {
    func agree(_ one: Int?, _ two: Int?) -> Bool { one == nil || two == nil || one == two }
    let shared =
      (year != nil && other.year != nil) || (month != nil && other.month != nil)
    return self != other && shared && agree(year, other.year) && agree(month, other.month)
      && agree(day, other.day)
  }

  private static let months = EnglishCalendar.months.map { $0.lowercased() }

  private static func month(_ word: Substring) -> Int? {
    guard word.count >= 3,
      word.count == 3 || word == "sept" || word.count > 4 || word == "june"
        || word == "july"
    else { return nil }
    return months.firstIndex { $0 == word || (word.count <= 4 && $0.hasPrefix(word)) }.map {
      $0 + 1
    }
  }

  private static func number(_ word: Substring) -> Int? {
    var digits = word
    for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      digits = word.dropLast(ending.count)
    }
    return digits.allSatisfy(\.isASCII) ? Int(digits) : nil
  }
}
