// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayStore
import Foundation

/// `assay runs gc`: the space of completions that no run needs.
struct RunsCollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Remove old completions that no run points at. No judgment is ever removed.",
    discussion: """
      A completion that is gone would be asked, and paid, again by a run that comes to need it.

      Examples:
        assay runs gc --older-than 90 --dry-run
      """)

  @Option(help: ArgumentHelp("Keep what is younger than this many days.", valueName: "days"))
  var olderThan: Double

  @Flag(help: "Only say what would be removed.")
  var dryRun = false

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  private struct Shown: Encodable {
    var completions: Int
    var bytes: Int
    var removed: Bool
  }

  func validate() throws {
    guard olderThan >= 0, olderThan.isFinite else {
      throw ValidationError("--older-than takes a number of days, 0 or more.")
    }
  }

  func run() async throws {
    let store = try options.open()
    let collected = try await store.collect(
      olderThan: Date(timeIntervalSinceNow: -olderThan * 86_400), isRehearsal: dryRun)
    try await store.close()
    try output.print(
      "runs gc",
      Shown(completions: collected.completions, bytes: collected.bytes, removed: !dryRun),
      text: "\(dryRun ? "Would remove" : "Removed") \(collected.completions) completions, "
        + "\(collected.bytes) bytes")
  }
}
