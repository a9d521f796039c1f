// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import SwiftCSV

/// The rows of a comma-separated file, each field a text under its column's name.
///
/// The whole file is held in memory. White space at both ends of a field belongs to it, but not to
/// the name of a column; a column that a short row lacks is empty.
struct CSVRows {
  private let columns: [String]
  private let path: String
  private var rows: ArraySlice<[String]>
  private var line: Int
  private var rowCount = 0

  /// - Parameter columns: The columns' names where the file has no header row.
  /// - Throws: `fileUnreadable` where it cannot be read, `malformedFile` where it is not UTF-8 or
  ///   its quotes do not match.
  init(_ file: URL, columns: [String]?, limits: ReadingLimits) throws {
    let path = file.path(percentEncoded: false)
    let text = try Self.text(of: file, path: path)
    do {
      // The parser takes the first row for the header, so a file without one gets it here.
      let header = columns.map { $0.joined(separator: ",") + "\n" } ?? ""
      let table = try CSV<Enumerated>(
        string: header + CSVBlanks.quoted(text), delimiter: .comma, loadColumns: false)
      self.columns = table.header.map { $0.trimmingCharacters(in: .whitespaces) }
      rows = table.rows[...]
    } catch let error as CSVParseError {
      throw AssayError(
        .malformedFile, "This is not a comma-separated file: \(Self.message(of: error)).",
        advice: "Check the quotes, or fetch the file again.", location: SourceLocation(file: path))
    }
    self.path = path
    line = columns == nil ? 2 : 1
    if let long = rows.first(where: { Self.bytes(of: $0) > limits.rowBytes }) {
      throw AssayError(
        .limitExceeded, "A row has \(Self.bytes(of: long)) bytes; the limit is \(limits.rowBytes).",
        advice: "Are the quotes right? If they are, raise the limit.",
        location: SourceLocation(file: path))
    }
  }

  /// The next row, or `nil` after the last; empty lines are passed over.
  mutating func next() throws -> Row? {
    while let fields = rows.popFirst() {
      let begin = line
      // A field may hold line breaks of its own, so rows and lines are counted apart.
      line += 1 + fields.reduce(0) { $0 + $1.count { $0.isNewline } }
      if fields.allSatisfy(\.isEmpty) { continue }
      var members: [String: JSONValue] = [:]
      for (position, column) in columns.enumerated() {
        members[column] = .string(position < fields.count ? fields[position] : "")
      }
      defer { rowCount += 1 }
      return Row(
        members: members, index: rowCount, location: SourceLocation(file: path, line: begin))
    }
    return nil
  }

  private static func text(of file: URL, path: String) throws -> String {
    var bytes = try ByteReader(file).readAll()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw AssayError(
        .malformedFile, "The file is not UTF-8 text.", advice: "Save it as UTF-8.",
        location: SourceLocation(file: path))
    }
    return text
  }

  private static func bytes(of fields: [String]) -> Int { fields.reduce(0) { $0 + $1.utf8.count } }

  private static func message(of error: CSVParseError) -> String {
    switch error {
    case .generic(let message), .quotation(let message): message
    }
  }
}
