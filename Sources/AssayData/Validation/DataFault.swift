// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A kind of thing that may be wrong with a data set.
public enum DataFault: String, Sendable, Hashable, Codable, CaseIterable {
  /// A file is missing, breaks off, or is not of its format; what is behind the place is not read.
  case unreadableFile = "unreadable-file"
  /// A row is no JSON object, or one of its fields is of another type than it should be.
  case unreadableRow = "unreadable-row"
  /// A row lacks a field.
  case missingField = "missing-field"
  /// A label has no meaning in the source's map, or lies outside its scale.
  case unknownLabel = "unknown-label"
  /// An example contradicts its format: no such answer, too many responses, no steps.
  case unfitExample = "unfit-example"
  /// An identifier came before.
  case duplicateIdentifier = "duplicate-id"
  /// There is neither a task nor an input.
  case emptyQuestion = "empty-question"
  /// A part has no example.
  case emptyPart = "empty-part"
  /// A response is empty or white space. It may be what a model said.
  case emptyResponse = "empty-response"
  /// The responses of a pair that has a winner are the same text.
  case equalResponses = "equal-responses"
  /// The right judgment is not known.
  case missingGold = "no-gold"

  /// What a table says of it.
  public var title: String {
    switch self {
    case .unreadableFile: "files that cannot be read"
    case .unreadableRow: "rows that cannot be read"
    case .missingField: "rows that lack a field"
    case .unknownLabel: "labels outside the map"
    case .unfitExample: "examples that do not fit their format"
    case .duplicateIdentifier: "identifiers that came before"
    case .emptyQuestion: "examples without a question"
    case .emptyPart: "parts without examples"
    case .emptyResponse: "examples with an empty response"
    case .equalResponses: "pairs of equal responses"
    case .missingGold: "examples without a label"
    }
  }

  /// Whether the data is wrong, and not only peculiar: empty responses, equal ones and missing
  /// labels are what some sources really have.
  public var isError: Bool {
    switch self {
    case .emptyResponse, .equalResponses, .missingGold: false
    default: true
    }
  }

  /// The kind that a failure to read is.
  public init(_ error: AssayError) {
    self =
      switch error.code {
      case .invalidExample: .unfitExample
      case .malformedRow where error.message.hasSuffix(" is missing."): .missingField
      case .malformedRow where Self.labelEndings.contains { error.message.hasSuffix($0) }:
        .unknownLabel
      case .malformedRow: .unreadableRow
      default: .unreadableFile
      }
  }

  /// How adapters end what they say of a label (`Row.unknownLabel`, `Row.score`).
  private static let labelEndings = [" is not known.", " is not on the scale."]
}
