// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation
import GRDB

extension AssayError.Code {
  /// The database refused a statement; a fault of this software.
  public static let storeFailed = AssayError.Code(rawValue: "store-failed")
}

extension AssayError {
  /// What an error of the database means to the person who runs the program.
  ///
  /// Statements and their arguments stay out of the text: they may hold prompts.
  static func store(_ error: any Error, file: String) -> any Error {
    if error is RowDecodingError {
      return damaged("a value has the wrong type", file: file)
    }
    guard let error = error as? DatabaseError else { return error }
    let location = SourceLocation(file: file)
    let kept = "Everything that was finished is kept; the same command goes on from there."
    switch error.resultCode {
    case .SQLITE_FULL:
      return AssayError(
        .fileUnwritable, "The disk is full.", advice: "Free some space. " + kept,
        location: location)
    case .SQLITE_IOERR:
      return AssayError(
        .fileUnwritable, "The disk reported an error: \(reason(error)).",
        advice: "Check the disk and its free space. " + kept, location: location)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return AssayError(
        .fileUnwritable, "The store may not be written.",
        advice: "Check the permissions of the file and of its folder, which takes two more files.",
        location: location)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return AssayError(
        .fileUnwritable, "Another process kept the store busy for too long.",
        advice: "Find the process that is stuck in a write, then go on. " + kept,
        location: location)
    case .SQLITE_CANTOPEN:
      return AssayError(
        .fileUnreadable, "The store cannot be opened.",
        advice: "Check the path and the permissions.", location: location)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return damaged(reason(error), file: file)
    case .SQLITE_TOOBIG:
      return AssayError(
        .limitExceeded, "One value is larger than the database takes.",
        advice: "Lower the output budget.", location: location)
    default:
      return AssayError(
        .storeFailed, "The database refused a statement: \(reason(error)).",
        advice: "This is a fault of the software; report it. " + kept, location: location)
    }
  }

  static func damaged(_ reason: String, file: String) -> AssayError {
    AssayError(
      .malformedFile, "The store is damaged or no store at all: \(reason).",
      advice: "Nothing was changed. Save what can be saved with "
        + "`sqlite3 \(file) .recover | sqlite3 saved.sqlite`, or use another file.",
      location: SourceLocation(file: file))
  }

  private static func reason(_ error: DatabaseError) -> String {
    error.message ?? error.extendedResultCode.description
  }
}
