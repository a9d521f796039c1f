// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData

/// One line of a ledger: an example that left, where, and why.
public struct LedgerLine: Sendable, Hashable {
  public var example: String
  public var source: String
  public var stage: String
  public var filter: String
  public var reason: String
  public var detail: String

  public init(
    example: String, source: String, stage: String, filter: String, reason: String, detail: String
  ) {
    self.example = example
    self.source = source
    self.stage = stage
    self.filter = filter
    self.reason = reason
    self.detail = detail
  }

  /// The line as JSON.
  public var jsonValue: JSONValue {
    [
      "example": .string(example), "source": .string(source), "stage": .string(stage),
      "filter": .string(filter), "reason": .string(reason), "detail": .string(detail),
    ]
  }

  /// Reads a line.
  ///
  /// - Throws: An `AssayError` that names file, line and field.
  public init(row: Row) throws {
    self.init(
      example: try row.string("example"), source: try row.string("source"),
      stage: try row.string("stage"), filter: try row.string("filter"),
      reason: try row.string("reason"), detail: try row.string("detail"))
  }
}
