// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Writes a file beside its place and moves it there: readers see the old file or the new one.
enum AtomicFile {
  /// - Throws: An `AssayError` with code `fileUnwritable`.
  static func write(_ data: Data, to file: URL) throws {
    do {
      try data.write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The file cannot be written: \(error.localizedDescription)",
        advice: "Check the folder's permissions and the free space.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }

  /// Makes the folder and those above it, where they are missing.
  static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw AssayError(
        .fileUnwritable, "The folder cannot be made: \(error.localizedDescription)",
        location: SourceLocation(file: folder.path(percentEncoded: false)))
    }
  }
}
