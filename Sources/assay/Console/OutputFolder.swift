// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Folders that a command writes into.
enum OutputFolder {
  /// Makes the folder and those around it, and sees that files can be made in it.
  ///
  /// - Throws: `fileUnwritable` naming the folder that cannot be made or written to.
  static func make(_ folder: URL, advice: String) throws {
    var missing: [URL] = []
    var place = folder.standardizedFileURL
    while access(path(place), F_OK) != 0, errno == ENOENT, path(place) != "/" {
      missing.append(place)
      place = place.deletingLastPathComponent().standardizedFileURL
    }
    // Another process may make the same folders.
    for folder in missing.reversed() where mkdir(path(folder), 0o777) != 0 && errno != EEXIST {
      throw failure(folder, errno, advice)
    }
    // A file with a slash at its end is told from a folder, too.
    guard access(path(folder) + "/", W_OK | X_OK) == 0 else {
      throw failure(folder, errno, advice)
    }
  }

  private static func path(_ url: URL) -> String { url.path(percentEncoded: false) }

  private static func failure(_ folder: URL, _ number: Int32, _ advice: String) -> AssayError {
    AssayError(
      .fileUnwritable,
      "This folder cannot be made or written to: \(String(cString: strerror(number))).",
      advice: advice, location: SourceLocation(file: path(folder)))
  }
}
