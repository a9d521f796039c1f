// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayCuration
import AssayData
import AssayModels
import Foundation

/// `assay list`: what can be named in options.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what can be named: benchmarks, data sets, prompt styles, operations of recipes."
  )

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case benchmarks, data, styles, architectures, models, operations, injectors
  }

  @Argument(help: "One kind; all kinds where it is left out.")
  var kind: Kind?

  @OptionGroup var output: OutputOptions

  /// One thing that can be named.
  struct Entry: Encodable {
    var kind: String
    var name: String
    var summary: String
    var detail: String
  }

  func run() async throws {
    let kinds = kind.map { [$0] } ?? Kind.allCases
    let entries = kinds.flatMap(Self.entries)
    try output.print("list", entries, text: Self.text(entries))
  }

  private static func entries(_ kind: Kind) -> [Entry] {
    switch kind {
    case .benchmarks:
      Benchmarks.all.map { benchmark in
        let card = benchmark.card
        return Entry(
          kind: "benchmark", name: card.name, summary: card.summary,
          detail: "\(presence(of: benchmark)); data: \(card.data); official: "
            + "\(card.officialMetric) Licence: \(card.licence). \(card.reference)")
      }
    case .data:
      DataSources.all.map(\.card).map {
        Entry(
          kind: "data set", name: $0.name, summary: $0.summary,
          detail: "\($0.licence); parts: "
            + ($0.parts.isEmpty ? "none" : $0.parts.map(\.name).joined(separator: ", "))
            + ($0.isEvaluationOnly ? "; for evaluation only" : ""))
      }
    case .styles:
      PromptStyles.all.map {
        Entry(
          kind: "prompt style", name: $0.name, summary: PromptStyles.summary(of: $0), detail: "")
      }
        + BenchmarkStyles.all.map {
          Entry(
            kind: "prompt style", name: $0.name,
            summary: "the contract that a benchmark's recorded judges were held to", detail: "")
        }
    case .architectures:
      Architectures.all.map {
        Entry(
          kind: "architecture", name: $0.name, summary: "Hugging Face folders of \($0.name)",
          detail: "")
      }
    case .operations:
      CurationOperations.all.map(\.card).map {
        Entry(kind: "operation", name: $0.name, summary: $0.summary, detail: "")
      }
    case .injectors:
      ErrorInjectors.all.map { $0.card }.map {
        Entry(
          kind: "injector", name: $0.name, summary: $0.summary,
          detail: $0.kinds.joined(separator: ", "))
      }
    case .models:
      EmbeddedEvaluator.allCases.map {
        Entry(kind: "model", name: $0.rawValue, summary: $0.summary, detail: "")
      }
    }
  }

  private static func presence(of benchmark: any Benchmark) -> String {
    switch benchmark.availability(in: DataFolders.location) {
    case .generated: "needs no data"
    case .present(let folder): "present in \(folder.path(percentEncoded: false))"
    case .missing(_, let homepage):
      isOnHub(benchmark)
        ? "not here (`assay data pull \(benchmark.card.name)` fetches it)"
        : "not here, from \(homepage)"
    }
  }

  private static func isOnHub(_ benchmark: any Benchmark) -> Bool {
    (benchmark as? any SourcedBenchmark)?.source.card.isOnHub == true
  }

  private static func text(_ entries: [Entry]) -> String {
    var lines: [String] = []
    var kind = ""
    for entry in entries {
      if entry.kind != kind {
        kind = entry.kind
        lines.append((lines.isEmpty ? "" : "\n") + kind.uppercased())
      }
      lines.append("  \(entry.name)\n      \(entry.summary)")
      if !entry.detail.isEmpty { lines.append("      \(entry.detail)") }
    }
    return lines.joined(separator: "\n")
  }
}
