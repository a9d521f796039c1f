// SPDX-License-Identifier: Apache-2.0

/// The searches behind the recorded dialects.
enum RecordedReading {
  /// The judgment of the one mark that stands in the range; contradiction where several do.
  static func oneOf(
    _ marks: [String: Judgment], in text: ByteText, _ range: Range<Int>
  ) -> AnswerSpace.Reading? {
    let found = marks.filter { text.contains($0.key, in: range) }
    guard found.count < 2 else { return .unscored(.contradiction) }
    if let judgment = found.values.first { return .judged(judgment) }
    guard marks.keys.allSatisfy({ $0.hasPrefix("[[") }) else { return nil }
    return lastDoubleBracket(in: text, range).map { .unscored(.badLabel("[[\($0)]]")) }
  }

  /// The content of the last `[[…]]` of at most a few characters on one line.
  private static func lastDoubleBracket(in text: ByteText, _ range: Range<Int>) -> String? {
    guard let close = text.last(Array("]]".utf8), in: range) else { return nil }
    let window = max(range.lowerBound, close - 12)..<close
    guard let open = text.last(Array("[[".utf8), in: window) else { return nil }
    return text.string(open + 2..<close)
  }

  // MARK: Arena-Hard grades

  /// The inside of every `[[…]]` that is made of `A`, `B`, `<`, `>` and `=`.
  static func grades(in text: ByteText, _ range: Range<Int>) -> [String] {
    let letters = Set("AB<>=".utf8)
    var grades: [String] = []
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      guard text.bytes[index] == UInt8(ascii: "["), text.bytes[index + 1] == UInt8(ascii: "[")
      else {
        index += 1
        continue
      }
      var end = index + 2
      while end < range.upperBound, letters.contains(text.bytes[end]) { end += 1 }
      let isClosed =
        end > index + 2 && end + 1 < range.upperBound
        && text.bytes[end] == UInt8(ascii: "]") && text.bytes[end + 1] == UInt8(ascii: "]")
      if isClosed, end - index < 12 { grades.append(text.string(index + 2..<end)) }
      index = isClosed ? end + 2 : index + 1
    }
    return grades
  }

  /// The preference that a grade stands for; how clear it is does not count.
  static func preference(_ grade: String) -> Judgment? {
    switch grade {
    case "A>>B", "A>B", "B<A", "B<<A": .preference(.first)
    case "B>>A", "B>A", "A<B", "A<<B": .preference(.second)
    case "A=B", "B=A": .preference(.tie)
    default: nil
    }
  }

  /// The distinct preferences among `[[A>B]]` and `[[B>A]]` after the last `Verdict:`.
  static func strictGradesAfterVerdict(
    _ text: ByteText, _ range: Range<Int>? = nil
  ) -> Set<Judgment> {
    let range = range ?? text.all
    guard let label = text.last(Array("Verdict:".utf8), in: range) else { return [] }
    let grades = grades(in: text, label..<range.upperBound)
    return Set(grades.filter { $0 == "A>B" || $0 == "B>A" }.compactMap(preference))
  }

  /// Whether the sentence stands in the trimmed text with one more character on its line.
  static func saysBetter(_ sentence: String, in text: ByteText) -> Bool {
    let pattern = Array(sentence.utf8)
    var range = text.trimmed(text.all)
    while let index = text.first(pattern, in: range) {
      let end = index + pattern.count
      if end < range.upperBound, text.bytes[end] != 0x0A { return true }
      range = min(end, range.upperBound)..<range.upperBound
    }
    return false
  }

  // MARK: Ratings

  /// The number from 1 to 10 that ends the text as a word of its own; `7.5` ends with 5.
  static func finalRating(_ text: ByteText) -> Int? {
    let range = text.trimmed(text.all)
    var start = range.upperBound
    while start > range.lowerBound, ByteText.isDigit(text.bytes[start - 1]),
      range.upperBound - start < 3
    {
      start -= 1
    }
    guard start < range.upperBound, text.bytes[start] != UInt8(ascii: "0"),
      start == range.lowerBound || !ByteText.isWordByte(text.bytes[start - 1]),
      let rating = Int(text.string(start..<range.upperBound)), rating <= 10
    else { return nil }
    return rating
  }

  /// The rating that the last word of the text is.
  static func rating(_ text: ByteText, _ range: Range<Int>) -> AnswerSpace.Reading? {
    var start = range.upperBound
    while start > range.lowerBound, !ByteText.isSpace(text.bytes[start - 1]),
      range.upperBound - start < 40
    {
      start -= 1
    }
    return AnswerSpace.scores(ScoreScale(lowest: 1, highest: 10))
      .read(text.string(start..<range.upperBound), at: .line)
  }

  // MARK: Boxes and words

  /// The inside of the last `\boxed{…}` without braces of its own.
  static func lastBox(_ text: ByteText, _ range: Range<Int>? = nil) -> String? {
    let opening = Array("\\boxed{".utf8)
    let range = range ?? text.all
    var upper = range.upperBound
    while let open = text.last(opening, in: range.lowerBound..<upper) {
      let start = open + opening.count
      var end = start
      while end < range.upperBound, text.bytes[end] != UInt8(ascii: "}"),
        text.bytes[end] != UInt8(ascii: "{"), end - start < 200
      {
        end += 1
      }
      if end < range.upperBound, text.bytes[end] == UInt8(ascii: "}") {
        return text.string(start..<end)
      }
      upper = open
    }
    return nil
  }

  /// The last `yes` or `no` that is a word of its own.
  static func lastYesOrNo(_ text: ByteText, _ range: Range<Int>) -> AnswerSpace.Reading? {
    let yes = lastWord("yes", in: text, range)
    let no = lastWord("no", in: text, range)
    switch (yes, no) {
    case (nil, nil): return nil
    case (.some, nil): return .judged(.boolean(true))
    case (nil, .some): return .judged(.boolean(false))
    case (.some(let yes), .some(let no)):
      return .judged(.boolean(yes > no), notes: [.contradiction])
    }
  }

  private static func lastWord(_ word: String, in text: ByteText, _ range: Range<Int>) -> Int? {
    let pattern = Array(word.utf8)
    var upper = range.upperBound
    while let index = text.last(pattern, in: range.lowerBound..<upper, ignoringCase: true) {
      if text.isWord(index..<index + pattern.count) { return index }
      upper = index + pattern.count - 1
    }
    return nil
  }
}
