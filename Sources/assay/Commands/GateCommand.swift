// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayJudging
import AssayStatistics
import AssayStore
import Foundation

/// `assay gate`: lets a candidate pass unless it is significantly worse than a baseline.
struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Fail where a candidate judges the same examples significantly worse.",
    discussion: """
      An example counts as right where every order of it was judged right. The test is paired: \
      the signs of the differences, question by question, are flipped. The gate fails where the \
      candidate is right less often and the two-sided p-value is below --level; a drop that may \
      be chance passes.

      Exit codes: 0 the gate passes, 2 it fails; others as of every command.

      Examples:
        assay gate --baseline main --candidate branch --junit gate.xml
        assay gate --baseline main.jsonl --candidate branch.jsonl --level 0.01
      """)

  @Option(help: ArgumentHelp("A run of the store, or a judgment file.", valueName: "run|file"))
  var baseline: String

  @Option(help: ArgumentHelp("The run that is to be no worse.", valueName: "run|file"))
  var candidate: String

  @Option(help: "How unlikely a drop must be by chance for the gate to fail.")
  var level = 0.05

  @Flag(help: "Compare the examples that both runs have, where one of them has more.")
  var sharedOnly = false

  @Option(help: ArgumentHelp("Also write the outcome as JUnit XML.", valueName: "file"))
  var junit: String?

  @Option(help: "Every random choice follows from it.")
  var seed: UInt64 = 0

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard level > 0, level < 1 else {
      throw ValidationError("--level takes a number between 0 and 1, such as 0.05.")
    }
  }

  func run() async throws {
    let verdict = try GateVerdict(
      baseline: (baseline, try await decisions(of: baseline)),
      candidate: (candidate, try await decisions(of: candidate)),
      sharedOnly: sharedOnly, level: level, seed: seed)
    if let junit {
      do {
        try Data(verdict.junit.utf8).write(to: URL(filePath: junit), options: .atomic)
      } catch {
        throw AssayError(
          .fileUnwritable, "The file cannot be written: \(error.reason)",
          advice: "Check the folder and its permissions.", location: SourceLocation(file: junit))
      }
    }
    try output.print("gate", verdict, text: verdict.text)
    if !verdict.passed { ExitStatus.gateFailed.leave() }
  }

  /// The decisions on examples whose right judgment is known.
  private func decisions(of name: String) async throws -> [Decision] {
    let records: [JudgmentRecord]
    if FileManager.default.fileExists(atPath: name) {
      records = try JudgmentFile.read(URL(filePath: name)).records
    } else {
      let store = try options.open()
      records = try await RunJournal(try await store.run(name), in: store).records()
      try await store.close()
    }
    return Decision.decisions(from: records).filter { $0.gold != nil }
  }
}
