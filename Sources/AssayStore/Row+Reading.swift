// SPDX-License-Identifier: Apache-2.0
import AssayCore
import GRDB

extension Row {
  /// The value of a column. A damaged file may hold anything anywhere, so no type is taken for
  /// granted.
  ///
  /// - Throws: `malformedFile` where the value has another type or is missing.
  func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
    guard let value = Value.fromDatabaseValue(self[column] as DatabaseValue) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value has the wrong type")
    }
    return value
  }

  /// The value of a column that may be empty.
  func optional<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value? {
    let stored: DatabaseValue = self[column]
    return stored.isNull ? nil : try value(column) as Value
  }
}
