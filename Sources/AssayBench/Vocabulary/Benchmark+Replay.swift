// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import AssayJudging
public import Foundation

extension Benchmark {
  /// Reads a recording of any kind: a file of judgments that this software wrote, on any
  /// benchmark, or the benchmark's own published recordings.
  ///
  /// - Throws: `invalidArgument` where the benchmark has no recordings of its own or the style of
  ///   a judgment file is not known, and what `ReplayableBenchmark.recording` throws.
  public func replay(_ paths: [URL], for examples: [Example]) throws -> RecordedJudge {
    if let file = paths.first, paths.count == 1, try BenchmarkReplay.isJudgmentFile(file) {
      return try BenchmarkReplay.judgments(at: file, for: examples)
    }
    guard let replayable = self as? any ReplayableBenchmark else {
      throw AssayError(
        .invalidArgument, "The benchmark '\(card.name)' has no published recordings.",
        advice: "Give a file of judgments as assay writes it (--out).")
    }
    return try replayable.recording(at: paths, for: examples)
  }
}

/// The prompt styles of recorded judges, beside those of AssayCore.
public enum BenchmarkStyles {
  /// The contracts that published recordings were held to.
  public static let all: [any PromptStyle] = [
    ArenaHardStyle(), LLMBarStyle(), ScalarRewardStyle(),
  ]

  /// The style of the name, of these or of AssayCore's.
  ///
  /// - Throws: `invalidArgument` that lists the names there are.
  public static func named(_ name: String) throws -> any PromptStyle {
    if let style = all.first(where: { $0.name == name }) { return style }
    return try PromptStyles.named(name)
  }
}

/// Files of judgments as recordings.
enum BenchmarkReplay {
  /// Whether the first row of the file is a judgment record.
  static func isJudgmentFile(_ file: URL) throws -> Bool {
    var isFolder: ObjCBool = false
    let path = file.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      !isFolder.boolValue
    else { return false }
    // A file that is damaged is reported by whoever reads it in earnest.
    var reader = try RowReader(file)
    guard let row = try? reader.next() else { return false }
    return row.has("v") && row.has("example") && row.has("shown")
  }

  static func judgments(at file: URL, for examples: [Example]) throws -> RecordedJudge {
    let (run, records) = try JudgmentFile.read(file)
    guard let run else {
      throw AssayError(
        .fileUnreadable, "The description of the run is missing.",
        advice: "Keep \(JudgmentFile.manifest(for: file).lastPathComponent) beside the judgments.",
        location: SourceLocation(file: file.lastPathComponent))
    }
    var policy = run.policy
    policy.retriesUnreadable = false
    let covered = covered(examples, run: run, records: records)
    guard !covered.isEmpty else {
      throw AssayError(
        .invalidArgument, "The judgments are about none of the examples.",
        advice: "Give the data that they were made on.",
        location: SourceLocation(file: file.lastPathComponent))
    }
    return RecordedJudge(
      examples: covered, model: try Recording.judgments(at: file),
      style: try BenchmarkStyles.named(run.style), form: run.form, policy: policy)
  }

  /// The examples of the run: all, the first ones, or else those that have a record.
  static func covered(
    _ examples: [Example], run: Run, records: [JudgmentRecord]
  ) -> [Example] {
    let front = Array(examples.prefix(run.examples))
    if Fingerprint.of(front) == run.data { return front }
    let recorded = Set(records.map(\.example))
    return examples.filter { recorded.contains($0.id) }
  }
}
