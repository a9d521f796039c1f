// SPDX-License-Identifier: Apache-2.0

/// The numbers of an answer, and whether it says anything beside them.
struct NumbersInText: Sendable {
  private let numbers: [Double]
  private let isBare: Bool

  private static let words: [Substring: Double] = {
    let names =
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
      + "sixteen seventeen eighteen nineteen twenty"
    return Dictionary(
      uniqueKeysWithValues: names.split(separator: " ").enumerated().map { ($1, Double($0)) })
  }()

  init(_ text: String) {
    var numbers: [Double] = []
    var isBare = true
    let plain = text.lowercased().replacing(",", with: "")
    for word in plain.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == ".") }) {
      let trimmed = word.last == "." ? word.dropLast() : word
      if let number = Double(trimmed) ?? Self.words[trimmed], number.isFinite {
        numbers.append(number)
      } else if !trimmed.isEmpty, !["the", "a", "an"].contains(trimmed) {
        isBare = false
      }
    }
    self.numbers = numbers
    self.isBare = isBare
  }

  /// Whether both have the same numbers and one of them nothing else.
  func agree(with other: NumbersInText) -> Bool {
    !numbers.isEmpty && numbers == other.numbers && (isBare || other.isBare)
  }
}
