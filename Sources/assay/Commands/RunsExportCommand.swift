// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayJudging
import AssayStore
import Foundation

/// `assay runs export`: a run as a judgment file.
struct RunsExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run as a judgment file: JSON lines, with its description beside them.",
    discussion: """
      Examples:
        assay runs export baseline --out baseline.jsonl
        assay runs export 3f2a9c --out - | wc -l
      """)

  @Argument(help: "The run: its name, or the first digits of its fingerprint.")
  var name: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A new file, or - for the lines on standard output.", valueName: "file"))
  var out: String

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  private struct Exported: Encodable {
    var run: String
    var file: String
    var judgments: Int
  }

  func validate() throws {
    if out == "-", output.json {
      throw ValidationError("--json and the lines cannot both go to standard output.")
    }
  }

  func run() async throws {
    let store = try options.open()
    let stored = try await store.run(name)
    let journal = RunJournal(stored, in: store)
    if out == "-" {
      try await journal.writeLines { try FileHandle.standardOutput.write(contentsOf: $0) }
    } else {
      let count = try await journal.export(to: URL(filePath: out))
      try output.print(
        "runs export",
        Exported(run: stored.shortFingerprint, file: out, judgments: count),
        text: "\(count) judgments: \(out)")
    }
    try await store.close()
  }
}
