// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The rows of a Parquet file, read by the DuckDB command line in a process of its own.
///
/// DuckDB writes JSON Lines into a pipe that is read as rows are asked for, so memory here does
/// not grow with the file. A reader that is given up ends the process.
final class ParquetRows {
  private let process: Process
  private let errors: URL
  private let path: String
  private var lines: LineReader

  /// - Parameter command: The program's name on the search path, or its path.
  /// - Throws: `fileUnreadable` where the file is not there.
  init(_ file: URL, limits: ReadingLimits, command: String = "duckdb") throws {
    // Opening it first tells of a missing file in the words of every other format.
    path = try ByteReader(file).path
    errors = FileManager.default.temporaryDirectory
      .appending(path: "assay-duckdb-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: errors.path(percentEncoded: false), contents: nil)
    let quoted = path.replacing("'", with: "''")
    process = Process()
    // `env` finds the program on the search path.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      command, "-init", "/dev/null", "-batch", "-bail", "-c",
      "COPY (SELECT * FROM read_parquet('\(quoted)')) TO '/dev/stdout' (FORMAT JSON)",
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    do {
      try process.run()
    } catch {
      throw Self.missing(path, "\(error)")
    }
    try output.fileHandleForWriting.close()
    let reader = ByteReader(
      descriptor: dup(output.fileHandleForReading.fileDescriptor), path: path)
    try output.fileHandleForReading.close()
    lines = LineReader(try ByteWindow(reader), limits: limits)
  }

  deinit {
    if process.isRunning { process.terminate() }
    try? FileManager.default.removeItem(at: errors)
  }

  /// Hands the next row's JSON to the body; `nil` after the last.
  ///
  /// - Throws: `runtimeMissing` where DuckDB is not there, `malformedFile` where it cannot read
  ///   the file.
  func next<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result? {
    if let result = try lines.next(body) { return result }
    process.waitUntilExit()
    let status = process.terminationStatus
    guard status != 0 else { return nil }
    let said =
      (try? String(contentsOf: errors, encoding: .utf8))?.split(separator: "\n").first.map(
        String.init) ?? ""
    if status == 127 || status == 126 { throw Self.missing(path, said) }
    throw AssayError(
      .malformedFile, "DuckDB cannot read this Parquet file: \(said)",
      advice: "Fetch the file again.", location: SourceLocation(file: path))
  }

  /// The 1-based number of the row that was handed out last.
  var rowNumber: Int { lines.lineNumber }

  private static func missing(_ path: String, _ said: String) -> AssayError {
    AssayError(
      .runtimeMissing, "Parquet files are read with the DuckDB command line, which is not there.",
      advice: "Install it so that `duckdb` is on the PATH, for instance with "
        + "`pip install duckdb-cli`, or convert the file to JSONL.",
      location: SourceLocation(file: path))
  }
}
