// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

extension JudgmentFile {
  /// Reads a judgment file and the description of its run.
  ///
  /// Where a judgment stands in the file twice, because its request had failed and was asked
  /// again, the later record takes the earlier one's place. A torn last line is left out.
  ///
  /// - Throws: `fileUnreadable`, or `malformedRow` with the line.
  public static func read(_ url: URL) throws -> (run: Run?, records: [JudgmentRecord]) {
    let lines = try parse(
      try contents(of: url), file: url.lastPathComponent, allowsTornEnd: true)
    var records: [JudgmentRecord] = []
    var places: [CompletionRequest.Key: Int] = [:]
    for record in lines.records {
      if let place = places[record.key] {
        records[place] = record
      } else {
        places[record.key] = records.count
        records.append(record)
      }
    }
    return (try description(beside: url), records)
  }

  /// The description of the run beside a file of records; `nil` where there is none.
  static func description(beside url: URL) throws -> Run? {
    let manifest = manifest(for: url)
    guard FileManager.default.fileExists(atPath: manifest.path(percentEncoded: false)) else {
      return nil
    }
    let data = try contents(of: manifest)
    do {
      return try JSONDecoder().decode(Run.self, from: data)
    } catch {
      throw AssayError(
        .malformedFile, "The description of the run cannot be read: \(describe(error))",
        advice: "Write to another file, or restore this one.",
        location: SourceLocation(file: manifest.lastPathComponent))
    }
  }

  struct Lines {
    var records: [JudgmentRecord]
    /// The number of bytes up to the end of the last whole line.
    var length: Int
  }

  static func contents(of url: URL) throws -> Data {
    do {
      return try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw AssayError(
        .fileUnreadable, "The file cannot be read: \(error.localizedDescription)",
        advice: "Check the path and the permissions.",
        location: SourceLocation(file: url.path(percentEncoded: false)))
    }
  }

  /// Parses the lines. A last line without an end of line is torn: an append was cut off.
  static func parse(_ data: Data, file: String, allowsTornEnd: Bool) throws -> Lines {
    var lines = Lines(records: [], length: 0)
    var start = data.startIndex
    var number = 0
    while start < data.endIndex {
      number += 1
      let end = data[start...].firstIndex(of: 0x0A)
      if end == nil, allowsTornEnd { break }
      let line = data[start..<(end ?? data.endIndex)]
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        do {
          lines.records.append(try JudgmentRecord(line: line))
        } catch {
          throw AssayError(
            .malformedRow, "The line is no judgment record: \(describe(error))",
            advice: "Restore the file, or remove the line to have it judged again.",
            location: SourceLocation(file: file, line: number, field: field(of: error)))
        }
      }
      start = end.map { data.index(after: $0) } ?? data.endIndex
      lines.length = start - data.startIndex
    }
    return lines
  }

  private static func describe(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "the field '\(key.stringValue)' is missing."
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      context.debugDescription
    default: error.localizedDescription
    }
  }

  private static func field(of error: any Error) -> String? {
    let path: [any CodingKey]
    switch error {
    case DecodingError.keyNotFound(let key, let context): path = context.codingPath + [key]
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      path = context.codingPath
    default: path = []
    }
    return path.isEmpty ? nil : path.map(\.stringValue).joined(separator: ".")
  }
}
