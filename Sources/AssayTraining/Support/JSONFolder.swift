// SPDX-License-Identifier: Apache-2.0

import AssayCore
import Foundation

/// Writes records of a run whole or not at all, and reads them back.
enum JSONFolder {
  /// Writes one value; a file that was there stays as it was where writing fails.
  static func write(_ value: some Encodable, to file: URL) throws {
    try replace(file) { encoder in
      encoder.outputFormatting.insert(.prettyPrinted)
      return try encoder.encode(value) + Data("\n".utf8)
    }
  }

  /// Writes one value a line.
  static func writeLines(_ values: [some Encodable], to file: URL) throws {
    try replace(file) { encoder in
      var data = Data()
      for value in values {
        data.append(try encoder.encode(value))
        data.append(UInt8(ascii: "\n"))
      }
      return data
    }
  }

  static func read<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> Value {
    try decode(type, contents(of: file), file: file, line: nil)
  }

  static func readLines<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> [Value] {
    try contents(of: file).split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
      try decode(type, Data(line), file: file, line: index + 1)
    }
  }

  private static func contents(of file: URL) throws -> Data {
    do {
      return try Data(contentsOf: file)
    } catch {
      throw AssayError(
        .fileUnreadable, "The file cannot be read: \(error.localizedDescription)",
        advice: "Check the path and the permissions.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ data: Data, file: URL, line: Int?
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw AssayError(
        .malformedFile, "The file is not what this version writes: \(reason(error)).",
        advice: "Remove it and run again.",
        location: SourceLocation(file: file.path(percentEncoded: false), line: line))
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "the field \(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON"
        : "the field \(context.codingPath.map(\.stringValue).joined(separator: ".")) is wrong"
    default: "it cannot be decoded"
    }
  }

  private static func replace(_ file: URL, _ content: (JSONEncoder) throws -> Data) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content(encoder).write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The file cannot be written: \(error.localizedDescription)",
        advice: "Check the folder's permissions and the free space.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }
}
