// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Where text goes: results to standard output, everything else to standard error.
enum Console {
  /// Prints a result.
  static func result(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Prints a remark for the person who watches.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Prints what went wrong, where, and what to do.
  static func error(_ error: AssayError) {
    var text = "error: "
    if let location = error.location { text += "\(location): " }
    text += error.message
    if let advice = error.advice { text += "\n  \(advice)" }
    note(text)
  }

  /// Whether a person watches standard error.
  static let isInteractive = isatty(FileHandle.standardError.fileDescriptor) == 1
}
