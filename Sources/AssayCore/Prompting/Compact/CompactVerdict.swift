// SPDX-License-Identifier: Apache-2.0

/// The verdict line of the compact style: `>` and a label of the example's format.
enum CompactVerdict {
  static let marker = ">"
  /// The letters of the responses, in their order.
  static let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map {
    String(UnicodeScalar($0))
  }

  /// The label of steps that are all right.
  static let noError = "-"

  /// How many responses an example of the format has.
  static func responseCount(of example: Example) -> Int {
    switch example.format {
    case .pairwise: 2
    case .ranking(let count): count
    case .pointwise, .binary, .verification, .stepwise, .classification: 1
    }
  }

  /// The label that stands for a judgment.
  ///
  /// - Throws: An `AssayError` with code `invalidExample` where the judgment is none of the
  ///   format's.
  static func label(of judgment: Judgment, for example: Example) throws -> String {
    let label: String? =
      switch (example.format, judgment) {
      case (.pairwise, .preference(.first)): "A"
      case (.pairwise, .preference(.second)): "B"
      case (.pairwise, .preference(.tie)): "="
      case (.stepwise, .firstError(let index)): index.map(CompactStyle.stepLabel) ?? noError
      case (.verification, .boolean(let value)): value ? "Y" : "N"
      case (.binary, .boolean(let value)): value ? "T" : "F"
      case (.pointwise, .score(let score)): "\(score)"
      case (.classification, .label(let label)): label
      case (.ranking, .ranking(let order)):
        order.allSatisfy(letters.indices.contains) ? order.map { letters[$0] }.joined() : nil
      default: nil
      }
    guard let label, case .judged(judgment) = outcome(of: label, for: example) else {
      throw CompactStyle.invalid(
        example, "\(judgment) does not answer the format \(example.format.name)")
    }
    return label
  }

  /// Reads a completion: the last line must be a verdict, and no other may contradict it.
  static func read(_ completion: Completion, for example: Example, form: PromptForm) -> Verdict {
    if completion.finishReason == .contentFilter { return .unscored(.refused) }
    let (text, reasoning) = parted(completion)
    guard let text else { return Verdict(.unscored(.truncated), reasoning: reasoning) }
    let lines = text.split(whereSeparator: \.isNewline)
    let verdicts = lines.filter { $0.hasPrefix(marker) }
      .map { trimmed($0.dropFirst(marker.count)) }
    let critique = lines.prefix { !$0.hasPrefix(marker) }.joined(separator: "\n")
    var verdict = Verdict(
      .unscored(.unparsed), critique: critique.isEmpty ? nil : critique, reasoning: reasoning)
    let isCut = completion.finishReason == .length && text.last?.isNewline != true
    if isCut {
      verdict.outcome = .unscored(.truncated)
    } else if let label = verdicts.last, lines.last?.hasPrefix(marker) == true, !label.isEmpty {
      if verdicts.contains(where: { $0 != label }) {
        verdict.outcome = .unscored(.contradiction)
      } else if form == .verdictOnly, lines.count > 1 {
        verdict.outcome = .unscored(.unparsed)
      } else {
        verdict.outcome = outcome(of: label, for: example)
      }
    } else if completion.finishReason == .length {
      verdict.outcome = .unscored(.truncated)
    }
    return verdict
  }

  /// What a label says, or why it says nothing.
  private static func outcome(of label: String, for example: Example) -> Verdict.Outcome {
    switch example.format {
    case .pairwise(let ties):
      switch label {
      case "A": .judged(.preference(.first))
      case "B": .judged(.preference(.second))
      case "=" where ties: .judged(.preference(.tie))
      default: .unscored(.badLabel(label))
      }
    case .stepwise: step(label, of: example)
    case .verification: flag(label, yes: "Y", no: "N")
    case .binary: flag(label, yes: "T", no: "F")
    case .pointwise(let scale):
      number(label).map { scale.contains($0) ? .judged(.score($0)) : .unscored(.outOfRange(label)) }
        ?? .unscored(.badLabel(label))
    case .classification(let labels):
      labels.contains(label) ? .judged(.label(label)) : .unscored(.badLabel(label))
    case .ranking(let count): ranking(label, of: count)
    }
  }

  private static func step(_ label: String, of example: Example) -> Verdict.Outcome {
    if label == noError { return .judged(.firstError(nil)) }
    let count = example.steps?.count ?? 0
    if let index = (0..<count).first(where: { CompactStyle.stepLabel($0) == label }) {
      return .judged(.firstError(index))
    }
    let isLabel = label.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    return .unscored(isLabel ? .outOfRange(label) : .badLabel(label))
  }

  private static func flag(_ label: String, yes: String, no: String) -> Verdict.Outcome {
    label == yes || label == no ? .judged(.boolean(label == yes)) : .unscored(.badLabel(label))
  }

  private static func ranking(_ label: String, of count: Int) -> Verdict.Outcome {
    let order = label.compactMap { letters.firstIndex(of: String($0)) }
    let isComplete = order.count == label.count && order.count == count
    return isComplete && Set(order) == Set(0..<count)
      ? .judged(.ranking(order)) : .unscored(.badLabel(label))
  }

  /// A whole number in ASCII digits, as this style writes it: no plus, no leading zeros.
  private static func number(_ label: String) -> Int? {
    guard let value = Int(label), "\(value)" == label else { return nil }
    return value
  }

  /// The text after the thinking block, and the thinking; no text where the block never ends.
  private static func parted(_ completion: Completion) -> (text: String?, reasoning: String?) {
    let text = completion.text
    if let end = text.range(of: "</think>", last: true) {
      let before = text[..<end.lowerBound]
      let start = before.range(of: "<think>", last: false)?.upperBound ?? before.startIndex
      return (String(text[end.upperBound...]), completion.reasoning ?? trimmed(before[start...]))
    }
    if text.range(of: "<think>", last: false) != nil { return (nil, completion.reasoning) }
    return (text, completion.reasoning)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension StringProtocol {
  /// The first or last place of a text of ASCII characters, found bytewise in linear time.
  fileprivate func range(of needle: StaticString, last: Bool) -> Range<Index>? {
    let pattern = needle.withUTF8Buffer { Array($0) }
    let bytes = utf8
    var found: Range<Index>?
    var start = bytes.startIndex
    while let first = bytes[start...].firstIndex(of: pattern[0]) {
      let tail = bytes[first...]
      if tail.starts(with: pattern) {
        found = first..<bytes.index(first, offsetBy: pattern.count)
        if !last { return found }
      }
      start = bytes.index(after: first)
    }
    return found
  }
}
