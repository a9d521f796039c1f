// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// A file of judgment records that grows batch by batch and can be taken up again.
///
/// The records are JSON lines; beside `name.jsonl` stands `name.run.json` with the description of
/// the run. Opening an existing file repairs a last line that a crash has torn and refuses another
/// configuration than the one that began it.
public actor JudgmentFile {
  /// The file of the records.
  public nonisolated let url: URL
  /// The run that the records belong to.
  public nonisolated let run: Run
  /// The judgments that need not be asked again: all in the file but those that failed.
  public private(set) var finished: Set<CompletionRequest.Key>
  /// Whether opening had to drop a torn last line.
  public nonisolated let wasRepaired: Bool

  private let handle: FileHandle
  private var length: UInt64
  private let write: @Sendable (FileHandle, Data) throws -> Void

  /// Creates the file, or takes up an existing one.
  ///
  /// - Throws: `invalidArgument` where the file was begun with another configuration (the message
  ///   names the differences), `malformedRow` where it is damaged before its last line,
  ///   `fileUnreadable` or `fileUnwritable`.
  public init(at url: URL, run: Run) throws {
    try self.init(at: url, run: run) { try $0.write(contentsOf: $1) }
  }

  init(
    at url: URL, run: Run, write: @escaping @Sendable (FileHandle, Data) throws -> Void
  ) throws {
    self.url = url
    self.run = run
    self.write = write
    let opened = try Self.open(url, run: run)
    handle = opened.handle
    length = opened.length
    finished = opened.finished
    wasRepaired = opened.wasRepaired
  }

  /// Appends records and hands them to the system before it returns.
  ///
  /// - Throws: `fileUnwritable`, as on a full disk. Nothing of the batch stays in the file then;
  ///   what was appended before does.
  public func append(_ records: [JudgmentRecord]) throws {
    guard !records.isEmpty else { return }
    var bytes = Data()
    do {
      for record in records {
        bytes.append(try record.jsonLine())
        bytes.append(0x0A)
      }
      try write(handle, bytes)
    } catch {
      // A part of the batch may have reached the disk; the lines before it are whole.
      try? handle.truncate(atOffset: length)
      _ = try? handle.seekToEnd()
      throw Self.unwritable(url, error)
    }
    length += UInt64(bytes.count)
    for record in records where !record.hasFailed { finished.insert(record.key) }
  }

  /// Closes the file.
  public func close() throws {
    do { try handle.close() } catch { throw Self.unwritable(url, error) }
  }

  /// The place of the run's description beside a file of records.
  public static func manifest(for url: URL) -> URL {
    url.deletingPathExtension().appendingPathExtension("run.json")
  }

  static func unwritable(_ url: URL, _ error: any Error) -> AssayError {
    AssayError(
      .fileUnwritable, "The file cannot be written: \(error.localizedDescription)",
      advice: "Check the disk's free space and the folder's permissions, then run the same "
        + "command again: finished judgments are kept.",
      location: SourceLocation(file: url.lastPathComponent))
  }

  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
