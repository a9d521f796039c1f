// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import AssayHub
import Foundation

/// `assay data pull`: data from a Hugging Face hub.
struct DataPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch benchmark data, or any repository, from a Hugging Face hub.",
    discussion: """
      Files go to the cache that Python's huggingface_hub uses, and benchmarks find them there. An \
      interrupted fetch goes on where it stopped; every file is checked by its hash. A branch is \
      held at the commit that it named when it was first fetched, until --update.

      HF_ENDPOINT, HF_TOKEN, HF_HOME, HF_HUB_CACHE and HF_HUB_OFFLINE mean what they mean to \
      huggingface_hub. `assay data list` says what there is (docs/data.md).

      Examples:
        assay data pull rewardbench processbench
        assay data pull rewardbench --part raw
        assay data pull llm-aggrefact            gated: accept its terms, set HF_TOKEN
        assay data pull org/name --include 'data/*.parquet' --to data
        assay data pull org/name --kind model --revision v1.0
      """)

  @Argument(help: "Data sets (see `assay data list`), or repositories as organisation/name.")
  var names: [String]

  @Option(help: "A part of the data set; may be given several times.")
  var part: [String] = []

  @Option(help: "What a repository holds.")
  var kind: Kind = .dataset

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case dataset, model

    var repositoryKind: HubRepository.Kind { self == .dataset ? .dataset : .model }
  }

  @OptionGroup var options: PullOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !names.isEmpty else { throw ValidationError("Name a data set or a repository.") }
    guard names.count == 1 || (part.isEmpty && options.to == nil && options.revision == nil) else {
      throw ValidationError("--part, --to and --revision go with one name.")
    }
  }

  func run() async throws {
    let output = output
    let client = try HubClient(
      try options.configuration { event in output.note(Self.text(event)) })
    let pull = DataPull(client: client, options: options, output: output)
    var results: [PullOutput] = []
    for name in names {
      let result = try await pulled(name, pull)
      if !output.json { Console.result(result.text) }
      results.append(result)
    }
    if output.json { try output.print("data pull", results, text: "") }
  }

  private func pulled(_ name: String, _ pull: DataPull) async throws -> PullOutput {
    if name.contains("/") || kind == .model {
      guard part.isEmpty else {
        throw AssayError(
          .invalidArgument, "A repository has no parts.", advice: "Choose files with --include.")
      }
      return try await pull.pull(try HubRepository(name, kind: kind.repositoryKind))
    }
    return try await pull.pull(try DataSources.named(name).card, parts: part)
  }

  private static func text(_ event: HubEvent) -> String {
    switch event {
    case .retrying(let error, let wait, let attempt):
      "\(error.message) Attempt \(attempt) follows in \(Int((wait / .seconds(1)).rounded())) s."
    case .waiting(let path): "Another process fetches '\(path)'; waiting for it."
    case .refetching(let path): "'\(path)' does not have its checksum and is fetched once more."
    }
  }
}
