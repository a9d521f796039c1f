// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `assay runs`: the runs that a store keeps.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, show, compare, export and import the runs of a store; clean it up.",
    discussion: """
      A store is one file that keeps every run with its judgments, and every completion that was \
      paid for. A run is named by its name or by the first digits of its fingerprint.
      """,
    subcommands: [
      RunsListCommand.self, RunsShowCommand.self, RunsDiffCommand.self, RunsExportCommand.self,
      RunsImportCommand.self, RunsCollectCommand.self,
    ])
}
