// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging
import Foundation

/// Reading a benchmark's examples through the data source of the same name.
enum BenchmarkData {
  /// The examples of the source's parts.
  ///
  /// - Throws: `invalidArgument` where there is no path, and what the source throws.
  static func examples(
    of source: any DataSource, at path: URL?, options: BenchmarkOptions
  ) throws -> [Example] {
    guard let path else {
      let folder = "the folder with the files of \(source.card.homepage)"
      throw AssayError(
        .invalidArgument, "The benchmark '\(source.card.name)' needs its data.",
        advice: source.card.isOnHub
          ? "Fetch it with `assay data pull \(source.card.name)`, or give \(folder)."
          : "Give \(folder).")
    }
    let stream = try source.examples(at: path, options: DataOptions(parts: options.parts))
    let examples = try (options.limit.map { stream.prefix($0) } ?? stream).collect()
    guard !examples.isEmpty else {
      throw AssayError(
        .malformedFile, "There is no example in the data.",
        advice: "Check that the file is whole.",
        location: SourceLocation(file: path.path(percentEncoded: false)))
    }
    return examples
  }

  /// All rows of a recording's file.
  static func rows(of file: URL) throws -> [Row] {
    var reader = try RowReader(file)
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(row) }
    guard !rows.isEmpty else {
      throw AssayError(
        .malformedFile, "The recording has no rows.", advice: "Check that the file is whole.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    return rows
  }

  /// The hash of the files' bytes, in their order.
  static func fingerprint(of files: [URL]) throws -> String {
    var fingerprint = Fingerprint()
    for file in files {
      do {
        fingerprint.add(try Data(contentsOf: file, options: .mappedIfSafe))
      } catch {
        throw AssayError(
          .fileUnreadable, "The file cannot be read: \(error.localizedDescription)",
          advice: "Check the path and the permissions.",
          location: SourceLocation(file: file.path(percentEncoded: false)))
      }
    }
    return fingerprint.text
  }
}
