// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Reads answers by the rule of one of the published benchmarks' own code.
public struct DialectReader: OfficialReader {
  public var dialect: RecordedDialect

  public init(_ dialect: RecordedDialect) { self.dialect = dialect }

  public func officialOutcome(
    of completion: Completion, for shown: Example
  ) -> Verdict.Outcome {
    dialect.officialReading(of: completion.text).map { .judged(Self.judgment($0, of: shown)) }
      ?? .unscored(.unparsed)
  }

  /// A letter that answers a ranking stands for the ranking with that response on top, as in the
  /// style's own reading. A letter beyond the responses stays a label, which is never right.
  private static func judgment(_ reading: Judgment, of shown: Example) -> Judgment {
    guard case .label(let letter) = reading, case .ranking(let count) = shown.format,
      let index = ["A", "B", "C", "D"].firstIndex(of: letter), index < count
    else { return reading }
    return RewardBench2Style.ranking(choosing: index, of: count)
  }
}

extension BenchmarkStyles {
  /// The reader by the official rule for answers in the style, where there is one: the style
  /// itself, or that of the recorded dialect of the same name.
  public static func officialReader(of style: any PromptStyle) -> (any OfficialReader)? {
    style as? any OfficialReader
      ?? RecordedDialect(rawValue: style.name).map { DialectReader($0) }
  }
}
