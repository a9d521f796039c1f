// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayStore

/// `assay runs list`: what a store keeps.
struct RunsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs of a store, the newest first.")

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try options.open()
    var rows: [RunSummary] = []
    for run in try await store.runs() { rows.append(try await RunSummary(run, in: store)) }
    try await store.close()
    try output.print("runs list", rows, text: Self.text(rows))
  }

  private static func text(_ rows: [RunSummary]) -> String {
    guard !rows.isEmpty else { return "The store has no runs." }
    var table = TextTable([
      "run", "name", "begun", "model", "style", "state", "unscored", "failed", "right",
    ])
    table.rows = rows.map {
      [
        $0.run, $0.name ?? "–", $0.begun, $0.model, $0.style, $0.state, "\($0.unscored)",
        "\($0.failed)", $0.rightShare,
      ]
    }
    return table.text
  }
}
