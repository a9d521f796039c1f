// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Where text goes: results to standard output, everything else to standard error.
enum Console {
  /// Prints a result.
  static func result(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Prints a remark for the person who watches, in place of a progress line.
  static func note(_ text: String) {
    let text = isInteractive ? freshLine + text : text
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

  /// Begins the current line of a terminal anew.
  static let freshLine = "\r\u{1B}[2K"

  /// The columns of the terminal behind standard error, which may change at any time.
  static var width: Int {
    var size = winsize()
    let descriptor = FileHandle.standardError.fileDescriptor
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
