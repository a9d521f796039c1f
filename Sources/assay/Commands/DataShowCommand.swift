// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData

/// `assay data show`: what is in a file or folder of examples.
struct DataShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a file or folder of examples holds: counts, labels, lengths, samples.",
    discussion: """
      Examples:
        assay data show --data examples.jsonl
        assay data show --data DATA/judgebench --samples 1
        assay data show --data DATA/gsm8k --source gsm8k --part test --json
      """)

  @OptionGroup var input: DataInput
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("Show this many examples in full.", valueName: "n"))
  var samples = 2

  func run() async throws {
    let stream = try input.stream()
    let summary = try DataSummary(stream)
    guard summary.examples > 0 else { throw input.emptiness }
    let shown = try stream.prefix(max(0, samples)).collect()
    try output.print(
      "data show", Shown(summary: summary, samples: shown), text: text(summary, shown))
  }

  private struct Shown: Encodable {
    var summary: DataSummary
    var samples: [Example]
  }

  private func text(_ summary: DataSummary, _ samples: [Example]) -> String {
    var parts = [
      "\(summary.examples.counted("example")) of \(summary.groups.counted("question"))"
        + "; \(summary.labelled.grouped) labelled"
        + (summary.emptyResponses > 0
          ? "; \(summary.emptyResponses.counted("empty response"))" : "")
    ]
    for (title, counts) in [
      ("format", summary.formats), ("source", summary.sources), ("domain", summary.domains),
      ("label", summary.labels),
    ] where !counts.isEmpty {
      var table = TextTable([title, "examples"])
      table.rows = counts.prefix(24).map {
        [$0.name.isEmpty ? "(none)" : $0.name, $0.count.grouped]
      }
      if counts.count > 24 { table.rows.append(["… \(counts.count - 24) more", ""]) }
      parts.append(table.text)
    }
    var lengths = TextTable(["characters", "least", "25 %", "median", "75 %", "99 %", "most"])
    for (name, quantiles) in [
      ("question", summary.inputLength), ("response", summary.responseLength),
    ] {
      lengths.rows.append(
        [name]
          + [
            quantiles.lowest, quantiles.quarter, quantiles.median, quantiles.threeQuarters,
            quantiles.ninetyNine, quantiles.highest,
          ].map { "\($0)" })
    }
    parts.append(lengths.text)
    parts += samples.map(Self.text)
    return parts.joined(separator: "\n\n")
  }

  private static func text(_ example: Example) -> String {
    var lines = ["── \(example.id)  (\(example.format.name), \(example.domain))"]
    if !example.instruction.isEmpty { lines.append("task: \(example.instruction)") }
    lines.append("input: \(clipped(example.input))")
    if let reference = example.reference { lines.append("reference: \(clipped(reference))") }
    for (index, response) in example.responses.enumerated() {
      lines.append("response \(index + 1): \(clipped(response))")
    }
    lines.append("gold: \(example.gold?.description ?? "unknown")")
    return lines.joined(separator: "\n")
  }

  private static func clipped(_ text: String) -> String {
    text.count > 800 ? text.prefix(800) + "… (\(text.count) characters)" : text
  }
}
