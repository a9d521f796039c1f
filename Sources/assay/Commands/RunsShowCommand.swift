// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayJudging
import AssayStore
import Foundation

/// `assay runs show`: one run, or what it says of one example.
struct RunsShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show how a run was made and how far it is, or its judgments of one example.",
    discussion: """
      Examples:
        assay runs show baseline
        assay runs show 3f2a9c --example judgebench-17
      """)

  @Argument(help: "The run: its name, or the first digits of its fingerprint.")
  var name: String

  @Option(help: ArgumentHelp("Show all that was asked about this example.", valueName: "id"))
  var example: String?

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try options.open()
    let stored = try await store.run(name)
    let journal = RunJournal(stored, in: store)
    if let example {
      let records = try await journal.records(of: example)
      guard !records.isEmpty else {
        throw AssayError(
          .notRecorded, "The run has no judgment of example '\(example)'.",
          advice: "`assay runs export` writes all of them.")
      }
      try output.print("runs show", records, text: records.map(Self.text).joined(separator: "\n\n"))
    } else {
      let shown = Shown(
        summary: try await RunSummary(stored, in: store), description: try journal.run)
      try output.print("runs show", shown, text: Self.text(shown))
    }
    try await store.close()
  }

  private struct Shown: Encodable {
    var summary: RunSummary
    var description: Run
  }

  private static func text(_ shown: Shown) -> String {
    let (summary, run) = (shown.summary, shown.description)
    let rows: [(String, String)] = [
      ("run", summary.fingerprint), ("name", summary.name ?? "–"), ("begun", summary.begun),
      ("software", run.software), ("model", "\(run.model.name) (\(run.model.fingerprint))"),
      ("style", "\(run.style), \(run.form.rawValue), prompts \(run.prompts)"),
      ("data", "\(run.examples) examples, \(run.data)"), ("sampling", run.sampling.summary),
      ("policy", run.policy.summary), ("seed", "\(run.seed)"), ("state", summary.state),
      (
        "judgments",
        "\(summary.judged) judged, \(summary.unscored) unscored, \(summary.failed) failed"
      ),
      ("right", "\(summary.rightShare) of \(summary.labelled) with a known answer"),
      ("tokens", "\(summary.promptTokens) in prompts, \(summary.completionTokens) in answers"),
    ]
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + value
    }.joined(separator: "\n")
  }

  private static func text(_ record: JudgmentRecord) -> String {
    var lines = ["── \(record.example)  (\(record.order.rawValue), vote \(record.sample + 1))"]
    for message in record.messages {
      lines.append("\(message.role.rawValue): \(message.content)")
    }
    if let reasoning = record.completion?.reasoning { lines.append("reasoning: \(reasoning)") }
    lines.append("answer: \(record.completion?.text ?? "(none)")")
    let outcome =
      record.verdict.judgment?.description
      ?? record.verdict.unscoredReason.map { "no judgment: \($0.kind)" } ?? ""
    lines.append("verdict: \(outcome); gold: \(record.gold?.description ?? "unknown")")
    return lines.joined(separator: "\n")
  }
}
