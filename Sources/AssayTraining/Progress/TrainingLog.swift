// SPDX-License-Identifier: Apache-2.0

import AssayCore
public import Foundation

/// The course of a run as JSONL: one event a line, appended as it happens.
///
/// A run that was stopped and resumed repeats the steps after its last checkpoint; a reader
/// takes the later of two lines of one step.
public final class TrainingLog: Sendable {
  private let handle: FileHandle
  private let file: URL

  /// Opens the log for appending, and makes it where it is not there.
  ///
  /// - Throws: An `AssayError` with code `fileUnwritable`.
  public init(appendingTo file: URL) throws {
    self.file = file
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
        try Data().write(to: file)
      }
      handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
    } catch {
      throw Self.unwritable(file, error)
    }
  }

  deinit { try? handle.close() }

  /// Appends one event.
  ///
  /// - Throws: An `AssayError` with code `fileUnwritable`, as on a full disk.
  public func append(_ event: TrainingEvent) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var line = try encoder.encode(LoggedEvent(event))
      line.append(UInt8(ascii: "\n"))
      try handle.write(contentsOf: line)
    } catch {
      throw Self.unwritable(file, error)
    }
  }

  private static func unwritable(_ file: URL, _ error: any Error) -> AssayError {
    AssayError(
      .fileUnwritable, "The training log cannot be written: \(error.localizedDescription)",
      advice: "Check the folder's permissions and the free space.",
      location: SourceLocation(file: file.path(percentEncoded: false)))
  }
}

extension TrainingLog {
  /// What a log holds.
  public struct Course: Sendable, Hashable {
    public var starts: [TrainingStart] = []
    /// One entry for each step, in order: the loss curve.
    public var steps: [TrainingStep] = []
    /// Metrics of the evaluation hook by step, in order.
    public var evaluations: [Evaluation] = []
    public var summary: TrainingSummary?

    /// One call of the evaluation hook.
    public struct Evaluation: Sendable, Hashable {
      public var step: Int
      public var metrics: [String: Double]
    }
  }

  /// Reads a log back.
  ///
  /// A last line without its end, as a killed process leaves it, is passed over.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable`, or `malformedRow` with the line.
  public static func read(_ file: URL) throws -> Course {
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw AssayError(
        .fileUnreadable, "The training log cannot be read: \(error.localizedDescription)",
        advice: "Give the log.jsonl of a run's output folder.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    var course = Course()
    var steps: [Int: TrainingStep] = [:]
    var evaluations: [Int: [String: Double]] = [:]
    let endsWhole = data.last == UInt8(ascii: "\n")
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if index == lines.count - 1, !endsWhole { break }
      let event: TrainingEvent
      do {
        event = try JSONDecoder().decode(LoggedEvent.self, from: Data(line)).event
      } catch {
        throw AssayError(
          .malformedRow, "The line is no event of a training log.",
          advice: "Remove the line or train again.",
          location: SourceLocation(file: file.path(percentEncoded: false), line: index + 1))
      }
      switch event {
      case .started(let start): course.starts.append(start)
      case .step(let step): steps[step.step] = step
      case .evaluated(let step, let metrics): evaluations[step] = metrics
      case .checkpointed: break
      case .finished(let summary): course.summary = summary
      }
    }
    course.steps = steps.keys.sorted().compactMap { steps[$0] }
    course.evaluations = evaluations.keys.sorted().compactMap { step in
      evaluations[step].map { Course.Evaluation(step: step, metrics: $0) }
    }
    return course
  }
}
