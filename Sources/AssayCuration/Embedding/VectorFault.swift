// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Why a vector cannot be a row of an embedding matrix.
public enum VectorFault: Sendable, Hashable {
  /// A component is not a finite number; `component` is the first such, counted from 0.
  case notFinite(component: Int)
  /// The length differs from that of the rows before.
  case width(found: Int, expected: Int)
  /// All components are zero, so that the vector has no direction.
  case zero
  /// A row of a file does not have length 1.
  case notUnit(length: Double)
  /// The embedder failed on this text alone.
  case failed(AssayError)

  /// The kind of fault, as ledgers name it.
  public var reason: String {
    switch self {
    case .notFinite: "vector-not-finite"
    case .width: "vector-width"
    case .zero: "vector-zero"
    case .notUnit: "vector-not-unit"
    case .failed: "embedder-failed"
    }
  }

  /// One sentence for a person.
  public var explanation: String {
    switch self {
    case .notFinite(let component): "Component \(component) of the vector is not a finite number."
    case .width(let found, let expected):
      "The vector has \(found) components where the others have \(expected)."
    case .zero: "Every component of the vector is zero."
    case .notUnit(let length): "The vector has length \(length), not 1."
    case .failed(let error): error.message
    }
  }

  /// The fault as an error that names the row, counted from 0.
  public func error(row: Int, file: String? = nil) -> AssayError {
    let advice: String =
      switch self {
      case .notFinite, .zero: "Embed that text again, or leave its row out."
      case .width: "Use one embedder for the whole set."
      case .notUnit: "Write the file with EmbeddingFileWriter, which normalises every row."
      case .failed(let error): error.advice ?? "Leave that text out."
      }
    return AssayError(
      .malformedRow, "Row \(row): \(explanation)", advice: advice,
      location: file.map { SourceLocation(file: $0, field: "[\(row)]") })
  }
}
