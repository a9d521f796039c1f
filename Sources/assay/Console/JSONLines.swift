// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Files of JSON lines that a command writes whole.
enum JSONLines {
  /// Writes one line for each value, in place of what is there.
  ///
  /// - Throws: `fileUnwritable`.
  static func write(_ values: [some Encodable], to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data()
    for value in values { data += try encoder.encode(value) + [0x0A] }
    do {
      try data.write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The file cannot be written: \(error.reason)",
        advice: "Check the folder, its permissions and the free space.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }
}
