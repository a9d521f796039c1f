// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Reads the fields of a `config.json` with errors that name the field.
struct ConfigurationFields {
  var json: JSONValue
  var file: String

  /// Sizes up to these cannot overflow in the number of parameters.
  static let largestSize = 1 << 24
  /// The same for layers, heads and head sizes.
  static let largestCount = 1 << 10

  func size(
    _ name: String, default fallback: Int? = nil, limit: Int = largestSize
  ) throws -> Int {
    guard let value = json[name], !value.isNull else {
      if let fallback { return fallback }
      throw failure(name, "The field is missing.")
    }
    guard let size = value.integerValue, (1...limit).contains(size) else {
      throw failure(name, "The value is not a whole number from 1 to \(limit).")
    }
    return size
  }

  func positive(_ name: String, default fallback: Double) throws -> Double {
    guard let value = json[name], !value.isNull else { return fallback }
    guard let number = value.doubleValue, number > 0 else {
      throw failure(name, "The value is not a positive number.")
    }
    return number
  }

  func failure(_ field: String, _ message: String) -> AssayError {
    AssayError(
      .badCheckpoint, message, advice: "Use a checkpoint that is supported.",
      location: SourceLocation(file: file, field: field))
  }
}
