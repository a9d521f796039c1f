// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import Foundation

extension JudgmentFile {
  struct Opened {
    var handle: FileHandle
    var length: UInt64
    var finished: Set<CompletionRequest.Key>
    var wasRepaired: Bool
  }

  static func open(_ url: URL, run: Run) throws -> Opened {
    let files = FileManager.default
    if files.fileExists(atPath: url.path(percentEncoded: false)) {
      try requireSameRun(url, run)
      return try reopen(url)
    }
    do {
      try files.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      let encoder = encoder()
      encoder.outputFormatting.insert(.prettyPrinted)
      try encoder.encode(run).write(to: manifest(for: url), options: .atomic)
      try Data().write(to: url)
      let handle = try FileHandle(forWritingTo: url)
      try requireAlone(handle, url)
      return Opened(handle: handle, length: 0, finished: [], wasRepaired: false)
    } catch let error as AssayError {
      throw error
    } catch {
      throw unwritable(url, error)
    }
  }

  /// Two processes that write one file would ask, and write, everything twice. The lock ends with
  /// its process, however that ends.
  private static func requireAlone(_ handle: FileHandle, _ url: URL) throws {
    guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    throw AssayError(
      .inUse, "Another process is writing the file.",
      advice: "Wait for it to end, or stop it; the same command then goes on from there.",
      location: SourceLocation(file: url.lastPathComponent))
  }

  private static func reopen(_ url: URL) throws -> Opened {
    let handle: FileHandle
    do {
      handle = try FileHandle(forUpdating: url)
    } catch {
      throw unwritable(url, error)
    }
    // Before it is read: another process may be in the middle of a line.
    try requireAlone(handle, url)
    let data = try contents(of: url)
    let lines = try parse(data, file: url.lastPathComponent, allowsTornEnd: true)
    do {
      try handle.truncate(atOffset: UInt64(lines.length))
      try handle.seekToEnd()
    } catch {
      throw unwritable(url, error)
    }
    let finished = Set(lines.records.filter { !$0.hasFailed }.map(\.key))
    return Opened(
      handle: handle, length: UInt64(lines.length), finished: finished,
      wasRepaired: lines.length < data.count)
  }

  private static func requireSameRun(_ url: URL, _ run: Run) throws {
    guard let begun = try description(beside: url) else {
      throw AssayError(
        .invalidArgument,
        "The file exists, but the description of its run, "
          + "\(manifest(for: url).lastPathComponent), is missing.",
        advice: "Write to another file, or remove this one.",
        location: SourceLocation(file: url.lastPathComponent))
    }
    let differences = run.differences(from: begun)
    guard differences.isEmpty else {
      throw AssayError(
        .invalidArgument,
        "The file was begun with another configuration: "
          + differences.joined(separator: "; ") + ".",
        advice: "Repeat the first configuration to go on, or write to another file.",
        location: SourceLocation(file: url.lastPathComponent))
    }
  }
}
