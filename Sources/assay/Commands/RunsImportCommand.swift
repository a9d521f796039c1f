// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayJudging
import AssayStore
import Foundation

/// `assay runs import`: a judgment file as a run of a store.
struct RunsImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring a judgment file into a store; what the store has already stays.")

  @Argument(help: "The judgment file; its description (name.run.json) must lie beside it.")
  var file: String

  @Option(help: ArgumentHelp("A name for the run.", valueName: "name"))
  var name: String?

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let (run, records) = try JudgmentFile.read(URL(filePath: file))
    guard let run else {
      throw AssayError(
        .fileUnreadable, "The description of the run is missing.",
        advice: "Put it back as "
          + "\(JudgmentFile.manifest(for: URL(filePath: file)).lastPathComponent).",
        location: SourceLocation(file: file))
    }
    let store = try options.create()
    // Both orders of pairs are not known without the examples; what is there counts at least.
    let expected = max(records.count, run.examples * max(1, run.policy.votes))
    let journal = try await RunJournal(run, expected: expected, name: name, in: store)
    for start in stride(from: 0, to: records.count, by: 1024) {
      try Task.checkCancellation()
      try await journal.append(Array(records[start..<min(records.count, start + 1024)]))
    }
    let summary = try await RunSummary(journal.stored, in: store)
    try await store.close()
    try output.print(
      "runs import", summary,
      text: "Run \(summary.run): \(summary.judged) judged, \(summary.unscored) unscored, "
        + "\(summary.failed) failed")
  }
}
