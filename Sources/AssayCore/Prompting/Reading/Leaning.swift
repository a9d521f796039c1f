// SPDX-License-Identifier: Apache-2.0

/// Notices which of two responses a piece of prose calls the better one.
///
/// It never decides a verdict; it only flags an explanation that prefers something else.
enum Leaning {
  private static let fillers: Set<String> = [
    "is", "was", "are", "clearly", "the", "a", "significantly", "much", "slightly", "overall",
    "therefore", "thus", "far", "definitely", "provides", "provided", "gives", "offers", "more",
    "generally", "objectively", "ultimately", "by", "considered", "s", "answer", "response",
  ]
  private static let separators = Set(" *'".utf8)
  private static let praises: Set<String> = [
    "better", "superior", "preferred", "preferable", "best", "stronger", "winner",
  ]

  /// The preference that the range states last, if it states one.
  ///
  /// - Parameter names: How the first and the second response are called.
  static func last(in text: ByteText, _ range: Range<Int>, names: [String]) -> Preference? {
    guard names.count == 2 else { return nil }
    var latest: (index: Int, preference: Preference)?
    for (name, preference) in zip(names, [Preference.first, .second]) {
      let pattern = Array(name.lowercased().utf8)
      var upper = range.upperBound
      while let index = text.last(pattern, in: range.lowerBound..<upper, ignoringCase: true) {
        let end = index + pattern.count
        if text.isWord(index..<end), isPraised(text, after: end, limit: range.upperBound) {
          if index >= latest?.index ?? 0 { latest = (index, preference) }
          break
        }
        upper = end - 1
      }
    }
    return latest?.preference
  }

  /// Whether up to five filling words and then a praise follow.
  private static func isPraised(_ text: ByteText, after index: Int, limit: Int) -> Bool {
    var position = index
    for _ in 0..<6 {
      while position < limit, separators.contains(text.bytes[position]) { position += 1 }
      let start = position
      while position < limit, ByteText.isWordByte(text.bytes[position]), position - start < 16 {
        position += 1
      }
      let word = text.string(start..<position).lowercased()
      if praises.contains(word) { return true }
      guard fillers.contains(word) else { return false }
    }
    return false
  }
}
