// SPDX-License-Identifier: Apache-2.0
import GRDB

extension Row {
  /// The value of a column. A damaged file may have nothing where something must be; the plain
  /// subscript would end the program then.
  ///
  /// - Throws: What becomes `malformedFile` where there is no value.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: Int
  ) throws -> Value {
    guard let value = self[column] as Value? else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value is missing")
    }
    return value
  }

  /// The value of a column that may be empty.
  func optional<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: Int
  ) -> Value? {
    self[column]
  }
}
