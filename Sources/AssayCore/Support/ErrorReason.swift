// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Error {
  /// Why an operation on files failed, in a few words without a point: `The disk is full`.
  ///
  /// Foundation's own text often names only the number of an error; what the system said stands
  /// below it, or the number has a meaning.
  public var reason: String {
    var error = self as NSError
    while error.domain != NSPOSIXErrorDomain,
      let below = error.userInfo[NSUnderlyingErrorKey] as? any Error
    {
      error = below as NSError
    }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.domain == NSCocoaErrorDomain
      ? Self.reasons[error.code] ?? error.localizedDescription : error.localizedDescription
  }

  private static var reasons: [Int: String] {
    [
      CocoaError.Code.fileNoSuchFile.rawValue: "No such file or directory",
      CocoaError.Code.fileReadNoSuchFile.rawValue: "No such file or directory",
      CocoaError.Code.fileReadNoPermission.rawValue: "The permissions do not allow it",
      CocoaError.Code.fileWriteNoPermission.rawValue: "The permissions do not allow it",
      CocoaError.Code.fileReadInapplicableStringEncoding.rawValue: "The text is not in UTF-8",
      CocoaError.Code.fileReadCorruptFile.rawValue: "The file is damaged",
      CocoaError.Code.fileWriteOutOfSpace.rawValue: "The disk is full",
      CocoaError.Code.fileWriteVolumeReadOnly.rawValue: "The disk is read-only",
    ]
  }
}
