// SPDX-License-Identifier: Apache-2.0
import Foundation

extension AssayError {
  /// The failure for an error number that writing to a file gave.
  package static func unwritable(_ path: String, _ number: Int32) -> AssayError {
    let (message, advice) =
      switch number {
      case ENOSPC, EDQUOT, EFBIG:
        ("The disk is full.", "Free some space and run again; finished work is kept.")
      case ENOENT: ("The folder for this file does not exist.", "Make the folder first.")
      case ENOTDIR:
        ("A part of this path is a file, not a folder.", "Check the path.")
      case EISDIR: ("This is a folder, not a file.", "Name a file inside it.")
      case EACCES, EPERM, EROFS:
        ("The file may not be written.", "Check the permissions, or write elsewhere.")
      default:
        ("The file cannot be written: \(String(cString: strerror(number))).", "Check the disk.")
      }
    return AssayError(
      .fileUnwritable, message, advice: advice, location: SourceLocation(file: path))
  }
}
