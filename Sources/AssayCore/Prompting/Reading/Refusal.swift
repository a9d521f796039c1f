// SPDX-License-Identifier: Apache-2.0

/// Finds out whether an answer without a verdict declines to judge.
enum Refusal {
  private static let phrases = [
    "i cannot", "i can't", "i can not", "i am unable", "i'm unable", "i am not able",
    "i'm not able", "i won't", "i will not", "i must decline", "i decline", "i refuse",
    "i'm sorry", "i am sorry", "sorry, ", "i apologize", "i apologise", "unable to assist",
    "cannot assist", "can't assist", "cannot help with", "can't help with", "as an ai",
    "cannot comply", "can't comply", "unable to provide", "cannot provide", "can't provide",
    "against my guidelines", "not comfortable",
  ].map { Array($0.utf8) }

  /// How far into the answer a refusal is looked for; judges refuse at once or not at all.
  private static let reach = 240

  /// Whether the answer opens with a refusal.
  static func opens(_ text: ByteText, _ answer: Range<Int>) -> Bool {
    let end = min(answer.upperBound, answer.lowerBound + reach)
    // Typographic apostrophes are three bytes; the phrases are written with the plain one.
    let plain = text.string(answer.lowerBound..<end)
      .unicodeScalars.map { $0 == "\u{2019}" || $0 == "\u{2BC}" ? "'" : String($0) }.joined()
    let head = ByteText(plain)
    return phrases.contains { phrase in
      guard let index = head.first(phrase, in: head.all, ignoringCase: true) else { return false }
      return index == 0 || !ByteText.isWordByte(head.bytes[index - 1])
    }
  }
}
