// SPDX-License-Identifier: Apache-2.0

/// The closed set of answers to a prompt, with the spelling that the prompt asks for.
enum AnswerSpace: Sendable {
  /// Whole numbers of a scale, both ends included.
  case scores(ScoreScale)
  /// Step indices from 0 to below `count`, or -1 for no error; without a count, any index.
  case steps(count: Int?)
  /// Words, each of which stands for one judgment.
  case names([Name])

  struct Name: Sendable {
    var label: String
    var judgment: Judgment

    init(_ label: String, _ judgment: Judgment) {
      self.label = label
      self.judgment = judgment
    }
  }

  /// What a label turned out to be.
  enum Reading: Sendable, Equatable {
    case judged(Judgment, notes: [ReadingNote] = [])
    case unscored(UnscoredReason)
  }

  /// Where a label was found; the same word can be a wrong label in JSON and mere prose in a line.
  enum Place: Sendable {
    /// A JSON string, or a bare word in its place.
    case jsonText
    /// A JSON number, boolean or null.
    case jsonLiteral
    /// The rest of a labelled line.
    case line
  }

  /// Labels are short; what is longer than this many bytes is prose.
  static let longestLabel = 200

  /// Reads one label.
  func read(_ text: String, at place: Place) -> Reading {
    guard text.utf8.count <= Self.longestLabel else { return .unscored(.unparsed) }
    let label = text.trimmingLabelSpace()
    guard !label.isEmpty else { return .unscored(.unparsed) }
    switch self {
    case .names(let names): return Self.read(label, among: names, at: place)
    case .scores(let scale):
      return number(label, at: place, range: scale.lowest...max(scale.lowest, scale.highest)) {
        .score($0)
      }
    case .steps(let count):
      return number(label, at: place, range: -1...max(-1, (count ?? .max) - 1)) {
        .firstError($0 < 0 ? nil : $0)
      }
    }
  }

  /// Whether more digits could make another answer of the number that the text ends with.
  func couldContinue(_ text: String) -> Bool {
    let label = text.trimmingLabelSpace().trimmingDecoration()
    let highest: Int
    switch self {
    case .scores(let scale): highest = scale.highest
    case .steps(let count): highest = (count ?? .max) - 1
    case .names(let names):
      return names.contains { name in
        name.label.count > label.count
          && name.label.lowercased().hasPrefix(label.lowercased())
      }
    }
    if label == "-" { return true }
    guard case .integer(let value) = NumberLabel(label), value > 0 else { return false }
    let (longer, overflow) = value.multipliedReportingOverflow(by: 10)
    return !overflow && longer <= highest
  }

  // MARK: Numbers

  private func number(
    _ label: String, at place: Place, range: ClosedRange<Int>, make: (Int) -> Judgment
  ) -> Reading {
    var notes: [ReadingNote] = []
    var number = NumberLabel(label)
    if number == .none, place != .jsonLiteral {
      var bare = label.trimmingDecoration()
      if case .steps = self { bare = bare.droppingStepWord() }
      number = NumberLabel(bare)
      notes = [.decorated]
    }
    switch number {
    case .integer(let value):
      guard range.contains(value) else { return .unscored(.outOfRange(label)) }
      return .judged(make(value), notes: notes)
    case .decimal(let value):
      guard let whole = Int(exactly: value) else { return .unscored(.badLabel(label)) }
      guard range.contains(whole) else { return .unscored(.outOfRange(label)) }
      return .judged(make(whole), notes: place == .jsonLiteral ? [] : [.decorated])
    case .fraction(let numerator, let denominator):
      // Only a score out of the scale's own top is one: 8/10 is no label of a scale from 1 to 5.
      guard case .scores(let scale) = self, denominator == scale.highest else {
        return .unscored(.badLabel(label))
      }
      guard range.contains(numerator) else { return .unscored(.outOfRange(label)) }
      return .judged(make(numerator), notes: notes + [.fraction])
    case .huge: return .unscored(.outOfRange(label))
    case .foreign: return .unscored(.badLabel(label))
    case .none: return .unscored(place == .jsonLiteral ? .badLabel(label) : .unparsed)
    }
  }

  // MARK: Words

  private static func read(
    _ label: String, among names: [Name], at place: Place
  ) -> Reading {
    let lowered = label.lowercased()
    let exact = names.first { $0.label == label }
    if let name = exact ?? names.first(where: { $0.label.lowercased() == lowered }) {
      return .judged(name.judgment)
    }
    let bare = lowered.trimmingDecoration()
    if let name = names.first(where: { $0.label.lowercased().trimmingDecoration() == bare }) {
      return .judged(name.judgment, notes: [.decorated])
    }
    let text = ByteText(lowered)
    let found = Set(names.filter { text.hasWord($0.label.lowercased()) }.map(\.judgment))
    if found.count > 1 { return .unscored(.contradiction) }
    if place != .line { return .unscored(.badLabel(label)) }
    let isOneWord = !bare.isEmpty && !bare.contains(where: \.isWhitespace)
    return .unscored(isOneWord ? .badLabel(label) : .unparsed)
  }
}

extension ByteText {
  /// Whether the word stands somewhere, not as a part of a longer word.
  func hasWord(_ word: String) -> Bool {
    let pattern = Array(word.utf8)
    var range = all
    while let index = first(pattern, in: range) {
      let end = index + pattern.count
      let opensClean =
        index == 0 || !Self.isWordByte(bytes[index]) || !Self.isWordByte(bytes[index - 1])
      let closesClean =
        end >= bytes.count || !Self.isWordByte(bytes[end - 1]) || !Self.isWordByte(bytes[end])
      if opensClean, closesClean { return true }
      range = (index + 1)..<bytes.count
    }
    return false
  }
}
