// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Small files that a command leaves beside its output.
enum OutputFile {
  /// Writes the text; an older file stays until the new one is whole.
  ///
  /// - Throws: `fileUnwritable` naming the file.
  static func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The file cannot be written: \(error.reason)",
        advice: "Check the folder and its permissions.", location: SourceLocation(file: path))
    }
  }
}
