// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// A rubric as a user writes it down, to judge examples by that have another one or none.
///
/// ```yaml
/// scale: 1-10          # or words, the lowest first: [poor, fair, good]
/// levels:
///   1: wrong from the start
///   10: right and complete
/// criteria:            # a text, or several that are judged each on its own
///   - name: accuracy
///     meaning: is what it says true?
///     weight: 2
///   - name: brevity
///     meaning: is it as short as it can be?
/// ```
public struct RubricFile: Sendable, Hashable {
  /// The scale of point-wise examples; `nil` leaves theirs.
  public var scale: Scale?
  /// What levels mean, by their labels; those that are left out get a neutral text.
  public var levels: [String: String]
  /// What is looked at, in one text.
  public var criteria: String
  /// Criteria that are judged each on its own.
  public var named: [Rubric.Criterion]

  /// A scale of numbers, or of words that stand for the numbers from 1 on.
  public enum Scale: Sendable, Hashable {
    case numbers(ScoreScale)
    /// The lowest first.
    case words([String])

    /// Reads `1-10`, `0-1`, or words between commas; `nil` where it is none.
    public init?(_ text: String) {
      if let match = text.wholeMatch(of: /\s*(-?\d+)\s*(?:-|\.\.)\s*(-?\d+)\s*/) {
        guard let lowest = Int(match.1), let highest = Int(match.2), lowest < highest,
          highest - lowest < 1000
        else { return nil }
        self = .numbers(ScoreScale(lowest: lowest, highest: highest))
        return
      }
      let words = text.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard let scale = Self(words: words) else { return nil }
      self = scale
    }

    /// A scale of words; `nil` below two of them, or where one is empty, a number or there twice.
    public init?(words: [String]) {
      guard words.count > 1, Set(words.map { $0.lowercased() }).count == words.count,
        words.allSatisfy({ !$0.isEmpty && Double($0) == nil && $0.count <= 60 })
      else { return nil }
      self = .words(words)
    }

    /// The numbers that the labels stand for.
    public var numbers: ScoreScale {
      switch self {
      case .numbers(let scale): scale
      case .words(let words): ScoreScale(lowest: 1, highest: words.count)
      }
    }

    /// The labels, the lowest first.
    public var labels: [String] {
      switch self {
      case .numbers(let scale): (scale.lowest...max(scale.lowest, scale.highest)).map { "\($0)" }
      case .words(let words): words
      }
    }
  }

  public init(
    scale: Scale? = nil, levels: [String: String] = [:], criteria: String = "",
    named: [Rubric.Criterion] = []
  ) {
    self.scale = scale
    self.levels = levels
    self.criteria = criteria
    self.named = named
  }
}

extension RubricFile {
  /// The example with this rubric in place of what its own says of the same.
  ///
  /// The known score goes along where the new scale has as many levels as the old one; else the
  /// example has none.
  public func applied(to example: Example) -> Example {
    var example = example
    var rubric = example.rubric ?? Rubric()
    if !criteria.isEmpty || !named.isEmpty {
      rubric.criteria = criteria
      rubric.named = named.isEmpty ? nil : named
    }
    if case .pointwise(let old) = example.format, scale != nil || !levels.isEmpty {
      let scale = scale ?? .numbers(old)
      let numbers = scale.numbers
      rubric.levels = scale.labels.enumerated().map { index, label in
        Rubric.Level(label: label, meaning: levels[label] ?? Self.meaning(index, of: scale.labels))
      }
      if numbers != old {
        let isAlike = numbers.highest - numbers.lowest == old.highest - old.lowest
        if case .score(let score)? = example.gold {
          example.gold = isAlike ? .score(score - old.lowest + numbers.lowest) : nil
        }
        example.format = .pointwise(numbers)
      }
    } else if !levels.isEmpty {
      rubric.levels = levels.sorted { $0.key < $1.key }.map {
        Rubric.Level(label: $0.key, meaning: $0.value)
      }
    }
    example.rubric = rubric == Rubric() ? nil : rubric
    return example
  }

  private static func meaning(_ index: Int, of labels: [String]) -> String {
    if index == 0 { return "the worst" }
    if index == labels.count - 1 { return "the best" }
    return "level \(index + 1) of \(labels.count) from the worst to the best"
  }
}

extension RubricFile {
  /// Reads a rubric from its file.
  ///
  /// - Throws: `fileUnreadable`, or `malformedFile` with the file, the line and the field.
  public init(at url: URL) throws {
    try self.init(
      yaml: LocatedYAML.text(at: url, what: "rubric"), file: url.lastPathComponent)
  }

  /// Parses a rubric.
  ///
  /// - Throws: `malformedFile` with the line and the field.
  public init(yaml: String, file: String) throws {
    let located = try LocatedYAML(yaml, file: file, what: "rubric")
    self = try located.located { try RubricFields(file: file).rubric(located.json) }
  }
}

/// Reads the fields of a rubric; what is wrong is named by its path.
private struct RubricFields {
  var file: String

  func rubric(_ json: JSONValue) throws -> RubricFile {
    let root = try members(json, "", known: ["scale", "levels", "criteria"])
    var rubric = RubricFile()
    if let json = root["scale"] {
      let scale: RubricFile.Scale?
      if let list = json.arrayValue {
        scale = .init(words: try list.enumerated().map { try text($1, "scale[\($0)]") })
      } else {
        scale = .init(try text(json, "scale"))
      }
      guard let scale else {
        throw failure("scale", "is neither like 1-10 nor a list of two or more words")
      }
      rubric.scale = scale
    }
    if let json = root["levels"] {
      guard let levels = json.objectValue else {
        throw failure("levels", "has no fields such as '1: what it means'")
      }
      let labels = rubric.scale.map(\.labels)
      for (label, meaning) in levels.sorted(by: { $0.key < $1.key }) {
        if let labels, !labels.contains(label) {
          throw failure("levels.\(label)", "is no level of the scale")
        }
        rubric.levels[label] = try text(meaning, "levels.\(label)")
      }
    }
    if let list = root["criteria"]?.arrayValue {
      rubric.named = try list.enumerated().map { try criterion($1, "criteria[\($0)]") }
      var seen: Set<String> = []
      for (index, criterion) in rubric.named.enumerated()
      where !seen.insert(criterion.name.lowercased()).inserted {
        throw failure("criteria[\(index)].name", "stands twice")
      }
      if list.isEmpty { throw failure("criteria", "is empty") }
    } else if let json = root["criteria"] {
      rubric.criteria = try text(json, "criteria")
    }
    if rubric == RubricFile() { throw failure("", "says nothing") }
    return rubric
  }

  private func criterion(_ json: JSONValue, _ path: String) throws -> Rubric.Criterion {
    let fields = try members(json, path, known: ["name", "meaning", "weight"])
    let name = try text(fields["name"], "\(path).name")
    guard name.contains(where: { $0.isLetter || $0.isNumber }), name.count <= 60 else {
      throw failure("\(path).name", "must have a letter and at most 60 characters")
    }
    var criterion = Rubric.Criterion(
      name: name, meaning: try fields["meaning"].map { try text($0, "\(path).meaning") } ?? "")
    if let json = fields["weight"] {
      guard let weight = Double(try text(json, "\(path).weight")), weight.isFinite, weight > 0
      else { throw failure("\(path).weight", "is not a number above 0") }
      criterion.weight = weight
    }
    return criterion
  }

  private func members(
    _ json: JSONValue, _ path: String, known: [String]
  ) throws -> [String: JSONValue] {
    guard let members = json.objectValue else { throw failure(path, "has no fields") }
    for key in members.keys.sorted() where !known.contains(key) {
      throw failure(
        path.isEmpty ? key : "\(path).\(key)",
        "is unknown; there are \(known.joined(separator: ", "))")
    }
    return members
  }

  private func text(_ json: JSONValue?, _ path: String) throws -> String {
    guard let text = json?.stringValue, !text.isEmpty else {
      throw failure(
        path, json == nil ? "is missing" : json?.stringValue == nil ? "is not a text" : "is empty")
    }
    return text
  }

  private func failure(_ path: String, _ what: String) -> AssayError {
    AssayError(
      .malformedFile,
      "The \(path.isEmpty ? "rubric" : "field '\(path)' of the rubric") \(what).",
      advice: "See \"Scales and criteria\" in the documentation of judging.",
      location: SourceLocation(file: file, field: path.isEmpty ? nil : path))
  }
}
