// SPDX-License-Identifier: Apache-2.0

/// `date`: a year, a month or a weekday becomes a near one.
public struct DateInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "date", summary: "A year, a month or a weekday becomes a near one.",
    kinds: ["date/year", "date/month", "date/weekday"])

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let characters = Array(subject.text)
    return Words(characters).words.flatMap { word -> [InjectedFault] in
      let text = String(characters[word])
      if let year = Int(text), text.count == 4, (1000...2100).contains(year) {
        return [year - 10, year - 1, year + 1, year + 10].map {
          subject.replacing(word, of: characters, with: "\($0)", kind: "date/year")
        }
      }
      for (kind, names) in [
        ("month", EnglishCalendar.months), ("weekday", EnglishCalendar.weekdays),
      ] {
        guard let index = names.firstIndex(of: text) else { continue }
        // "May" and "March" begin sentences, too; a number beside them tells a date.
        if text == "May" || text == "March", !Words.hasNumber(beside: word, in: characters) {
          return []
        }
        return [index + 1, index + names.count - 1].map {
          subject.replacing(
            word, of: characters, with: names[$0 % names.count], kind: "date/\(kind)")
        }
      }
      return []
    }
  }
}

/// The words of a text: runs of letters and digits.
struct Words {
  let words: [Range<Int>]

  init(_ characters: [Character]) {
    var words: [Range<Int>] = []
    var start: Int?
    for (index, character) in characters.enumerated() {
      if character.isLetter || character.isNumber {
        start = start ?? index
      } else if let begin = start {
        words.append(begin..<index)
        start = nil
      }
    }
    if let start { words.append(start..<characters.count) }
    self.words = words
  }

  /// Whether a number stands next to the word, with nothing but blanks and commas between.
  static func hasNumber(beside word: Range<Int>, in characters: [Character]) -> Bool {
    let before = characters[..<word.lowerBound].last { !" ,".contains($0) }
    let after = characters[word.upperBound...].first { !" ,".contains($0) }
    return before?.isNumber ?? false || after?.isNumber ?? false
  }
}
