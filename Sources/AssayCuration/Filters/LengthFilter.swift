// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Drops examples whose question or responses are too short or too long.
public struct LengthFilter: CurationFilter {
  public static let card = FilterCard(
    name: "length",
    summary: "Drops examples whose question, responses or whole text is too short or too long.",
    parameters: [
      .init("unit", "words", "characters, words or tokens"),
      .init("question", "any", "the range of instruction and input together"),
      .init("response", "any", "the range of each response"),
      .init("total", "any", "the range of everything a judge is shown, rubric included"),
    ],
    reasons: [
      .init("too-short", "The detail names the part, its length and the least allowed."),
      .init("too-long", "The detail names the part, its length and the most allowed."),
    ])

  /// What lengths are counted in.
  public enum Unit: Sendable {
    /// Unicode scalars.
    case characters
    /// Runs without white space.
    case words
    /// Tokens of the tokenizer behind the closure.
    case tokens(@Sendable (String) -> Int)

    var name: String {
      switch self {
      case .characters: "characters"
      case .words: "words"
      case .tokens: "tokens"
      }
    }

    /// The length of the text.
    public func length(of text: String) -> Int {
      switch self {
      case .characters: text.unicodeScalars.count
      case .words: WordCount.of(text)
      case .tokens(let count): count(text)
      }
    }
  }

  public let name = LengthFilter.card.name
  private let unit: Unit
  private let question: ClosedRange<Int>
  private let response: ClosedRange<Int>
  private let total: ClosedRange<Int>

  public init(
    unit: Unit = .words, question: ClosedRange<Int> = 0 ... .max,
    response: ClosedRange<Int> = 0 ... .max, total: ClosedRange<Int> = 0 ... .max
  ) {
    self.unit = unit
    self.question = question
    self.response = response
    self.total = total
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      for (part, text, range) in parts(of: example) {
        let length = unit.length(of: text)
        if length < range.lowerBound {
          return Self.card.departure(
            "too-short", "\(part): \(length) \(unit.name), at least \(range.lowerBound)")
        }
        if length > range.upperBound {
          return Self.card.departure(
            "too-long", "\(part): \(length) \(unit.name), at most \(range.upperBound)")
        }
      }
      return .kept(example)
    }
  }

  /// Parts without a bound are not even counted.
  private func parts(of example: Example) -> [(String, String, ClosedRange<Int>)] {
    let asked = example.instruction + "\n" + example.input
    var parts: [(String, String, ClosedRange<Int>)] = [("question", asked, question)]
    for (place, text) in example.responses.enumerated() {
      parts.append(("responses[\(place)]", text, response))
    }
    let levels = (example.rubric?.levels ?? []).map { "\($0.label): \($0.meaning)" }
    let everything =
      [asked, example.reference ?? "", example.rubric?.criteria ?? ""] + example.responses + levels
    parts.append(("total", everything.joined(separator: "\n"), total))
    return parts.filter { $0.2 != 0 ... .max }
  }
}

/// Counts words as a person does.
enum WordCount {
  /// How many runs without white space the text has.
  static func of(_ text: String) -> Int {
    var count = 0
    var isInside = false
    for scalar in text.unicodeScalars {
      let isSpace =
        scalar.value < 0x80
        ? scalar.value <= 0x20 : scalar.properties.isWhitespace
      if !isSpace, !isInside { count += 1 }
      isInside = !isSpace
    }
    return count
  }
}
