// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Foundation

/// The data card of a curated set: what is in it, where it came from, what left and why.
public struct CuratedCard: Sendable {
  /// The card as Markdown, with the header that the Hugging Face hub reads.
  public let markdown: String

  init(_ account: CuratedAccount, figures: [CuratedFigure]) {
    let (recipe, splits) = (account.recipe, account.splits)
    let tallies = account.stages.map { ($0.record.stage, $0.tally) }
    let records = account.stages.map(\.record)
    let parts = [
      Self.header(recipe, splits), "# \(recipe.name)",
      recipe.summary.isEmpty
        ? "A set of examples for training judges, made by the recipe in `recipe.yaml`."
        : recipe.summary,
      Self.splitTable(splits), Self.sourceTable(account.sources), Self.stageTable(records),
      Self.compositionTable(account.mixed), Self.lengthTable(tallies), Self.labelTables(tallies),
      Self.outcomeTable(records), Self.departureTable(account.stages), Self.plots(figures),
      Self.closing(recipe),
    ]
    markdown = parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func header(_ recipe: CurationRecipe, _ splits: [CuratedSet.Split]) -> String {
    let count = splits.reduce(0) { $0 + $1.examples }
    let size =
      switch count {
      case ..<1_000: "n<1K"
      case ..<10_000: "1K<n<10K"
      case ..<100_000: "10K<n<100K"
      case ..<1_000_000: "100K<n<1M"
      default: "1M<n<10M"
      }
    var lines = ["---", "pretty_name: \(JSONValue.string(recipe.name).jsonText)"]
    if let licence = recipe.output.licence { lines.append("license: \(licence.lowercased())") }
    lines += ["size_categories:", "- \(size)", "tags:", "- judging", "configs:"]
    lines += ["- config_name: default", "  data_files:"]
    for split in splits {
      lines += ["  - split: \(split.name)", "    path: data/\(split.file.lastPathComponent)"]
    }
    return (lines + ["---"]).joined(separator: "\n")
  }

  private static func splitTable(_ splits: [CuratedSet.Split]) -> String {
    MarkdownTable(
      ["split", "examples"], splits.map { [$0.name, $0.examples.grouped] }
    ).text
  }

  private static func sourceTable(_ sources: [CuratedAccount.Source]) -> String {
    var header = ["source", "examples read", "licence", "home"]
    let hasTestSets = sources.contains { $0.isTestSet }
    if hasTestSets { header.append("remark") }
    let rows = sources.map { source in
      [source.name, source.read.grouped, source.licence, source.home]
        + (hasTestSets ? [source.isTestSet ? "a test set" : ""] : [])
    }
    return "## Sources\n\n" + MarkdownTable(header, rows).text
  }

  private static func stageTable(_ records: [StageRecord]) -> String {
    "## Stages\n\n"
      + MarkdownTable(
        ["stage", "operation", "in", "left", "made", "out"],
        records.map {
          [
            $0.stage, $0.operation, $0.taken.grouped,
            $0.leaving.grouped, $0.made.grouped,
            $0.kept.grouped,
          ]
        }
      ).text
  }

  /// R3's Table 2: the share of each source after each stage that is more than one source.
  private static func compositionTable(_ mixed: [CuratedAccount.Stage]) -> String {
    guard !mixed.isEmpty else { return "" }
    let sources = Set(mixed.flatMap { $0.tally.sources.keys }).sorted()
    let rows = sources.map { source in
      [source]
        + mixed.map { stage in
          let count = stage.tally.sources[source] ?? 0
          return count.grouped
            + " (\(MarkdownTable.share(count, of: stage.tally.examples)))"
        }
    }
    return "## Composition by stage\n\n"
      + MarkdownTable(["source"] + mixed.map(\.record.stage), rows).text
  }

  private static func lengthTable(_ tallies: [(String, StageTally)]) -> String {
    "## Mean lengths in words\n\n"
      + MarkdownTable(
        ["stage", "prompt", "response"],
        tallies.map {
          [
            $0.0, MarkdownTable.decimal($0.1.meanPromptWords),
            MarkdownTable.decimal($0.1.meanResponseWords),
          ]
        }
      ).text
  }

  private static func labelTables(_ tallies: [(String, StageTally)]) -> String {
    let formats = Set(tallies.flatMap { $0.1.labels.keys }).sorted()
    let tables = formats.map { format in
      let having = tallies.filter { $0.1.labels[format] != nil }
      let labels = Set(having.flatMap { $0.1.labels[format]?.keys.map { $0 } ?? [] }).sorted()
      let rows = having.map { stage, tally in
        let counts = tally.labels[format] ?? [:]
        let all = counts.values.reduce(0, +)
        return [stage]
          + labels.map {
            "\((counts[$0] ?? 0).grouped) (\(MarkdownTable.share(counts[$0] ?? 0, of: all)))"
          }
      }
      return "### \(format)\n\n" + MarkdownTable(["stage"] + labels, rows).text
    }
    return "## Labels\n\n" + tables.joined(separator: "\n\n")
  }

  /// What operations did with the examples that stayed, such as how many traces were shortened.
  private static func outcomeTable(_ records: [StageRecord]) -> String {
    let rows = records.flatMap { record in
      record.outcomes.map { [record.stage, $0.name, $0.count.grouped] }
    }
    guard !rows.isEmpty else { return "" }
    return "## What was done\n\n" + MarkdownTable(["stage", "outcome", "examples"], rows).text
  }

  private static func departureTable(_ stages: [CuratedAccount.Stage]) -> String {
    let rows = stages.flatMap { stage in
      stage.record.left.map { leaving in
        let sample = stage.samples.first {
          $0.filter == leaving.filter && $0.reason == leaving.reason
        }
        return [
          stage.record.stage, leaving.filter, leaving.reason, leaving.count.grouped,
          sample.map { $0.example + ($0.detail.isEmpty ? "" : ": \($0.detail)") }
            .map { $0.count > 120 ? $0.prefix(119) + "…" : $0 } ?? "",
        ]
      }
    }
    guard !rows.isEmpty else { return "## What left\n\nNothing." }
    return "## What left\n\nEach example that left has a line in `ledger.jsonl`.\n\n"
      + MarkdownTable(["stage", "filter", "reason", "examples", "such as"], rows).text
  }

  private static func plots(_ figures: [CuratedFigure]) -> String {
    guard !figures.isEmpty else { return "" }
    return "## Plots\n\n`card.html` shows them on one page.\n\n"
      + figures.map { "![\($0.caption)](\($0.file))\n\n*\($0.caption)*" }.joined(separator: "\n\n")
  }

  private static func closing(_ recipe: CurationRecipe) -> String {
    """
    ## Made again

    `assay curate recipe.yaml\(recipe.isPermissiveOnly ? " --permissive-only" : "")` makes these bytes again from the same sources; the seed is \
    \(recipe.seed). The licence of each example is that of its source.
    """
  }
}
