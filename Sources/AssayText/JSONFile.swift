// SPDX-License-Identifier: Apache-2.0
package import AssayCore
package import Foundation

/// Reads one JSON value from a small file.
package enum JSONFile {
  /// - Throws: An `AssayError` with code `fileUnreadable` or `malformedFile`.
  package static func read(_ file: URL) throws -> JSONValue {
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw AssayError(
        .fileUnreadable, "The file cannot be read: \(error.localizedDescription)",
        advice: "Check that it is there and may be read.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    do {
      return try JSONParser.parse([UInt8](data))
    } catch let error {
      let line = data.prefix(error.offset).count(where: { $0 == UInt8(ascii: "\n") }) + 1
      throw AssayError(
        .malformedFile, "This is not JSON: \(error.message).",
        advice: error.reachedEnd ? "The file may be cut off; copy it again." : nil,
        location: SourceLocation(file: file.path(percentEncoded: false), line: line))
    }
  }
}
