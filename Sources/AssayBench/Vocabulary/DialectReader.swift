// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Reads answers by the rule of one of the published benchmarks' own code.
public struct DialectReader: OfficialReader {
  public var dialect: RecordedDialect

  public init(_ dialect: RecordedDialect) { self.dialect = dialect }

  public func officialOutcome(
    of completion: Completion, for shown: Example
  ) -> Verdict.Outcome {
    dialect.officialReading(of: completion.text).map { .judged($0) } ?? .unscored(.unparsed)
  }
}
