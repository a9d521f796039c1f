// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Foundation

/// Judges examples, into a file or into memory, while a progress line shows how far it is.
struct JudgingRun {
  var judge: Judge
  var examples: [Example]
  /// The file that keeps the verdicts; `nil` keeps them in memory alone.
  var file: URL?
  var output: OutputOptions

  /// All records, in the examples' order, once everything is judged.
  func records() async throws -> [JudgmentRecord] {
    if let file { try await recordsKept(in: file) } else { try await recordsInMemory() }
  }

  private func recordsInMemory() async throws -> [JudgmentRecord] {
    var records: [JudgmentRecord] = []
    let progress = ProgressLine(
      "judging", total: judge.policy.count(for: examples), unit: "verdicts", quiet: output.quiet)
    try await judge.judge(examples) { batch in
      records += batch
      progress.update(records.count)
    }
    if !output.quiet { progress.finish() }
    return records
  }

  private func recordsKept(in file: URL) async throws -> [JudgmentRecord] {
    let run = judge.run(on: examples, software: assayVersion)
    let judgments = try JudgmentFile(at: file, run: run)
    if judgments.wasRepaired {
      output.note("The file's last line was torn by a crash and is asked again.")
    }
    let total = judge.policy.count(for: examples)
    let finished = await judgments.finished.count
    if finished > 0 { output.note("\(finished) of \(total) judgments are there already.") }
    let progress = ProgressLine(
      "judging", total: total, unit: "verdicts", quiet: output.quiet, startingAt: finished)
    try await judge.judge(examples, into: judgments) { count in progress.update(count) }
    if !output.quiet { progress.finish() }
    try await judgments.close()
    return try JudgmentFile.read(file).records
  }
}
